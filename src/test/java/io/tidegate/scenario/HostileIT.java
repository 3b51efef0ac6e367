package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people would try: each gets a clear answer, nothing is done, and the product goes on serving others. */
class HostileIT {
    @Test
    void floods_lookalikes_edits_and_oversized_files_are_answered_and_do_nothing() {
        try (Stage stage = Stage.alone()) {
            int number = stage.openPlanned("dev");
            stage.awaitQuiet();
            int plans = stage.plans("dev").size();

            stage.say(stage.sam, number, "/apply dev\n".repeat(6_000));
            stage.awaitReply(number, "a comment may hold at most 20 commands");
            stage.awaitQuiet();
            assertThat(stage.ask(stage.lee, number, "/\u0430pply dev"))
                    .contains("there is no such command", "`/apply dev`");
            assertThat(stage.ask(stage.lee, number, "/app\u200bly dev")).contains("characters that cannot be seen");
            assertThat(stage.ask(stage.lee, number, "/apply ../prod -chdir=/"))
                    .contains("has no such option")
                    .doesNotContain("chdir=/ was");

            long harmless = stage.repository.comment(stage.lee, number, "looks fine");
            stage.repository.editComment(stage.lee, harmless, "/apply dev");
            stage.say(stage.lee, number, "> /apply dev\n\n```\n/apply dev\n```\n");
            stage.awaitQuiet();

            stage.repository.push(
                    stage.lee, "main", Map.of(".github/tidegate.yml", "version: 1\n" + "# filling\n".repeat(90_000)));
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("| configuration |", "the file is larger than 256 KB");
            stage.repository.push(
                    stage.lee, "main", Map.of(".github/tidegate.yml", "version: 1\n" + "# filling\n".repeat(200_000)));
            assertThat(stage.ask(stage.lee, number, "/apply dev"))
                    .contains("nothing was done", ".github/tidegate.yml is not an ordinary file of less than 1 MB");

            assertThat(stage.plans("dev")).hasSize(plans);
            assertThat(stage.realRuns("dev")).isEmpty();
            assertThat(stage.ask(stage.ann, number, "/help")).contains("`/apply");
        }
    }
}
