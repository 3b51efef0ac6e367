package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.terraform.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies that end half-way, and what it takes to finish them. */
class FailingIT {
    private static final String BY_COMMAND = """
            version: 1
            organization: my-devops-project
            environments:
              dev: { directory: environments/dev }
            """;

    @TempDir
    private Path folder;

    /** Replaced whenever the monitoring nodes change, which works only once the file is there. */
    static String stubborn(Path marker) {
        return """
                resource "terraform_data" "migration" {
                  triggers_replace = [var.monitoring_count]

                  provisioner "local-exec" {
                    when    = destroy
                    command = "test -f %s"
                  }
                }
                """.formatted(marker);
    }

    @Test
    void an_apply_that_fails_half_way_keeps_its_lock_and_its_approval_and_is_finished_by_asking_again()
            throws Exception {
        Path marker = folder.resolve("go");
        try (Stage stage = Stage.setWith(
                Map.of(".github/tidegate.yml", BY_COMMAND, "environments/dev/migration.tf", stubborn(marker)))) {
            int number = stage.openPlanned("dev");
            stage.approve(number);
            stage.say(stage.lee, number, "/apply dev");

            Repo.Comment told = stage.awaitReply(number, "Applying dev failed");
            assertThat(told.body()).contains("@lee @ann ", "Part of it may be done", "The lock stays", "`/apply dev`");
            stage.await(
                    "what remains is planned",
                    () -> stage.plans("dev").size() == 2
                            && stage.plans("dev").getLast().status().equals("planned_and_finished"));
            stage.awaitCheck(number, "tidegate/dev", "failure");
            stage.await(
                    "the comment shows what remains",
                    () -> stage.living(number)
                            .filter(
                                    c -> c.body().contains("terraform_data.migration")
                                            && c.body()
                                                    .contains(
                                                            "no longer in the plan: `module.doks.terraform_data.monitoring_pool`"))
                            .isPresent());
            assertThat(stage.awaitCheck(number, "tidegate", "failure").title()).contains("dev");
            assertThat(stage.repository.deployments())
                    .extracting(Repo.Deployed::states)
                    .containsExactly(List.of("in_progress", "failure"));

            int other = stage.repository.openPullRequest(
                    stage.ann,
                    "other",
                    "Other nodes",
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.awaitCheck(other, "tidegate/dev", "success");
            stage.say(stage.ann, other, "/apply dev");
            assertThat(stage.awaitReply(other, "dev was not applied").body())
                    .contains("| lock | held by #" + number + " (lee)");

            Files.createFile(marker);
            stage.say(stage.lee, number, "/apply dev");
            assertThat(stage.awaitReply(number, "dev was applied").body()).contains("1 added, 0 changed, 1 destroyed");
            assertThat(stage.repository.reviews(number)).hasSize(1);
            assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("errored", "applied");
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitCheck(number, "tidegate", "success");
        }
    }

    @Test
    void what_a_failed_apply_left_behind_different_from_the_review_needs_a_new_approval() throws Exception {
        Path marker = folder.resolve("go");
        String creation = """
                resource "terraform_data" "job" {
                  input = var.monitoring_count

                  provisioner "local-exec" {
                    command = "test -f %s"
                  }
                }
                """.formatted(marker);
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_COMMAND))) {
            int number = stage.repository.openPullRequest(
                    stage.lee, "job", "A job", Map.of("environments/dev/job.tf", creation));
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
            stage.approve(number);
            stage.say(stage.lee, number, "/apply dev");

            stage.awaitReply(number, "Applying dev failed");
            assertThat(stage.awaitReply(number, "the approval of dev is void").body())
                    .contains("@ann ", "terraform_data.job", "/approve dev");
            Files.createFile(marker);
            stage.say(stage.lee, number, "/apply dev");
            assertThat(stage.awaitReply(number, "dev was not applied").body()).contains("| approvals | 0 of 1");
            assertThat(stage.confirmations()).hasSize(1);

            stage.sandbox.clock().forward(java.time.Duration.ofSeconds(60));
            stage.say(stage.ann, number, "/approve dev");
            stage.awaitReply(number, "approval of dev by @ann counts");
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
        }
    }
}
