package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After the merge the unit is the branch: on-merge environments are applied in promotion order, each once. */
class MergingIT {
    /** Dev and then stage by the merge. */
    private static final String BY_MERGE = """
            version: 1
            organization: my-devops-project
            apply: on-merge
            environments:
              dev:   { directory: environments/dev }
              stage: { directory: environments/stage, after: [dev] }
              prod:  { directory: environments/prod, after: [stage], apply: on-command }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_merge_applies_in_promotion_order_and_always_the_newest_commit_of_the_default_branch() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_MERGE))) {
            int number = stage.openPlanned("dev", "stage");
            assertThat(stage.awaitCheck(number, "tidegate", "success").title()).contains("before the merge is done");
            stage.approve(number);

            stage.sandbox
                    .holds()
                    .hold("terraform apply " + stage.workspace("dev").name());
            String merged = stage.repository.merge(stage.lee, number);
            stage.await("dev is confirmed", () -> stage.confirmations().size() == 1);
            assertThat(stage.realRuns("stage")).isEmpty();
            String newest = stage.repository.pushToMain(stage.ann, Map.of("README.md", "# Newer words\n"));
            stage.sandbox.holds().releaseAll();

            stage.awaitReply(number, "stage was applied");
            assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("applied");
            assertThat(stage.realRuns("stage")).extracting(Run::status).containsExactly("applied");
            assertThat(stage.realRuns("dev").getFirst().message()).contains(merged.substring(0, 7));
            assertThat(stage.realRuns("stage").getFirst().message()).contains(newest.substring(0, 7));
            assertThat(stage.confirmations())
                    .extracting(entry -> entry.fact("workspace"))
                    .containsExactly(
                            stage.workspace("dev").name(),
                            stage.workspace("stage").name());
        }
    }

    @Test
    void an_apply_that_fails_stops_the_train_and_what_comes_after_it_is_not_touched() throws Exception {
        Path marker = folder.resolve("go");
        try (Stage stage = Stage.setWith(Map.of(
                ".github/tidegate.yml", BY_MERGE, "environments/dev/migration.tf", FailingIT.stubborn(marker)))) {
            int number = stage.openPlanned("dev", "stage");
            stage.approve(number);
            stage.repository.merge(stage.lee, number);

            stage.awaitReply(number, "Applying dev failed");
            stage.awaitCheck(number, "tidegate/dev", "failure");
            stage.awaitQuiet();
            assertThat(stage.realRuns("stage")).isEmpty();
            assertThat(stage.living(number).orElseThrow().body()).contains("apply failed", "dev is applied first");

            Files.createFile(marker);
            stage.say(stage.ann, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            stage.awaitReply(number, "stage was applied");
            assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("errored", "applied");
            assertThat(stage.realRuns("stage")).extracting(Run::status).containsExactly("applied");
        }
    }

    @Test
    void a_merge_with_a_closed_gate_applies_nothing_and_says_how_to_go_on() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_MERGE))) {
            int number = stage.openPlanned("dev");
            stage.repository.merge(stage.lee, number);

            assertThat(stage.awaitReply(number, "dev was not applied").body())
                    .contains("| approvals | 0 of 1", "Afterwards: `/apply dev`");
            assertThat(stage.realRuns("dev")).isEmpty();

            stage.sandbox.clock().forward(java.time.Duration.ofSeconds(60));
            stage.say(stage.ann, number, "/approve dev");
            stage.awaitReply(number, "approval of dev by @ann counts");
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            assertThat(stage.confirmations()).hasSize(1);
        }
    }
}
