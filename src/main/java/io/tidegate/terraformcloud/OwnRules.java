package io.tidegate.terraformcloud;

import io.tidegate.plan.OwnRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The operator's own reasons to look twice, as rules. */
final class OwnRules {
    private OwnRules() {}

    /** @throws IllegalStateException with a sentence for the operator when a rule cannot be used */
    static List<OwnRule> of(AttentionConfiguration configuration) {
        return configuration.rules().stream().map(OwnRules::rule).toList();
    }

    private static OwnRule rule(AttentionConfiguration.Rule rule) {
        if (!rule.types().matches("[a-z0-9_*]{1,100}")) {
            throw new IllegalStateException("tidegate.attention.rules[].types is not a resource type: " + rule.types()
                    + ". Write lower-case letters, digits and `_`, with `*` for any of them.");
        }
        if (rule.reason().isBlank() || rule.reason().length() > 200) {
            throw new IllegalStateException("tidegate.attention.rules[].reason of " + rule.types()
                    + " must have between 1 and 200 characters.");
        }
        String types = List.of(rule.types().split("\\*", -1)).stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("[a-z0-9_]*"));
        return new OwnRule(Pattern.compile(types), rule.when(), rule.reason().strip());
    }
}
