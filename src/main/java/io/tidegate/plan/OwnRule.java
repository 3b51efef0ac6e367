package io.tidegate.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A reason to look twice that an organisation adds to those of {@link AttentionRules}.
 *
 * @param types whole resource types that it speaks of
 * @param when what has to happen to a resource
 * @param reason a clause for people, as the operator wrote it
 */
public record OwnRule(Pattern types, When when, String reason) {
    /** What has to happen to a resource of such a type. */
    public enum When {
        /** It is destroyed, also to be replaced. */
        DESTROY,
        REPLACE,
        /** Anything but reading it. */
        CHANGE
    }

    /** A resource to which it applies, as people see it. */
    public record Noted(String subject, String reason) {}

    boolean appliesTo(ResourceChange change) {
        boolean happens = switch (when) {
            case DESTROY -> change.action().destroys();
            case REPLACE -> change.action().replaces();
            case CHANGE -> change.action() != Action.NO_OP && change.action() != Action.READ;
        };
        return happens
                && change.mode().equals("managed")
                && types.matcher(change.type()).matches();
    }

    static List<Noted> noted(List<OwnRule> rules, List<ResourceChange> changes) {
        return rules.stream()
                .flatMap(rule -> changes.stream()
                        .filter(rule::appliesTo)
                        .map(change -> new Noted(change.subject(), rule.reason())))
                .toList();
    }
}
