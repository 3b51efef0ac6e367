package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.github.GitHubFaults;
import io.tidegate.sandbox.github.Mail;
import io.tidegate.sandbox.github.Mishap;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.terraform.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** GitHub on a bad day: what is told twice, late, wrongly or in the wrong order, and what is refused for a while. */
class NastyWebhooksIT {
    private static final String BY_COMMAND = """
            version: 1
            organization: my-devops-project
            approvals: 1
            environments:
              dev:   { directory: environments/dev }
              stage: { directory: environments/stage, apply: on-merge }
            """;
    private static Stage stage;
    private static Mail mail;
    private static int last = 2;

    @BeforeAll
    static void set() {
        stage = Stage.aloneWith(Map.of(".github/tidegate.yml", BY_COMMAND), Map.of());
        mail = stage.sandbox.github().mail();
    }

    @AfterAll
    static void strike() {
        stage.close();
    }

    @AfterEach
    void calm() {
        mail.calm();
        stage.sandbox.github().limits().off();
        stage.sandbox.faults().clear();
        stage.sandbox.holds().releaseAll();
        stage.sandbox.clock().skew(Duration.ZERO);
    }

    @Test
    void a_command_that_comes_twice_under_one_guid_and_again_under_others_runs_once() {
        int number = approved("dev");
        int runs = stage.realRuns("dev").size();
        mail.next("issue_comment", 1, new Mishap.Twice());
        stage.say(stage.lee, number, "/apply dev");
        stage.awaitReply(number, "dev was applied");
        mail.replay(guidOf("/apply dev", number));
        mail.redeliver(guidOf("/apply dev", number));
        mail.next("issue_comment", 1, new Mishap.TwiceUnderNewGuid());
        String status = stage.ask(stage.lee, number, "/status");
        stage.awaitQuiet();

        assertThat(status).contains("**dev**");
        assertThat(stage.realRuns("dev")).hasSize(runs + 1);
        assertThat(answers(number, "dev was applied")).isEqualTo(1);
        assertThat(answers(number, "| Environment | State | Lock |")).isEqualTo(1);
        unlock(number);
    }

    @Test
    void a_guid_that_was_used_for_another_event_hides_nothing() {
        int number = planned("dev");
        stage.awaitQuiet();
        mail.next("issue_comment.created", 1, new Mishap.UnderOldGuid());

        assertThat(stage.ask(stage.lee, number, "/help")).contains("`/apply dev`");
        String reused = mail.sent().stream()
                .filter(sent -> sent.event().equals("issue_comment"))
                .filter(sent -> mail.sent().stream()
                        .anyMatch(other -> other.guid().equals(sent.guid())
                                && !(other.event() + other.action()).equals(sent.event() + sent.action())))
                .findFirst()
                .orElseThrow()
                .guid();
        assertThat(stage.log()).contains("delivery " + reused + " of github was used for something else before");
    }

    @Test
    void a_command_that_overtakes_the_push_before_it_does_not_apply_what_was_pushed() {
        int number = approved("dev");
        int runs = stage.realRuns("dev").size();
        mail.next("push", 1, new Mishap.Held());
        mail.next("check_suite", 1, new Mishap.Held());
        mail.next("pull_request.synchronize", 1, new Mishap.Held());
        stage.repository.push(
                stage.lee,
                stage.repository.pullRequest(number).headRef(),
                Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", ++last)));

        assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("dev was not applied", "| plan |");
        assertThat(stage.realRuns("dev")).hasSize(runs);

        mail.release();
        stage.awaitLiving(number, "-> " + last);
        stage.awaitCheck(number, "tidegate/dev", "success");
        stage.awaitReply(number, "the approval of dev is void");
        assertThat(stage.ask(stage.lee, number, "/apply dev")).contains("dev was not applied", "| approvals |");
        assertThat(stage.realRuns("dev")).hasSize(runs);
    }

    @Test
    void a_merge_that_overtakes_the_push_before_it_does_not_apply_what_nobody_reviewed() {
        int number = approved("stage");
        int runs = stage.realRuns("stage").size();
        mail.next("pull_request", 2, new Mishap.Reversed());
        stage.repository.push(
                stage.lee,
                stage.repository.pullRequest(number).headRef(),
                Map.of("environments/stage/main.tf", Stage.monitoringNodes("stage", ++last)));
        stage.repository.merge(stage.lee, number);

        assertThat(stage.awaitReply(number, "stage was not applied").body())
                .contains("its plan is not the one that was reviewed", "input.node_count", "was discarded");
        stage.awaitQuiet();
        assertThat(stage.realRuns("stage").stream().skip(runs))
                .extracting(Run::status)
                .containsOnly("discarded");
        assertThat(stage.sandbox
                        .journal()
                        .matching(e -> e.kind().equals("run-confirmed")
                                && e.fact("workspace")
                                        .equals(stage.workspace("stage").name())))
                .isEmpty();
    }

    @Test
    void an_apply_that_comes_more_than_an_hour_late_is_answered_and_not_executed() {
        int number = approved("dev");
        int runs = stage.realRuns("dev").size();
        stage.repository.lateComment(stage.lee, number, "/apply dev", Duration.ofMinutes(62));

        stage.awaitReply(number, "more than an hour after it was written and was not executed");
        stage.awaitQuiet();
        assertThat(stage.realRuns("dev")).hasSize(runs);
    }

    @Test
    void what_is_not_genuine_is_refused_and_what_is_unknown_is_taken_and_ignored() {
        int number = planned("dev");
        stage.awaitQuiet();
        int answers = stage.replies(number).size();
        mail.next("issue_comment", 1, new Mishap.WronglySigned());
        mail.next("issue_comment", 1, new Mishap.CutShort());
        stage.say(stage.lee, number, "/help");
        stage.say(stage.lee, number, "/help");
        mail.ping();
        mail.unknownEvent(stage.repository);
        stage.awaitQuiet();

        assertThat(mail.sent().reversed().stream()
                        .skip(Math.max(0, mail.sent().size() - 4))
                        .map(sent -> sent.event() + " " + sent.status()))
                .containsExactly("issue_comment 401", "issue_comment 401", "ping 202", "brand_new_thing 202");
        assertThat(stage.replies(number)).hasSize(answers);
        // Sent again as it should have been, it counts.
        mail.redeliver(mail.sent().get(3).guid());
        stage.await("an answer", () -> stage.replies(number).size() == answers + 1);
    }

    @Test
    void limits_in_the_middle_of_a_story_delay_it_and_break_nothing() {
        int number = approved("dev");
        int runs = stage.realRuns("dev").size();
        stage.sandbox
                .faults()
                .add(Fault.once(
                        "POST /repos/{owner}/{repo}/deployments",
                        GitHubFaults.secondaryLimit(429, Duration.ofSeconds(2))));
        Instant reset = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
        stage.sandbox.github().limits().remaining(3, Duration.ofSeconds(4));
        stage.say(stage.lee, number, "/apply dev");

        stage.awaitReply(number, "dev was applied");
        stage.await(
                "the check says it",
                () -> stage.check(number, "tidegate/dev")
                        .filter(check -> check.title().equals("applied"))
                        .isPresent());
        stage.await(
                "the deployment is recorded",
                () -> stage.repository.deployments().stream()
                        .anyMatch(one -> one.states().contains("success")));
        assertThat(Instant.now()).as("all this asks more than three times").isAfterOrEqualTo(reset);
        assertThat(stage.realRuns("dev")).hasSize(runs + 1);
        assertThat(answers(number, "dev was applied")).isEqualTo(1);
        unlock(number);
    }

    @Test
    void tokens_that_end_in_the_middle_and_clocks_that_disagree_are_not_noticed_by_anybody() {
        int number = approved("dev");
        for (Duration skew : List.of(Duration.ofMinutes(-5), Duration.ofMinutes(5))) {
            stage.sandbox.clock().skew(skew);
            stage.sandbox.github().expireTokens();
            stage.repository.push(
                    stage.lee,
                    stage.repository.pullRequest(number).headRef(),
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", ++last)));
            stage.awaitLiving(number, "-> " + last);
            stage.awaitCheck(number, "tidegate/dev", "success");
        }
        stage.approve(number);
        String plans = "terraform plan " + stage.workspace("dev").name();
        stage.sandbox.holds().hold(plans);
        stage.say(stage.lee, number, "/apply dev");
        stage.await("the real plan goes on", () -> stage.sandbox.holds().waiting(plans) == 1);
        stage.sandbox.github().expireTokens();
        stage.sandbox.holds().releaseAll();

        stage.awaitReply(number, "dev was applied");
        assertThat(stage.log()).contains("this machine's clock and GitHub's differ by");
        unlock(number);
    }

    @Test
    void an_app_that_is_suspended_while_it_plans_can_be_asked_again_afterwards() {
        String plans = "terraform plan " + stage.workspace("dev").name();
        stage.sandbox.holds().hold(plans);
        int number = stage.repository.openPullRequest(
                stage.lee,
                "nodes-" + ++last,
                "More nodes",
                Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", last)));
        stage.await("the plan goes on", () -> stage.sandbox.holds().waiting(plans) == 1);
        stage.sandbox.github().installations().suspend("acme", stage.ann);
        stage.sandbox.holds().releaseAll();
        stage.await("it was given up", () -> stage.log().contains("unsuspends the GitHub App"));
        stage.sandbox.github().installations().unsuspend("acme", stage.ann);
        stage.say(stage.lee, number, "/plan dev");

        stage.awaitShown(number, 1);
        stage.awaitCheck(number, "tidegate/dev", "success");
        assertThat(stage.awaitCheck(number, "tidegate", "failure").title()).isEqualTo("dev must be applied first");
    }

    @Test
    void a_permission_that_was_taken_back_is_named_in_the_log_and_what_does_not_need_it_goes_on() {
        int number = approved("dev");
        Map<String, String> all = stage.sandbox.github().appPermissions();
        Map<String, String> fewer = new HashMap<>(all);
        fewer.remove("deployments");
        stage.sandbox.github().appPermissions(fewer);
        try {
            stage.say(stage.lee, number, "/apply dev");
            stage.awaitReply(number, "dev was applied");
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.await(
                    "the log names it", () -> stage.log().contains("Give the GitHub App the permission deployments"));
        } finally {
            stage.sandbox.github().appPermissions(all);
        }
        unlock(number);
    }

    /** A pull request of its own, different from all before it: what was applied once changes nothing any more. */
    private static int planned(String environment) {
        int number = stage.repository.openPullRequest(
                stage.lee,
                "nodes-" + ++last,
                "More nodes",
                Map.of("environments/" + environment + "/main.tf", Stage.monitoringNodes(environment, last)));
        stage.awaitCheck(number, "tidegate/" + environment, "success");
        stage.awaitShown(number, 1);
        return number;
    }

    private static int approved(String environment) {
        int number = planned(environment);
        stage.approve(number);
        return number;
    }

    /** So that the next story finds the environment free. */
    private static void unlock(int number) {
        assertThat(stage.ask(stage.lee, number, "/unlock dev")).contains("unlocked dev");
    }

    private static long answers(int number, String words) {
        return stage.replies(number).stream()
                .filter(reply -> reply.body().contains(words))
                .count();
    }

    /** The delivery that told of this person's command: the newest one of a new comment but for Tidegate's own. */
    private static String guidOf(String command, int number) {
        long comment = stage.repository.comments(number).stream()
                .filter(one -> one.body().equals(command))
                .findFirst()
                .orElseThrow()
                .id();
        return mail.about(comment).getFirst().guid();
    }
}
