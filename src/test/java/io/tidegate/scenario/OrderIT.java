package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two pull requests that meet at one environment: before the merge they wait for each other, after it they go together. */
class OrderIT {
    private static final String BY_COMMAND = """
            version: 1
            organization: my-devops-project
            environments:
              dev:   { directory: environments/dev }
              stage: { directory: environments/stage }
            """;

    private static int opened(Stage stage, String name) {
        int number = stage.repository.openPullRequest(
                stage.lee,
                name,
                "Another " + name,
                Map.of(
                        "environments/dev/" + name + ".tf",
                        "resource \"terraform_data\" \"" + name + "\" {\n  input = \"" + name + "\"\n}\n"));
        stage.awaitCheck(number, "tidegate/dev", "success");
        stage.awaitShown(number, 1);
        return number;
    }

    @Test
    void the_second_waits_in_line_and_is_told_and_planned_again_when_the_first_is_merged_and_applied() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_COMMAND))) {
            int first = opened(stage, "alpha");
            int second = opened(stage, "beta");
            stage.approve(first);
            stage.approve(second);
            stage.say(stage.lee, first, "/apply dev");
            stage.awaitReply(first, "dev was applied");
            stage.awaitLiving(second, "held by #" + first);

            assertThat(stage.ask(stage.lee, second, "/apply dev"))
                    .contains("dev waits for its lock", "is held by #" + first + " (lee)", "number 1 in its queue");
            assertThat(stage.realRuns("dev")).hasSize(1);

            String merged = stage.repository.merge(stage.lee, first);
            assertThat(stage.awaitReply(second, "turn now").body()).contains("@lee", "`/apply dev`");
            stage.awaitLiving(second, "on main `" + merged.substring(0, 7));
            stage.awaitCheck(second, "tidegate/dev", "success");
            stage.awaitQuiet();
            stage.say(stage.lee, second, "/apply dev");
            stage.awaitReply(second, "dev was applied");
            assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("applied", "applied");
            assertThat(stage.confirmations()).hasSize(2);
        }
    }

    @Test
    void one_apply_takes_both_once_they_are_merged() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_COMMAND))) {
            int first = opened(stage, "alpha");
            int second = opened(stage, "beta");
            stage.approve(first);
            stage.approve(second);
            stage.repository.merge(stage.lee, first);
            stage.awaitLiving(first, "Merged as");
            String newest = stage.repository.merge(stage.lee, second);
            stage.awaitLiving(second, "Merged as");
            stage.awaitQuiet();

            stage.say(stage.lee, second, "/apply dev");
            stage.awaitReply(second, "dev was applied");
            stage.awaitReply(first, "dev was applied with #" + second);
            assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("applied");
            assertThat(stage.realRuns("dev").getFirst().message()).contains(newest.substring(0, 7));
            assertThat(stage.confirmations()).hasSize(1);
        }
    }

    @Test
    void what_was_applied_and_never_merged_is_brought_back_through_the_gates() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", BY_COMMAND))) {
            int number = opened(stage, "alpha");
            stage.approve(number);
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            stage.repository.close(stage.lee, number);
            stage.awaitReply(number, "holds unmerged changes");

            assertThat(stage.ask(stage.lee, number, "/restore dev")).contains("planned from the default branch");
            stage.awaitLiving(number, "<b>dev</b>: 1 destroyed · plan <code>");
            stage.awaitQuiet();
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 1");
            stage.sandbox.clock().forward(java.time.Duration.ofSeconds(60));
            stage.say(stage.ann, number, "/approve dev");
            stage.awaitReply(number, "approval of dev by @ann counts");
            stage.say(stage.lee, number, "/apply dev");
            stage.await("the branch is applied", () -> stage.confirmations().size() == 2);
            stage.awaitLiving(number, "restored");
            int other = opened(stage, "beta");
            assertThat(stage.ask(stage.lee, other, "/status")).doesNotContain("#" + number);
        }
    }
}
