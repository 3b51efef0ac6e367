package io.tidegate.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rules;
import io.tidegate.environment.ShowLevel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for many environments, and which of several sayings counts. */
class RulesTest {
    private static final List<String> TREE = List.of(
            "environments/dev/main.tf", "environments/prod-eu/main.tf", "environments/prod-us/main.tf", "all.tfvars");

    private static Environment named(Configuration configuration, String name) {
        return configuration.environment(new EnvironmentName(name)).orElseThrow();
    }

    private static Configuration read(String file) {
        Configuration configuration = SomeRepository.read("version: 1\n" + file, TREE);
        assertThat(configuration.problems()).isEmpty();
        return configuration;
    }

    @Test
    void an_environments_own_word_is_over_rules_later_rules_over_earlier_ones_and_these_over_the_top() {
        Configuration configuration = read("""
                approvals: 1
                apply: on-merge
                plan: trusted
                environments:
                  prod-eu: { approvals: 5 }
                rules:
                  - { match: "*", approvals: 2, show: names }
                  - { match: "prod-*", approvals: 3, apply: never }
                """);
        assertThat(configuration.environments())
                .extracting(one -> one.name() + " " + one.rules().approvals().count() + " "
                        + one.rules().apply() + " " + one.rules().plan() + " "
                        + one.rules().show())
                .containsExactly(
                        "prod-eu 5 NEVER TRUSTED NAMES",
                        "dev 2 ON_MERGE TRUSTED NAMES",
                        "prod-us 3 NEVER TRUSTED NAMES");
    }

    @Test
    void every_key_of_a_rule_is_read() {
        Environment prod = named(read("""
                rules:
                  - match: [prod-eu, nothing]
                    paths: ["modules/**"]
                    ignore: ["**/*.md"]
                    var-files: [all.tfvars]
                    after: [dev]
                    apply: on-merge
                    plan: on-command
                    permissions: { plan: [maintain] }
                    approvals: { count: 2, codeowners: true }
                    show: counts
                    plan-json: full
                    confirm-destroy: true
                    freeze: ["Fri 16:00 - Mon 08:00 Europe/Kyiv"]
                    after-freeze: wait
                    ignore-differences: []
                """), "prod-eu");
        assertThat(prod.paths()).containsExactly("modules/**");
        assertThat(prod.ignore()).containsExactly("**/*.md");
        assertThat(prod.varFiles().files()).containsExactly("all.tfvars");
        assertThat(prod.after()).containsExactly(new EnvironmentName("dev"));
        Rules rules = prod.rules();
        assertThat(rules.apply()).isEqualTo(ApplyMode.ON_MERGE);
        assertThat(rules.plan()).isEqualTo(PlanMode.ON_COMMAND);
        assertThat(rules.rights().of(Right.PLAN)).containsExactly(new Grantee(Grantee.Kind.PERMISSION, "maintain"));
        assertThat(rules.approvals().count()).isEqualTo(2);
        assertThat(rules.approvals().codeowners()).isTrue();
        assertThat(rules.show()).isEqualTo(ShowLevel.COUNTS);
        assertThat(rules.confirmDestroy()).isTrue();
        assertThat(rules.freezes()).hasSize(1);
    }

    @Test
    void what_an_environment_switches_off_itself_stays_off() {
        Environment dev = named(read("""
                environments:
                  dev: { freeze: [], confirm-destroy: false, ignore: [] }
                rules:
                  - match: "*"
                    freeze: ["Fri 16:00 - Mon 08:00 UTC"]
                    confirm-destroy: true
                    ignore: ["*.md"]
                """), "dev");
        assertThat(dev.rules().freezes()).isEmpty();
        assertThat(dev.rules().confirmDestroy()).isFalse();
        assertThat(dev.ignore()).isEmpty();
    }

    @Test
    void rights_are_filled_one_by_one() {
        Environment prod = named(read("""
                permissions: { unlock: [admin], apply: [maintain] }
                environments: { prod-eu: { permissions: { apply: [team:platform] } } }
                rules: [{ match: "prod-*", permissions: { approve: [team:leads], apply: [write] } }]
                """), "prod-eu");
        assertThat(prod.rules().rights().of(Right.UNLOCK))
                .extracting(Grantee::text)
                .containsExactly("admin");
        assertThat(prod.rules().rights().of(Right.APPROVE))
                .extracting(Grantee::text)
                .containsExactly("team:leads");
        assertThat(prod.rules().rights().of(Right.APPLY))
                .extracting(Grantee::text)
                .containsExactly("team:platform");
    }

    @Test
    void a_rule_for_all_may_name_one_of_them_as_the_first() {
        Configuration configuration = read("rules: [{ match: \"*\", after: [dev] }]\n");
        assertThat(named(configuration, "dev").after()).isEmpty();
        assertThat(named(configuration, "prod-us").after()).containsExactly(new EnvironmentName("dev"));
    }

    @Test
    void a_rule_that_fits_nobody_is_no_problem() {
        assertThat(read("rules: [{ match: \"later-*\", approvals: 2 }]\n").environments())
                .hasSize(3);
    }

    @Test
    void what_holds_for_the_repository_is_read() {
        assertThat(read("").rules()).isEqualTo(RepositoryRules.USUAL);
        assertThat(read("""
                branches: [main, release/1.x]
                merge-when: applied
                merge: manual
                after-freeze: wait
                limits: { plans-per-pull-request: 5, concurrent-runs: auto }
                """).rules())
                .isEqualTo(new RepositoryRules(
                        List.of("main", "release/1.x"), MergeWhen.APPLIED, RepositoryRules.Merge.MANUAL, 5));
        assertThat(read("limits: { concurrent-runs: auto }\n").rules()).isEqualTo(RepositoryRules.USUAL);
    }
}
