package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.terraform.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strangers, forks, and somebody who does Tidegate's work by hand. */
class ForeignIT {
    private static final String PLAN = "GET /api/v2/runs/{run}/plan/json-output";

    @Test
    void a_run_that_somebody_else_confirms_is_followed_to_its_end_and_stays_red() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");
            stage.approve(number);
            stage.sandbox.holds().hold(PLAN);
            stage.say(stage.lee, number, "/apply dev");
            stage.await(
                    "the plan is about to be read", () -> stage.sandbox.holds().waiting(PLAN) > 0);
            Run run = stage.realRuns("dev").getFirst();
            stage.sandbox.terraform().confirmByHand(run.id(), "olivia");
            stage.sandbox.holds().releaseAll();

            assertThat(stage.awaitReply(number, "applied without Tidegate").body())
                    .contains("olivia", "before Tidegate compared it");
            stage.awaitCheck(number, "tidegate/dev", "failure");
            assertThat(stage.awaitCheck(number, "tidegate", "failure").title()).contains("applied without Tidegate");
            stage.awaitLiving(number, "What is left to do there goes through the gates");
            stage.await(
                    "the run ends",
                    () -> stage.realRuns("dev").getFirst().status().equals("applied"));
            stage.awaitQuiet();
            assertThat(stage.confirmations()).hasSize(1);
            assertThat(stage.sandbox
                            .journal()
                            .matching(e -> e.fact("subject")
                                            .equals(stage.workspace("dev").name())
                                    && e.fact("path").endsWith("/actions/apply")))
                    .isEmpty();
            assertThat(stage.check(number, "tidegate/dev").orElseThrow().conclusion())
                    .isEqualTo("failure");
        }
    }

    @Test
    void commands_are_lines_of_new_comments_by_people_who_may_give_them() {
        try (Stage stage = Stage.set()) {
            int number = stage.openPlanned("dev");

            long first = stage.repository.comment(stage.sam, number, "/apply dev");
            assertThat(stage.awaitReply(number, "@sam").body())
                    .contains("`/apply` was not done for dev: sam has no write permission");
            long second = stage.repository.comment(stage.sam, number, "/plan");
            stage.await("a reaction", () -> confused(stage, second));
            assertThat(confused(stage, first)).isTrue();
            assertThat(stage.replies(number)).hasSize(1);
            assertThat(stage.ask(stage.sam, number, "/status")).contains("| Environment | State | Lock |", "**dev**");
            assertThat(stage.ask(stage.sam, number, "/help")).contains("`/apply dev`");

            assertThat(stage.ask(stage.lee, number, "/aply dev")).contains("Did you mean `/apply dev`?");
            assertThat(stage.ask(stage.lee, number, "/apply prod")).contains("does not affect prod", "`dev`");
            assertThat(stage.ask(stage.lee, number, "/cancel")).contains("nothing was cancelled");
            assertThat(stage.ask(stage.lee, number, "/unlock")).contains("holds no lock");

            int answers = stage.replies(number).size();
            long quiet = stage.repository.comment(
                    stage.lee,
                    number,
                    "> /apply dev\n\n    /apply dev\n\n```\n/apply dev\n```\nand `/apply dev` is mentioned");
            stage.repository.editComment(stage.lee, quiet, "/apply dev");
            stage.awaitQuiet();
            assertThat(stage.replies(number)).hasSize(answers);
            assertThat(stage.repository.reactions(quiet)).isEmpty();

            String plans = "terraform plan " + stage.workspace("dev").name();
            stage.sandbox.holds().hold(plans);
            stage.say(stage.lee, number, "/plan dev");
            stage.await("the second plan goes on", () -> stage.sandbox.holds().waiting(plans) == 1);
            assertThat(stage.ask(stage.ann, number, "/cancel dev")).contains("cancelled. Nothing was applied");
            stage.awaitLiving(number, "cancelled by ann");
            stage.sandbox.holds().releaseAll();
            stage.await(
                    "its run ends",
                    () -> List.of("canceled", "discarded")
                            .contains(stage.plans("dev").getLast().status()));
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    @Test
    void a_fork_is_planned_only_when_somebody_has_read_the_commit_and_never_applied() {
        try (Stage stage = Stage.set()) {
            int number = stage.repository.openForkPullRequest(
                    stage.sam,
                    "nodes",
                    "More nodes",
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));

            stage.awaitLiving(number, "comes from a fork");
            String head = stage.repository.pullRequest(number).headSha();
            String release = "/plan dev --sha " + head;
            assertThat(stage.living(number).orElseThrow().body())
                    .contains("somebody with write permission reads the code and comments `" + release + "`");
            stage.awaitCheck(number, "tidegate/dev", "action_required");
            stage.awaitCheck(number, "tidegate", "action_required");
            assertThat(stage.ask(stage.sam, number, release)).contains("sam has no write permission");
            String another = (head.startsWith("0") ? "1" : "0") + head.substring(1);
            assertThat(stage.ask(stage.lee, number, "/plan dev --sha " + another))
                    .contains("the newest commit is `" + head + "`");
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| fork | it comes from a fork");
            assertThat(stage.workspace("dev").runs()).isEmpty();

            stage.say(stage.lee, number, release);
            stage.awaitShown(number, 1);
            assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("| fork | it comes from a fork");

            stage.repository.pushToFork(
                    stage.sam, number, Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.awaitCheck(number, "tidegate/dev", "action_required");
            assertThat(stage.plans("dev"))
                    .as("what was released is not what was pushed since")
                    .hasSize(1);
            assertThat(stage.realRuns("dev")).isEmpty();
        }
    }

    private static boolean confused(Stage stage, long comment) {
        return stage.repository.reactions(comment).contains("tidegate[bot]:confused");
    }
}
