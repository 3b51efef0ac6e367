package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.Repo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands beside planning and applying, on the packaged product. */
class CommandsIT {
    @Test
    void redacting_leaves_the_same_comments_without_what_they_said_before() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            stage.ask(stage.lee, number, "/status");
            long living = stage.living(number).orElseThrow().id();
            String shown = stage.living(number).orElseThrow().body();
            List<String> answers =
                    stage.replies(number).stream().map(Repo.Comment::body).toList();
            stage.sandbox.clock().forward(Duration.ofSeconds(5));

            stage.say(stage.lee, number, "/redact");
            stage.await(
                    "the living comment is another one",
                    () -> stage.living(number)
                            .filter(comment -> comment.id() != living)
                            .isPresent());
            stage.awaitQuiet();

            assertThat(stage.living(number).orElseThrow().body()).isEqualTo(shown);
            assertThat(stage.living(number).orElseThrow().edits()).isZero();
            assertThat(stage.replies(number)).extracting(Repo.Comment::body).isEqualTo(answers);
            stage.say(stage.lee, number, "/plan dev");
            stage.awaitQuiet();
            assertThat(stage.repository.comments(number).stream()
                            .filter(comment -> comment.body().contains("<!-- tidegate:summary -->")))
                    .as("edited in place again")
                    .hasSize(1);
        }
    }

    @Test
    void an_apply_in_progress_ends_early_only_when_somebody_says_so_and_why() {
        try (Stage stage = Stage.setWith(Map.of(".github/tidegate.yml", """
                version: 1
                organization: my-devops-project
                environments: { dev: { directory: environments/dev, approvals: 0 } }
                """))) {
            int number = stage.openPlanned("dev");
            String apply = "terraform apply " + stage.workspace("dev").name();
            stage.sandbox.holds().hold(apply);
            stage.say(stage.lee, number, "/apply dev");
            stage.await("it applies", () -> stage.sandbox.holds().waiting(apply) > 0);
            stage.awaitLiving(number, "applying");
            assertThat(stage.ask(stage.lee, number, "/cancel dev")).contains("An apply in progress is not interrupted");

            assertThat(stage.ask(stage.lee, number, "/cancel dev --applying \"wrong *cluster*\""))
                    .contains("the state may be partial");
            stage.awaitJournal(
                    "HCP Terraform was asked to",
                    entry -> entry.fact("subject").equals(stage.workspace("dev").name())
                            && entry.fact("path").endsWith("/actions/cancel"));
            stage.sandbox.holds().releaseAll();
            stage.awaitReply(number, "it was interrupted by lee: “wrong *cluster*”");
            assertThat(stage.realRuns("dev").getFirst().status()).isEqualTo("canceled");
            stage.awaitCheck(number, "tidegate/dev", "failure");
        }
    }
}
