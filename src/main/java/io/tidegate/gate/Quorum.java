package io.tidegate.gate;

import io.tidegate.environment.ApprovalRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether those who approved are those whom a rule asks for. */
public final class Quorum {
    static final String UNREAD = "cannot be read: the GitHub App lacks the organisation permission Members (read)";

    private Quorum() {}

    /** Whether more approvals would help: what nobody owns is nobody's to approve. */
    public static boolean wantsPeople(ApprovalRule rule, @Nullable Ownership ownership, List<Person> approvers) {
        ApprovalRule plain = new ApprovalRule(rule.count(), rule.teams(), false, rule.bind());
        return !lacking(plain, null, approvers).isEmpty()
                || (rule.codeowners()
                        && (ownership == null || !ownership.missing(approvers).isEmpty()));
    }

    /**
     * What is still missing, one phrase each; empty when the rule is met.
     *
     * @param ownership who owns what changes; null while it was not read
     */
    public static List<String> lacking(ApprovalRule rule, @Nullable Ownership ownership, List<Person> approvers) {
        List<String> lacking = new ArrayList<>();
        if (approvers.size() < rule.count()) {
            lacking.add(approvers.size() + " of " + rule.count());
        }
        rule.teams().forEach((team, count) -> {
            long members = approvers.stream()
                    .filter(person -> person.in(team) == Membership.ACTIVE)
                    .count();
            boolean unread = approvers.stream().anyMatch(person -> person.in(team) == Membership.UNREADABLE);
            if (members < count) {
                lacking.add(members + " of " + count + " of team " + team + (unread ? ", which " + UNREAD : ""));
            }
        });
        if (rule.codeowners()) {
            lacking.addAll(
                    ownership == null
                            ? List.of("the code owners, who are looked up when somebody reviews or applies")
                            : ownership.lacking(approvers));
        }
        return lacking;
    }
}
