package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans that never repeat: what follows the plan's own time counts as one, anything else is named, with the way out. */
class RepeatingIT {
    private static final String CONFIGURATION = """
            version: 1
            organization: my-devops-project
            workspace: "{repository}-{environment}"
            approvals: 0
            environments:
              dev: { directory: environments/dev }
            """;
    private static final String STAMPED = """
            resource "terraform_data" "planned_at" {
              input = plantimestamp()
            }
            """;
    private static final String SALTED = STAMPED + """
            resource "terraform_data" "salt" {
              input = sha1("salted ${plantimestamp()}")
            }
            """;

    @Test
    void the_plans_own_time_is_one_value_and_what_is_new_each_time_is_named_until_it_is_ignored() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", CONFIGURATION))) {
            int stamped = stage.repository.openPullRequest(
                    stage.lee, "stamp", "Say when", Map.of("environments/dev/stamp.tf", STAMPED));
            stage.awaitShown(stamped, 1);
            stage.say(stage.lee, stamped, "/apply dev");
            stage.awaitReply(stamped, "dev was applied");
            stage.repository.merge(stage.lee, stamped);
            stage.awaitLiving(stamped, "dev ✅");

            int salted = stage.repository.openPullRequest(
                    stage.lee, "salt", "Salt it", Map.of("environments/dev/stamp.tf", SALTED));
            stage.awaitShown(salted, 1);
            // The time of a plan has no fractions: within one second a plan does repeat, and is applied.
            Instant shown = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            stage.await("another second", () -> Instant.now().isAfter(shown.plusSeconds(1)));
            assertThat(stage.ask(stage.lee, salted, "/apply dev"))
                    .contains("This plan does not repeat", "`terraform_data.salt.input`", "`ignore-differences`");
            stage.await(
                    "its run is discarded",
                    () -> stage.realRuns("dev").getLast().status().equals("discarded"));

            stage.repository.pushToMain(
                    stage.lee,
                    Map.of(
                            ".github/tidegate.yml",
                            CONFIGURATION.replace(
                                    "environments/dev }",
                                    "environments/dev, ignore-differences: [\"terraform_data.salt.input\"] }")));
            stage.say(stage.lee, salted, "/plan dev");
            stage.awaitLiving(salted, "differences are ignored in `terraform_data.salt.input`");
            assertThat(stage.living(salted).orElseThrow().body()).doesNotContain("does not repeat");
            // Within one second of GitHub's clock nobody can say which of the two plans was read.
            stage.sandbox.clock().forward(Duration.ofSeconds(60));
            stage.say(stage.lee, salted, "/apply dev");
            stage.awaitReply(salted, "dev was applied");
            assertThat(stage.realRuns("dev"))
                    .extracting(Run::status)
                    .containsExactly("applied", "discarded", "applied");
        }
    }
}
