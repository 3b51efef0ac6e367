package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.plan.OwnRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnRulesTest {
    private static List<OwnRule> read(String types, String when, String reason) {
        Map<String, String> settings = Map.of(
                "tidegate.attention.rules[0].types", types,
                "tidegate.attention.rules[0].when", when,
                "tidegate.attention.rules[0].reason", reason);
        return OwnRules.of(new SmallRyeConfigBuilder()
                .withMapping(AttentionConfiguration.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(AttentionConfiguration.class));
    }

    @Test
    void a_star_in_a_type_stands_for_any_letters() {
        OwnRule rule = read("acme_*", "replace", "ask the network team").getFirst();
        assertThat(rule.types().matcher("acme_peering").matches()).isTrue();
        assertThat(rule.types().matcher("other_acme_peering").matches()).isFalse();
        assertThat(rule.when()).isEqualTo(OwnRule.When.REPLACE);
    }

    @Test
    void a_rule_that_cannot_be_used_refuses_the_start_and_names_the_key() {
        assertThatThrownBy(() -> read("acme_(.*", "change", "x")).hasMessageContaining("rules[].types");
        assertThatThrownBy(() -> read("acme_*", "change", "x".repeat(201))).hasMessageContaining("rules[].reason");
    }
}
