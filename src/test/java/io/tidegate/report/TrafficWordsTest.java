package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.Answer;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentDecider;
import io.tidegate.change.EnvironmentEvent;
import io.tidegate.change.Pull;
import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.run.Crowd;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people see of what keeps runs waiting in HCP Terraform, and of what others did there. */
class TrafficWordsTest {
    private static final OtherRun FOREIGN =
            new OtherRun(new RunId("run-7Hq"), "https://hcp.example/run-7Hq", "planned", "max <b>", false);

    private static Pull planned() {
        return Pull.first().inspected().planned("dev", plan("pool")).shown();
    }

    private static String comment(Pull pull) {
        return SummaryComment.render(pull.change, pull.shared).orElseThrow();
    }

    private static CheckReport check(Pull pull) {
        return EnvironmentCheck.of(pull.change, pull.work("dev"), pull.shared);
    }

    private static RunSeen waiting(String run, Queued queued) {
        return Pull.seen(run, "pending", false).with(queued);
    }

    @Test
    void a_plan_in_the_queue_says_at_which_position_and_no_more_once_it_begins() {
        Pull pull = Pull.first().inspected();
        RunId run = new RunId("run-1");
        pull.happens(new ChangeEvent.PlanStarted(
                name("dev"), 1, Pull.workspace("dev", List.of()), run, "https://hcp.example/run-1", "c", pull.now));
        pull.happens(new ChangeEvent.RunMoved(name("dev"), run, waiting("run-1", new Queued(3, null)), pull.now));
        assertThat(pull.wanted(Effect.RefreshCheck.class)).hasSize(1);
        assertThat(comment(pull)).contains("queued in HCP Terraform, position 3");
        assertThat(check(pull).title()).isEqualTo("queued in HCP Terraform, position 3");
        assertThat(check(pull).conclusion()).isNull();
        pull.happens(new ChangeEvent.RunMoved(name("dev"), run, Pull.seen("run-1", "planning", false), pull.now));
        assertThat(pull.wanted(Effect.RefreshSummary.class)).hasSize(1);
        assertThat(comment(pull)).doesNotContain("queued");
    }

    @Test
    void an_apply_behind_a_foreign_run_names_it_and_its_starter() {
        Pull pull = planned().approvedBy(ANN).applies("dev");
        pull.happens(new ChangeEvent.ApplyStarted(
                name("dev"),
                1,
                Pull.workspace("dev", List.of()),
                pull.realRun("dev"),
                "https://hcp.example/run",
                "inputs",
                true,
                pull.now));
        pull.happens(new ChangeEvent.RunMoved(
                name("dev"),
                pull.realRun("dev"),
                waiting(pull.realRun("dev").text(), new Queued(0, FOREIGN)),
                pull.now));
        Golden.agrees("comment-behind-a-foreign-run.md", comment(pull));
        assertThat(check(pull).title()).isEqualTo("queued in HCP Terraform behind run-7Hq");
        assertThat(check(pull).summary()).contains("[run\\-7Hq](https://hcp.example/run-7Hq)", "max &lt;b&gt;");
    }

    @Test
    void what_finds_no_free_run_says_how_many_are_in_use_until_its_own_begins() {
        Pull pull = Pull.first().inspected();
        pull.happens(new ChangeEvent.RunDelayed(name("dev"), RunKind.SPECULATIVE, 1, new Crowd(2, 3), pull.now));
        assertThat(comment(pull)).contains("| waits for a free run \\(2 of 3 in use\\) |");
        assertThat(check(pull).title()).isEqualTo("waits for a free run (2 of 3 in use)");
        pull.happens(new ChangeEvent.RunDelayed(name("dev"), RunKind.SPECULATIVE, 7, new Crowd(2, 3), pull.now));
        assertThat(pull.effects).isEmpty();
        pull.planned("dev", plan("pool")).shown().approvedBy(ANN).applies("dev");
        pull.happens(new ChangeEvent.RunDelayed(name("dev"), RunKind.REAL, 1, new Crowd(3, 3), pull.now));
        assertThat(comment(pull)).contains("**Next:** dev waits for a free run \\(3 of 3 in use\\). Nothing to do.");
    }

    @Test
    void a_plan_that_somebody_else_overtook_is_marked_in_the_table_the_details_and_the_gate_report() {
        Pull pull = planned();
        pull.states.put(
                "dev", new StateChange(new RunId("run-7Hq"), "https://hcp.example/run-7Hq", "max", false, pull.now));
        pull.applies("dev");
        Golden.agrees("comment-overtaken.md", comment(pull));
        pull.says(LEE, new Command.Plan(List.of())).planned("dev", plan("pool"));
        assertThat(comment(pull)).as("a new plan is one of the new state").doesNotContain("run-7Hq");
    }

    @Test
    void a_plan_from_before_another_pull_request_was_applied_is_marked() {
        Pull pull = planned();
        Pull other = new Pull(12, pull.shared);
        pull.after(Duration.ofMinutes(10));
        other.now = pull.now;
        other.inspected().planned("dev", plan("net")).shown().approvedBy(ANN);
        other.applies("dev").compares("dev", plan("net")).readsAgain("dev").confirmed("dev");
        other.runEnds("dev", "applied");
        assertThat(comment(pull))
                .contains(") made before \\#<!-- -->12 was applied here |")
                .contains("⚠️ This plan was made before \\#<!-- -->12 was");
        assertThat(comment(other)).doesNotContain("made before");
    }

    @Test
    void the_answer_to_a_changed_plan_names_what_changed_the_state() {
        Pull pull = planned().approvedBy(ANN).applies("dev");
        pull.stateChanged =
                new StateChange(new RunId("run-7Hq"), "https://hcp.example/run-7Hq", "max", false, pull.now);
        pull.compares("dev", plan("pool", "firewall"));
        String answer = CommandReply.render(pull.answered(Answer.PlanChanged.class), pull.change, pull.shared);
        Golden.agrees("answer-plan-changed-by-others.md", answer);
    }

    @Test
    void a_change_by_one_of_our_own_runs_or_by_an_upload_is_said_as_such() {
        StateChange ours =
                new StateChange(new RunId("run-1"), "https://hcp.example/run-1", null, true, Pull.first().now);
        assertThat(RunWords.changed("prod", ours))
                .isEqualTo(
                        "prod's state changed at 10:00 UTC by [run\\-1](https://hcp.example/run-1), one of Tidegate's own"
                                + " runs");
        assertThat(RunWords.changed("prod", new StateChange(null, null, "max", false, Pull.first().now)))
                .isEqualTo("prod's state changed at 10:00 UTC, uploaded without a run by max");
    }

    @Test
    void status_names_holder_reason_end_queue_and_rollout() {
        Pull pull = Pull.first();
        pull.environments = List.of(environment("dev", ApplyMode.ON_COMMAND, 0));
        pull.inspected().planned("dev", plan("pool")).shown();
        Pull holder = new Pull(12, pull.shared);
        holder.inspected().planned("dev", plan("net")).shown();
        Stream.of(
                        new EnvironmentEvent.Reserved(
                                holder.id, "ann", "a migration | of ours", pull.now.plusSeconds(14_400), pull.now),
                        new EnvironmentEvent.Landed(new ChangeId(70, 39), "c39", pull.now, true, pull.now))
                .forEach(event -> pull.shared.put(
                        "ws-dev",
                        EnvironmentDecider.decide(pull.shared.get("ws-dev"), event)
                                .next()));
        pull.applies("dev");
        pull.says(LEE, new Command.Status());
        Golden.agrees(
                "answer-status-locked.md",
                CommandReply.render(pull.answered(Answer.Status.class), pull.change, pull.shared));
    }
}
