package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.Difference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Environment PROD = EnvironmentsForTests.environment("prod");

    private static Configuration of(Environment... environments) {
        return new Configuration("c1", true, RepositoryRules.USUAL, List.of(environments), List.of());
    }

    private static List<String> between(Environment before, Environment after) {
        return Differences.between(of(before), of(after)).stream()
                .map(one -> one.kind() + " " + one.sentence())
                .toList();
    }

    private static Rules rights(Right right, String... grantees) {
        List<Grantee> all = List.of(grantees).stream()
                .map(Grantee::read)
                .map(Optional::orElseThrow)
                .toList();
        return Rules.USUAL.with(Rights.USUAL.with(Map.of(right, all)));
    }

    @Test
    void equal_configurations_differ_in_nothing() {
        assertThat(Differences.between(of(PROD), of(PROD))).isEmpty();
    }

    @Test
    void environments_come_and_go_with_their_places() {
        Environment stage = EnvironmentsForTests.environment("stage");
        assertThat(Differences.between(of(PROD), of(stage)))
                .containsExactly(
                        new Difference("prod is removed", Kind.CHANGES),
                        new Difference(
                                "stage is added: `environments/stage` with the workspace `acme/infra-stage`",
                                Kind.CHANGES));
    }

    @Test
    void the_file_itself_comes_and_goes() {
        Configuration none = new Configuration("c1", false, RepositoryRules.USUAL, List.of(PROD), List.of());
        assertThat(Differences.between(of(PROD), none))
                .singleElement()
                .satisfies(one -> assertThat(one.sentence()).contains("Tidegate only plans"));
        assertThat(Differences.between(none, of(PROD)))
                .singleElement()
                .satisfies(one -> assertThat(one.sentence()).contains("begins to hold"));
    }

    @Test
    void a_rule_that_holds_people_back_less_is_marked() {
        ApprovalRule two = ApprovalRule.of(2);
        assertThat(between(PROD.with(Rules.USUAL.with(two)), PROD)).containsExactly("LOOSENS prod: approvals 2 → 1");
        assertThat(between(PROD, PROD.with(Rules.USUAL.with(two)))).containsExactly("TIGHTENS prod: approvals 1 → 2");
        assertThat(between(PROD, PROD.with(Rules.USUAL.with(ApplyMode.ON_MERGE))))
                .containsExactly("LOOSENS prod: apply on-command → on-merge");
        assertThat(between(PROD, PROD.with(Rules.USUAL.with(PlanMode.TRUSTED))))
                .containsExactly("TIGHTENS prod: plan auto → trusted");
        assertThat(between(PROD.with(Rules.USUAL.withConfirmDestroy(true)), PROD))
                .containsExactly("LOOSENS prod: confirm-destroy true → false");
        assertThat(between(PROD.with(Rules.USUAL.with(ShowLevel.NAMES)), PROD))
                .containsExactly("LOOSENS prod: show names → values");
    }

    @Test
    void approvals_of_teams_code_owners_and_of_the_commit_are_told_apart() {
        ApprovalRule strict = new ApprovalRule(1, new TreeMap<>(Map.of("platform", 1)), true, ApprovalRule.Bind.COMMIT);
        assertThat(between(PROD.with(Rules.USUAL.with(strict)), PROD))
                .containsExactly(
                        "LOOSENS prod: approvals of team platform 1 → 0",
                        "LOOSENS prod: approvals of code owners true → false",
                        "LOOSENS prod: approvals bound to the commit → plan");
    }

    @Test
    void whoever_is_let_in_besides_loosens_unless_everybody_was_let_in_before() {
        Environment platform = PROD.with(rights(Right.APPLY, "team:platform"));
        assertThat(between(platform, PROD.with(rights(Right.APPLY, "team:platform", "user:eve"))))
                .containsExactly(
                        "LOOSENS prod: `permissions.apply` team:platform → team:platform, user:eve",
                        "LOOSENS prod: `permissions.lock` team:platform → team:platform, user:eve",
                        "LOOSENS prod: `permissions.restore` team:platform → team:platform, user:eve");
        assertThat(between(PROD, PROD.with(rights(Right.APPROVE, "maintain"))))
                .containsExactly("TIGHTENS prod: `permissions.approve` write → maintain");
        assertThat(between(PROD, PROD.with(rights(Right.APPROVE, "read"))))
                .containsExactly("LOOSENS prod: `permissions.approve` write → read");
        assertThat(between(PROD, PROD.with(rights(Right.APPROVE, "team:x"))))
                .containsExactly("LOOSENS prod: `permissions.approve` write → team:x");
    }

    @Test
    void limits_and_what_the_whole_repository_asks_are_compared_too() {
        Configuration before = new Configuration(
                "c1",
                true,
                new RepositoryRules(List.of(), MergeWhen.APPLIED, RepositoryRules.Merge.MANUAL, 25),
                List.of(),
                List.of());
        Configuration after = new Configuration(
                "c2",
                true,
                new RepositoryRules(List.of("main", "next"), MergeWhen.PLANNED, RepositoryRules.Merge.MANUAL, 50),
                List.of(),
                List.of());
        assertThat(Differences.between(before, after))
                .containsExactly(
                        new Difference("branches the default branch → `main, next`", Kind.CHANGES),
                        new Difference("merge-when applied → planned", Kind.LOOSENS),
                        new Difference("plans-per-pull-request 25 → 50", Kind.LOOSENS));
    }

    @Test
    void paths_that_no_longer_select_and_upstreams_that_go_loosen() {
        Environment before = new Environment(
                PROD.name(),
                PROD.directory(),
                PROD.organization(),
                PROD.workspace(),
                List.of("modules/**"),
                List.of(),
                List.of(new EnvironmentName("stage")),
                Rules.USUAL);
        Environment after = new Environment(
                PROD.name(), PROD.directory(), "acme", "other", List.of(), List.of("**/`x`"), List.of(), Rules.USUAL);
        assertThat(between(before, after))
                .containsExactly(
                        "CHANGES prod: workspace `acme/infra-prod` → `acme/other`",
                        "LOOSENS prod: `paths` no longer has `modules/**`",
                        "LOOSENS prod: `ignore` has `**/'x'` besides",
                        "LOOSENS prod: `after` no longer has `stage`");
    }
}
