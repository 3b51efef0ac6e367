package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import io.tidegate.environment.Visibility;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class YamlConfigurationReaderTest {
    private static final Repository INFRA = new Repository(7, "acme", "infra", 1);
    private static final List<String> TREE =
            List.of("environments/dev/main.tf", "environments/prod/main.tf", "environments/stage/main.tf");

    private static Configuration read(@Nullable String text, Collection<String> tree) {
        return new YamlConfigurationReader(Optional.of("acme")).read(INFRA, Visibility.PRIVATE, "c0ffee", text, tree);
    }

    private static List<String> names(Configuration configuration) {
        return configuration.environments().stream().map(e -> e.name().text()).toList();
    }

    private static Environment named(Configuration configuration, String name) {
        return configuration.environment(new EnvironmentName(name)).orElseThrow();
    }

    @Test
    void without_a_file_the_discovered_environments_are_planned_and_never_applied() {
        Configuration configuration = read(null, TREE);
        assertThat(configuration.present()).isFalse();
        assertThat(configuration.allowsApplying()).isFalse();
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.commit()).isEqualTo("c0ffee");
        assertThat(names(configuration)).containsExactly("dev", "prod", "stage");
        assertThat(named(configuration, "dev"))
                .isEqualTo(new Environment(
                        new EnvironmentName("dev"), "environments/dev", "acme", "infra-dev", Rules.USUAL));
    }

    @Test
    void a_repository_without_environments_and_file_has_no_problem_even_without_an_organisation() {
        Configuration configuration = new YamlConfigurationReader(Optional.empty())
                .read(INFRA, Visibility.PRIVATE, "c0ffee", null, List.of("README.md"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.environments()).isEmpty();
    }

    @Test
    void every_key_of_a_file_is_read() {
        Configuration configuration = read("""
                version: 1
                organization: my-devops-project
                workspace: "{repository}-x-{environment}"
                show: names
                apply: on-merge
                approvals: 2
                environments:
                  prod:
                    directory: live/prod/
                    organization: other
                    workspace: infra-live
                    paths: ["modules/**", shared.hcl]
                    apply: never
                    approvals: 0
                    after: [stage]
                    show: counts
                  stage: {}
                """, TREE);
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.allowsApplying()).isTrue();
        assertThat(configuration.environments())
                .containsExactly(
                        new Environment(
                                new EnvironmentName("prod"),
                                "live/prod",
                                "other",
                                "infra-live",
                                List.of("modules/**", "shared.hcl"),
                                List.of(),
                                List.of(new EnvironmentName("stage")),
                                Rules.USUAL
                                        .with(ApplyMode.NEVER)
                                        .with(ApprovalRule.of(0))
                                        .with(ShowLevel.COUNTS)),
                        usual("stage"),
                        usual("dev"));
    }

    private static Environment usual(String name) {
        return new Environment(
                new EnvironmentName(name),
                "environments/" + name,
                "my-devops-project",
                "infra-x-" + name,
                Rules.USUAL.with(ApplyMode.ON_MERGE).with(ApprovalRule.of(2)).with(ShowLevel.NAMES));
    }

    @Test
    void what_is_ignored_frozen_and_confirmed_is_read() {
        Configuration configuration = read("""
                version: 1
                environments:
                  prod:
                    ignore: ["**/*.md"]
                    confirm-destroy: true
                    freeze: ["Fri 16:00 - Mon 08:00 Europe/Kyiv", "2026-12-24 - 2027-01-02 UTC"]
                """, TREE);
        assertThat(configuration.problems()).isEmpty();
        Environment prod = named(configuration, "prod");
        assertThat(prod.ignore()).containsExactly("**/*.md");
        assertThat(prod.rules().confirmDestroy()).isTrue();
        assertThat(prod.rules().freezes())
                .containsExactly(
                        new Freeze.Weekly(
                                "Fri 16:00 - Mon 08:00 Europe/Kyiv",
                                DayOfWeek.FRIDAY,
                                LocalTime.of(16, 0),
                                DayOfWeek.MONDAY,
                                LocalTime.of(8, 0),
                                ZoneId.of("Europe/Kyiv")),
                        new Freeze.Days(
                                "2026-12-24 - 2027-01-02 UTC",
                                LocalDate.of(2026, 12, 24),
                                LocalDate.of(2027, 1, 2),
                                ZoneId.of("UTC")));
        assertThat(named(configuration, "dev").rules().confirmDestroy()).isFalse();
    }

    @Test
    void an_entry_without_a_directory_is_where_the_layout_has_it() {
        Configuration configuration =
                read("version: 1\nenvironments:\n  dev:\n  later: ~\n", List.of("infra/envs/dev/main.tf"));
        assertThat(configuration.problems()).isEmpty();
        assertThat(named(configuration, "dev").directory()).isEqualTo("infra/envs/dev");
        assertThat(named(configuration, "later").directory()).isEqualTo("environments/later");
    }

    @Test
    void what_is_wrong_is_left_out_with_its_problem_and_the_valid_rest_stays() {
        Configuration configuration =
                read("version: 1\nenvironments:\n  dev: { approvals: many }\n  stage: { approvals: 0 }\n", TREE);
        assertThat(names(configuration)).containsExactly("stage", "prod");
        assertThat(configuration.allowsApplying()).isFalse();
    }

    @Test
    void a_file_that_may_restrict_planning_in_an_unknown_way_lets_nothing_be_planned() {
        for (String key : List.of(
                "rules: [{ match: \"a/b\" }]",
                "rules: [{ plan: trusted }]",
                "rules: [{ match: dev, plan: trustd }]",
                "branches: [\"*\"]",
                "limits: { plans-per-pull-request: none }",
                "plan: trustd",
                "show: nmes",
                "permissions: { plan: everybody }")) {
            assertThat(read("version: 1\n" + key + "\nenvironments: { dev: {} }\n", TREE)
                            .environments())
                    .as(key)
                    .isEmpty();
        }
        for (String key :
                List.of("rules: [{ match: dev, approvals: many }]", "approvals: many", "after-freeze: never")) {
            Configuration wrong = read("version: 1\n" + key + "\nenvironments: { dev: {} }\n", TREE);
            assertThat(names(wrong)).as(key).containsExactly("dev", "prod", "stage");
            assertThat(wrong.allowsApplying()).as(key).isFalse();
        }
        assertThat(names(read("version: 1\nenvironments: { dev: { var-files: [a.tfvars] } }\n", TREE)))
                .containsExactly("prod", "stage");
        assertThat(read("version: 2\nenvironments: { dev: {} }\n", TREE).environments())
                .isEmpty();
        assertThat(read("version: [1\n", TREE).environments()).isEmpty();
    }

    @Test
    void two_claims_on_one_workspace_close_both() {
        Configuration configuration = read(
                "version: 1\nenvironments:\n  dev: { workspace: infra-one }\n  stage: { workspace: Infra-One }\n",
                TREE);
        assertThat(names(configuration)).containsExactly("prod");
        Configuration apart = read(
                "version: 1\nenvironments:\n  dev: { workspace: one }\n  stage: { workspace: one, organization: b }\n",
                TREE);
        assertThat(names(apart)).containsExactly("dev", "stage", "prod");
    }

    @Test
    void environments_outside_a_round_in_their_order_stay() {
        Configuration configuration = read(
                "version: 1\nenvironments:\n  dev: { after: [prod] }\n  stage: { after: [dev] }\n"
                        + "  prod: { after: [dev] }\n",
                TREE);
        assertThat(names(configuration)).containsExactly("stage");
        assertThat(configuration.problems()).hasSize(1);
    }

    @Test
    void a_long_chain_of_environments_is_no_round() {
        StringBuilder file = new StringBuilder("version: 1\nenvironments:\n  e0: {}\n");
        IntStream.range(1, 500).forEach(i -> file.append("  e%d: { after: [e%d] }\n".formatted(i, i - 1)));
        Configuration configuration = read(file.toString(), List.of());
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.environments()).hasSize(500);
    }

    @Test
    void the_servers_organisation_is_the_default_only_where_it_has_exactly_one() {
        Optional<String> none = Optional.empty();
        String file = "version: 1\nenvironments: { dev: {} }\n";
        List<String> tree = List.of("environments/dev/main.tf");
        assertThat(new YamlConfigurationReader(Optional.of("one"), none)
                        .read(INFRA, Visibility.PRIVATE, "c", file, tree)
                        .environments())
                .extracting(Environment::organization)
                .containsExactly("one");
        Configuration several = new YamlConfigurationReader(Optional.of("one"), Optional.of("two"))
                .read(INFRA, Visibility.PRIVATE, "c", file, tree);
        assertThat(several.environments()).isEmpty();
        assertThat(several.problems())
                .extracting(Problem::text)
                .containsExactly(".github/tidegate.yml:1:1: `organization` is missing: write `organization: …` with the"
                        + " name of the HCP Terraform organisation");
    }

    @Test
    void without_a_file_problems_are_about_the_repository() {
        Configuration configuration = new YamlConfigurationReader(Optional.empty())
                .read(new Repository(7, "acme", "my.infra", 1), Visibility.PRIVATE, "c", null, TREE);
        assertThat(configuration.problems()).extracting(Problem::line).containsOnly(0);
        assertThat(read(null, List.of("environments/a.b/main.tf")).problems())
                .extracting(Problem::text)
                .containsExactly(
                        ".github/tidegate.yml:0:0: a.b has no possible workspace: `infra-a.b` is not a name that"
                                + " HCP Terraform allows; write `workspace: …`");
    }
}
