package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the opened pull request to plans that people can read. */
class PlanningIT {
    @Test
    void an_opened_pull_request_is_planned_and_shown_in_one_comment_and_in_checks() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev", "stage");

            assertThat(stage.living(number).orElseThrow().body())
                    .contains("2 environments change", "input.node_count   1              -> 2");
            assertThat(stage.plans("dev")).hasSize(1);
            assertThat(stage.plans("stage")).hasSize(1);
            assertThat(stage.plans("prod")).isEmpty();
            assertThat(stage.awaitCheck(number, "tidegate", "failure").title()).contains("dev must be applied first");
        }
    }

    @Test
    void a_push_plans_again_in_the_same_comment_and_stops_the_superseded_run() {
        try (Stage stage = Stage.set()) {
            stage.sandbox
                    .holds()
                    .hold("terraform plan " + stage.workspace("dev").name());
            int number = stage.repository.openPullRequest(
                    stage.lee,
                    "nodes",
                    "More nodes",
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
            stage.await("the first plan goes on", () -> stage.plans("dev").size() == 1);
            stage.await(
                    "its check goes on",
                    () -> stage.check(number, "tidegate/dev").isPresent());
            String superseded = stage.repository.pullRequest(number).headSha();
            stage.repository.push(
                    stage.lee, "nodes", Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.await("the second plan is wanted", () -> stage.plans("dev").size() == 2);
            stage.sandbox.holds().releaseAll();

            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            assertThat(stage.living(number).orElseThrow().body()).contains("1              -> 3");
            stage.await(
                    "the first run is stopped",
                    () -> stage.plans("dev").stream()
                                    .filter(run -> run.status().equals("canceled")
                                            || run.status().equals("discarded"))
                                    .count()
                            == 1);
            assertThat(stage.repository.comments(number)).hasSize(1);
            stage.await(
                    "the check of the superseded commit is closed",
                    () -> stage.repository.checkRuns(superseded).stream()
                            .allMatch(check -> "cancelled".equals(check.conclusion())));
        }
    }

    @Test
    void a_module_that_only_one_environment_calls_plans_that_one_alone_and_says_the_way() {
        String calling =
                Stage.monitoringNodes("stage", 1) + "\nmodule \"labels\" {\n  source = \"../../shared/labels\"\n}\n";
        try (Stage stage = Stage.setWith(Map.of(
                "environments/stage/main.tf",
                calling,
                "shared/labels/main.tf",
                "output \"team\" { value = \"a\" }\n"))) {
            int number = stage.repository.openPullRequest(
                    stage.lee,
                    "labels",
                    "Labels",
                    Map.of("shared/labels/main.tf", "output \"team\" { value = \"b\" }\n"));

            stage.await("stage is planned", () -> stage.plans("stage").size() == 1);
            assertThat(stage.plans("dev")).isEmpty();
            assertThat(stage.plans("prod")).isEmpty();
            stage.await(
                    "its check is there",
                    () -> stage.check(number, "tidegate/stage").isPresent());
        }
    }

    @Test
    void a_pull_request_that_touches_no_environment_gets_a_green_check_and_no_comment() {
        try (Stage stage = Stage.set()) {
            int number = stage.repository.openPullRequest(
                    stage.lee, "words", "Words", Map.of("README.md", "# Other words\n"));

            assertThat(stage.awaitCheck(number, "tidegate", "success").title()).contains("no environment is affected");
            stage.awaitQuiet();
            assertThat(stage.repository.comments(number)).isEmpty();
            assertThat(stage.workspace("dev").runs()).noneMatch(Run::planOnly);
        }
    }
}
