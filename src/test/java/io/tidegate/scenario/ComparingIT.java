package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was reviewed is what is applied: everything that comes between ends in a discarded run, never a confirmed one. */
class ComparingIT {
    private static final String PULL_REQUEST = "GET /repos/{owner}/{repo}/pulls/{number}";
    private static final String REVIEWS = PULL_REQUEST + "/reviews";

    @Test
    void a_plan_that_changed_underneath_is_discarded_and_applied_only_when_approved_anew() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            stage.approve(number);
            String reviewed = stage.fingerprint(number, "dev");
            stage.workspace("dev").setVariable("app_count", "3", false);

            String answer = stage.ask(stage.lee, number, "/apply dev");
            assertThat(answer)
                    .contains("@lee @ann **dev was not applied: its plan is not the one that was reviewed")
                    .contains("node_count", "-> 3", "the files are unchanged")
                    .doesNotContain("plan `" + reviewed + "`");
            stage.await(
                    "the run is discarded",
                    () -> stage.realRuns("dev").getFirst().status().equals("discarded"));
            assertThat(stage.confirmations()).isEmpty();

            stage.awaitLiving(number, "0 of 1");
            String fingerprint = stage.fingerprint(number, "dev");
            assertThat(answer).contains("(plan `" + fingerprint + "`)", "/approve dev " + fingerprint);
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| approvals | 0 of 1");
            assertThat(stage.ask(stage.ann, number, "/approve dev " + fingerprint))
                    .contains("by @ann counts");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("dev was applied");
            assertThat(stage.confirmations()).hasSize(1);

            int other = stage.openPlanned("prod");
            stage.approve(other);
            stage.workspace("prod").changeState(Map.of("app_count", "7"));
            assertThat(stage.ask(stage.lee, other, "/apply prod"))
                    .contains("prod was not applied", "prod's state changed at", "uploaded without a run", "7");
            stage.await(
                    "it is discarded",
                    () -> stage.realRuns("prod").getFirst().status().equals("discarded"));
            assertThat(stage.confirmations()).hasSize(1);
        }
    }

    @Test
    void a_gate_that_closes_between_the_comparison_and_the_confirmation_stops_the_apply() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            String branch = stage.repository.pullRequest(number).headRef();
            stage.approve(number);
            long review = stage.repository.reviews(number).getFirst().id();

            // Between: after the real plan was read, before the evidence is.
            compared(stage, number, PULL_REQUEST, 1);
            stage.repository.dismissReview(stage.lee, number, review);
            stage.sandbox.holds().releaseAll();
            assertThat(stage.awaitReply(number, "a gate closed before the confirmation")
                            .body())
                    .contains("dev was not applied", "| approvals | 0 of 1 |", "The run was discarded");
            stage.await("the first run is discarded", () -> discarded(stage) == 1);

            stage.approve(number);
            compared(stage, number, PULL_REQUEST, 2);
            stage.repository.pushToMain(stage.ann, Map.of("environments/dev/notes.tf", "# Ours\n"));
            stage.sandbox.holds().releaseAll();
            stage.awaitReply(number, "| base | files of dev changed on main since the plan |");
            stage.await("the second run is discarded", () -> discarded(stage) == 2);

            stage.repository.updateBranch(stage.lee, number);
            stage.await("planned again", () -> stage.plans("dev").size() == 2);
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitLiving(number, "1 of 1 by ann");
            // The head was read already when the push comes: what was read before it must not be used.
            compared(stage, number, REVIEWS, 3);
            stage.repository.push(stage.lee, branch, Map.of("README.md", "# Words\n"));
            stage.await("GitHub told it", () -> stage.sandbox.github().webhooksQuiet());
            stage.sandbox.holds().releaseAll();
            stage.awaitReply(number, "| plan | the pull request was pushed to since this plan |");
            stage.await("the third run is discarded", () -> discarded(stage) == 3);
            assertThat(stage.confirmations()).isEmpty();
            assertThat(stage.workspace("dev").runs())
                    .noneMatch(run -> run.status().equals("applied"));
        }
    }

    /** Gives the command and waits until the evidence for the confirmation is about to be read at this route. */
    private static void compared(Stage stage, int number, String route, int attempt) {
        String plans = "terraform plan " + stage.workspace("dev").name();
        stage.sandbox.holds().hold(plans);
        stage.say(stage.lee, number, "/apply dev");
        stage.await("real run " + attempt, () -> stage.realRuns("dev").size() == attempt);
        stage.sandbox.holds().hold(route);
        stage.sandbox.holds().release(plans);
        stage.await("the evidence is being read", () -> stage.sandbox.holds().waiting(route) > 0);
    }

    private static long discarded(Stage stage) {
        return stage.realRuns("dev").stream()
                .map(Run::status)
                .filter("discarded"::equals)
                .count();
    }
}
