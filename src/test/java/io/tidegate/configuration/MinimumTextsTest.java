package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.flow.ConfigurationReader.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minimums as they are written: on the server, and in the organisation's file. */
class MinimumTextsTest {
    private static Rules holding(Minimums minimums, String environment) {
        return holding(minimums, environment, Rules.USUAL);
    }

    private static Rules holding(Minimums minimums, String environment, Rules rules) {
        Environment written = new Environment(
                new EnvironmentName(environment), "environments/" + environment, "acme", "infra", rules);
        return minimums.tighten(written).rules();
    }

    private static Minimums server(Map<String, String> properties) {
        return ServerMinimums.of(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(MinimumsConfiguration.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(MinimumsConfiguration.class));
    }

    private static Asked organization(String text) {
        return OrganizationText.read(text);
    }

    @Test
    void a_server_that_asks_for_nothing_changes_nothing() {
        assertThat(holding(server(Map.of()), "prod")).isEqualTo(Rules.USUAL);
    }

    @Test
    void the_server_asks_of_all_and_more_of_some() {
        Minimums minimums = server(Map.of(
                "tidegate.minimums.plan", "trusted",
                "tidegate.minimums.show", "names",
                "tidegate.minimums.rules[0].match", "prod,prod-*",
                "tidegate.minimums.rules[0].approvals", "2",
                "tidegate.minimums.rules[0].apply", "on-command",
                "tidegate.minimums.rules[0].confirm-destroy", "true",
                "tidegate.minimums.rules[0].plan-json", "full",
                "tidegate.minimums.rules[0].freeze", "Fri 16:00 - Mon 08:00 Europe/Kyiv"));
        Rules dev = holding(minimums, "dev");
        assertThat(dev).isEqualTo(Rules.USUAL.with(PlanMode.TRUSTED).with(ShowLevel.NAMES));
        Rules prod = holding(minimums, "prod-eu");
        assertThat(prod.approvals().count()).isEqualTo(2);
        assertThat(prod.plan()).isEqualTo(PlanMode.TRUSTED);
        assertThat(prod.apply()).isEqualTo(ApplyMode.ON_COMMAND);
        assertThat(prod.confirmDestroy()).isTrue();
        assertThat(prod.planJson()).isEqualTo(PlanJson.FULL);
        assertThat(prod.freezes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "tidegate.minimums.approvals, 99, tidegate.minimums.approvals is 99",
        "tidegate.minimums.approvals, -1, tidegate.minimums.approvals is -1",
        "tidegate.minimums.freeze, sometimes, tidegate.minimums.freeze:",
        "tidegate.minimums.ignore-differences, **, tidegate.minimums.ignore-differences:",
        "tidegate.minimums.rules[0].match, {prod}, tidegate.minimums.rules[0].match holds",
    })
    void a_value_that_cannot_be_used_refuses_the_start_and_names_its_key(String key, String value, String says) {
        assertThatThrownBy(() -> server(Map.of(key, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(says);
    }

    @Test
    void what_may_be_ignored_at_most_and_who_breaks_glass_is_said_far_from_repositories() {
        Rules written = Rules.USUAL.with(IgnoredDifferences.of(List.of("**.tags")));
        Rules none = holding(server(Map.of("tidegate.minimums.ignore-differences", "none")), "prod-eu", written);
        assertThat(none.ignored().isNothing()).isTrue();
        Asked asked = organization("""
                version: 1
                ignore-differences: ["a.*.tags"]
                break-glass: [user:ann]
                rules:
                  - { match: "prod*", break-glass: ["team:oncall"] }
                """);
        assertThat(asked.problems()).isEmpty();
        Rules rules = holding(ServerMinimums.breakGlass(List.of("user:kim")).and(asked.minimums()), "prod-eu", written);
        assertThat(rules.ignored().text()).isEqualTo("**.tags within a.*.tags");
        assertThat(rules.rights().of(Right.BREAK_GLASS))
                .extracting(Grantee::text)
                .containsExactly("user:kim", "user:ann", "team:oncall");
        assertThatThrownBy(() -> ServerMinimums.breakGlass(List.of("kim")))
                .hasMessageContaining("tidegate.break-glass holds `kim`");
        assertThat(SomeRepository.read("version: 1\npermissions: { break-glass: [write] }", List.of())
                        .problems())
                .hasSize(1);
    }

    @Test
    void a_rule_without_match_refuses_the_start() {
        assertThatThrownBy(() -> server(Map.of("tidegate.minimums.rules[0].approvals", "2")))
                .hasMessageContaining("tidegate.minimums.rules[0].match");
    }

    @Test
    void the_organisations_file_asks_in_the_words_of_a_repositorys() {
        Asked asked = organization("""
                version: 1
                plan: trusted
                rules:
                  - { match: "prod*", approvals: { count: 2, teams: { platform: 1 }, bind: commit }, show: counts }
                  - { match: [dev, stage], apply: never }
                """);
        assertThat(asked.problems()).isEmpty();
        Rules prod = holding(asked.minimums(), "prod-eu");
        assertThat(prod.approvals().count()).isEqualTo(2);
        assertThat(prod.approvals().teams()).containsEntry("platform", 1);
        assertThat(prod.show()).isEqualTo(ShowLevel.COUNTS);
        assertThat(prod.plan()).isEqualTo(PlanMode.TRUSTED);
        assertThat(holding(asked.minimums(), "stage").apply()).isEqualTo(ApplyMode.NEVER);
        assertThat(holding(asked.minimums(), "stage").approvals().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "approvals: 1 | 1:1: only version 1 is understood",
                "version: 2 | 1:1: only version 1 is understood",
                "'version: 1\nenvironments: {}' | 2:1: `environments` is not a key here",
                "'version: 1\naprovals: 2' | 2:1: `aprovals` is not a key here: did you mean `approvals`?",
                "'version: 1\nrules: [{ approvals: 2 }]' | 2:9: `match` is missing",
                "'version: 1\nrules: [{ match: \"{prod}\" }]' | 2:18: `{prod}` cannot be used",
                "'version: 1\nrules: prod' | 2:8: `rules` is a list",
                "'version: 1\nrules: [prod]' | 2:9: a rule has keys",
                "'[1]' | 1:1: the file has keys",
                "'version: 1\n\tplan: auto' | 2:1: a tab stands here",
            })
    void what_is_wrong_in_it_has_its_place(String text, String problem) {
        assertThat(organization(text).problems())
                .first()
                .satisfies(found -> assertThat(found.text()).startsWith("tidegate-organization.yml:" + problem));
    }
}
