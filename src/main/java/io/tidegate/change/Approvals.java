package io.tidegate.change;

import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Right;
import io.tidegate.gate.Authorization;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.Person;
import io.tidegate.gate.Quorum;
import io.tidegate.gate.Situation.ApprovalsSeen;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Plan;
import io.tidegate.plan.PlanDifference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose approval counts for a plan, and which plan each one was given for. */
public final class Approvals {
    /** How long the comment must have been showing a plan before a review is taken to speak of it. */
    static final Duration READING_TIME = Duration.ofSeconds(30);

    private Approvals() {}

    /** Judges every approval of this environment against {@code plan}, one voice per person. */
    public static ApprovalsSeen of(Change change, Work work, Plan plan, boolean inputsReviewed) {
        // By id: who renamed the account between two approvals is still one person.
        Map<Long, Person> counted = new LinkedHashMap<>();
        Map<Long, ApprovalsSeen.Discounted> discounted = new LinkedHashMap<>();
        Ownership ownership = change.ownership(work.name());
        ApprovalRule rule = work.environment().rules().approvals();
        List<Approval> oldestFirst = change.approvals().stream()
                .filter(approval -> approval.speaksOf(work.name()))
                .sorted(Comparator.comparing(Approval::at))
                .toList();
        for (Approval approval : oldestFirst) {
            String against = objection(change, work, approval, plan, inputsReviewed);
            if (against.isEmpty()) {
                counted.put(approval.by().id(), approval.person());
            } else {
                // What somebody said last is what they want to hear about.
                discounted.put(
                        approval.by().id(),
                        new ApprovalsSeen.Discounted(approval.by().login(), against));
            }
        }
        List<ApprovalsSeen.Discounted> others = new ArrayList<>();
        discounted.forEach((id, one) -> {
            if (!counted.containsKey(id)) {
                others.add(one);
            }
        });
        return new ApprovalsSeen(
                rule,
                Quorum.lacking(rule, ownership, List.copyOf(counted.values())),
                Quorum.wantsPeople(rule, ownership, List.copyOf(counted.values())),
                rule.codeowners() && ownership != null ? ownership.missing(List.copyOf(counted.values())) : List.of(),
                rule.codeowners() && ownership != null ? ownership.remedies() : List.of(),
                counted.values().stream().map(person -> person.actor().login()).toList(),
                others,
                change.people().unlinked());
    }

    /** The plans for which approvals that could count were given: what a real plan is compared with. */
    static List<Plan> approved(Change change, Work work) {
        return change.approvals().stream()
                .filter(approval -> approval.speaksOf(work.name())
                        && personal(change, work, approval).isEmpty())
                .map(approval -> bound(work, approval))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /**
     * The last approval that was given for a plan of this environment.
     *
     * @param difference of the plan now from the plans that were approved
     */
    public record Last(String login, Instant at, PlanDifference difference) {}

    /** Empty where nobody whose approval could count has approved a plan. */
    public static Optional<Last> last(Change change, Work work, Plan now) {
        List<Plan> approved = approved(change, work);
        return change.approvals().stream()
                .filter(approval -> approval.speaksOf(work.name())
                        && personal(change, work, approval).isEmpty()
                        && bound(work, approval).isPresent())
                .max(Comparator.comparing(Approval::at))
                .map(approval -> new Last(approval.by().login(), approval.at(), Coverage.difference(now, approved)));
    }

    /** The plan that whoever asked for an apply had before them: on the button, or in the comment. */
    static Optional<Plan> shownTo(Work work, Attempt.Asked asked) {
        return switch (asked) {
            case Attempt.Asked.ByMerge merge -> shownAt(work, merge.at());
            case Attempt.Asked.ByCommand command ->
                switch (command.origin()) {
                    case Origin.Line line ->
                        shownAt(work, command.at())
                                .filter(plan -> command.breakGlass() == null
                                        || plan.fingerprint()
                                                .isNamedBy(command.breakGlass().plan()));
                    case Origin.Button button -> button.fingerprint().flatMap(named -> named(work, named));
                };
        };
    }

    private static Optional<Plan> named(Work work, String fingerprint) {
        return work.plans().stream()
                .filter(plan -> plan.fingerprint().isNamedBy(fingerprint))
                .findFirst();
    }

    /** The plan that the comment was showing at this moment of GitHub's clock. */
    static Optional<Plan> shownAt(Work work, Instant moment) {
        return work.shown().stream()
                .filter(shown -> shown.at(moment))
                .findFirst()
                .flatMap(shown -> planOf(work, shown.fingerprint()));
    }

    /** The plan that an approval was given for: the one shown without interruption from 30 s before it, or the one it named. */
    static Optional<Plan> bound(Work work, Approval approval) {
        Instant from = approval.fingerprint() == null ? approval.at().minus(READING_TIME) : approval.at();
        return work.shown().stream()
                .filter(shown -> shown.at(from) && shown.at(approval.at()))
                .findFirst()
                .flatMap(shown -> planOf(work, shown.fingerprint()))
                .filter(plan ->
                        approval.fingerprint() == null || plan.fingerprint().isNamedBy(approval.fingerprint()));
    }

    private static Optional<Plan> planOf(Work work, String fingerprint) {
        return work.plans().stream()
                .filter(plan -> plan.fingerprint().text().equals(fingerprint))
                .findFirst();
    }

    private static String objection(Change change, Work work, Approval approval, Plan plan, boolean inputsReviewed) {
        String personal = personal(change, work, approval);
        if (!personal.isEmpty()) {
            return personal;
        }
        Optional<Plan> bound = bound(work, approval);
        if (bound.isEmpty()) {
            String now = "`/approve " + work.name() + " " + plan.fingerprint().shortForm() + "` approves this plan";
            return approval.fingerprint() == null
                    ? "given before this plan had been shown for 30 s, counts for the code only; " + now
                    : "named plan " + approval.fingerprint() + ", which was not the current one";
        }
        return switch (Coverage.of(plan, List.of(bound.get()), inputsReviewed)) {
            case CoverageVerdict.Covered covered -> "";
            case CoverageVerdict.Uncovered uncovered ->
                "approved plan " + bound.get().fingerprint().shortForm() + ", which differs from this one";
        };
    }

    /** Why this person's approval never counts here; empty when it may. */
    static String personal(Change change, Work work, Approval approval) {
        if (approval.by().bot()) {
            return "a bot";
        }
        for (People.Contributor contributor : change.people().contributors()) {
            if (contributor.actor().is(approval.by())) {
                String commit = contributor.commit();
                return contributor.role()
                        + (commit.isEmpty() ? "" : " " + commit.substring(0, Math.min(7, commit.length())));
            }
        }
        ApprovalRule rule = work.environment().rules().approvals();
        if (rule.bind() == ApprovalRule.Bind.COMMIT
                && change.revision() != null
                && !change.revision().head().equals(approval.commit())) {
            return "given for another commit, and `approvals.bind: commit` is configured";
        }
        return Authorization.refusal(work.environment().rules().rights(), Right.APPROVE, approval.person())
                .orElse("");
    }
}
