package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.SeededRepository;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans that fail, and plans that change nothing. */
class PlanOutcomesIT {
    private static final String DEV = "environments/dev/main.tf";
    private static final String CONFIGURATION = ".github/tidegate.yml";
    private static final String FULL = SeededRepository.files().get(CONFIGURATION) + "\nplan-json: full\n";

    @Test
    void a_failing_plan_is_red_in_terraforms_words_until_a_push_corrects_it() {
        try (Stage stage = Stage.set()) {
            String broken = Stage.monitoringNodes("dev", 2) + "\noutput \"more\" {\n  value = var.absent\n}\n";
            int number = stage.repository.openPullRequest(stage.lee, "nodes", "More nodes", Map.of(DEV, broken));

            stage.awaitCheck(number, "tidegate/dev", "failure");
            assertThat(stage.awaitCheck(number, "tidegate", "failure").title()).contains("dev: plan failed");
            stage.awaitLiving(number, "plan failed");
            assertThat(stage.living(number).orElseThrow().body())
                    .contains("Reference to undeclared input variable", "correct dev and push", "`/plan dev`")
                    .contains("- ❌ `" + DEV + ":" + line(broken, "var.absent") + "`");
            // They follow the check's completion in a request of their own.
            stage.await(
                    "a remark on the line",
                    () -> !stage.annotations(number, "tidegate/dev").isEmpty());
            assertThat(stage.annotations(number, "tidegate/dev"))
                    .singleElement()
                    .satisfies(remark -> {
                        assertThat(remark.path()).isEqualTo(DEV);
                        assertThat(remark.from()).isEqualTo(line(broken, "var.absent"));
                        assertThat(remark.level()).isEqualTo("failure");
                    });
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| plan | its plan failed |");

            stage.repository.push(stage.lee, "nodes", Map.of(DEV, Stage.monitoringNodes("dev", 2)));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            assertThat(stage.living(number).orElseThrow().body()).doesNotContain("plan failed", "undeclared");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void a_plan_that_changes_nothing_needs_no_approval_and_no_apply() {
        try (Stage stage = Stage.set()) {
            String same = SeededRepository.files().get(DEV) + "\n# The same.\n";
            int number = stage.repository.openPullRequest(stage.lee, "same", "The same", Map.of(DEV, same));

            assertThat(stage.awaitCheck(number, "tidegate/dev", "success").title())
                    .contains("no changes");
            stage.awaitCheck(number, "tidegate", "success");
            stage.awaitLiving(number, "No changes in dev");
            assertThat(stage.living(number).orElseThrow().body()).doesNotContain("/approve", "/apply dev");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("dev needs no apply");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void what_was_read_of_the_redacted_plan_alone_is_said_and_does_not_suffice_where_the_full_one_is_asked_for() {
        try (Stage stage = Stage.set()) {
            stage.workspace("dev").permissions(true, true, false);
            int number = stage.openPlanned("dev");
            assertThat(stage.living(number).orElseThrow().body()).contains("of the redacted JSON", "node_count");
            stage.repository.pushToMain(stage.lee, Map.of(CONFIGURATION, FULL));
            stage.approve(number);
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("`plan-json: full` is configured");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void a_plan_that_hcp_terraform_counts_otherwise_is_shown_with_both_numbers_and_not_applied() {
        try (Stage stage = Stage.set()) {
            stage.workspace("dev").trouble().miscounts(1);
            int number = stage.openPlanned("dev");
            assertThat(stage.living(number).orElseThrow().body())
                    .contains("HCP Terraform counts 1 to destroy, its plan as data has 0");
            stage.approve(number);
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| plan | HCP Terraform counts 1 to destroy, its plan as data has 0 |");
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void in_a_public_repository_names_alone_are_shown_unless_the_configuration_says_otherwise() {
        try (Stage stage = Stage.set()) {
            stage.repository.publish();
            int number = stage.openPlanned("dev");
            assertThat(stage.living(number).orElseThrow().body())
                    .contains("input    changes")
                    .doesNotContain("node_count");
        }
    }

    /** From 1. */
    private static int line(String text, String holding) {
        return (int) text.substring(0, text.indexOf(holding))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }
}
