package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.SAM;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.PullRequest;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From the command to the end of the run: what was reviewed is what is applied, once. */
class ApplyingTest {
    private static Pull reviewed() {
        return Pull.first().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    private static Pull comparing() {
        return reviewed().applies("dev").compares("dev", plan("pool"));
    }

    private static List<String> closed(Pull pull) {
        return pull.answered(Answer.Refused.class).reports().getFirst().closed().stream()
                .map(GateReport.Judged::gate)
                .toList();
    }

    @Test
    void a_reviewed_plan_is_applied_after_its_real_plan_was_compared_and_the_evidence_read_again() {
        Pull pull = reviewed().applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);

        pull.compares("dev", plan("pool"));
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();

        pull.readsAgain("dev");
        Effect.ConfirmRun confirm = pull.wanted(Effect.ConfirmRun.class).getFirst();
        assertThat(confirm.run()).isEqualTo(pull.realRun("dev"));
        assertThat(confirm.deadline()).isEqualTo(pull.now.plusSeconds(30));

        pull.confirmed("dev").runEnds("dev", "applied");
        assertThat(pull.work("dev").applied()).isTrue();
        pull.answered(Answer.Applied.class);
    }

    @Test
    void without_an_approval_no_run_is_started_and_no_lock_is_taken() {
        Pull pull =
                Pull.first().inspected().planned("dev", plan("pool")).shown().applies("dev");

        assertThat(closed(pull)).containsExactly("approvals");
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
    }

    @Test
    void the_author_and_everybody_who_pushed_cannot_approve() {
        Pull pull = Pull.first().inspected();
        pull.happens(new ChangeEvent.Touched("synchronize", KIM, true, pull.now));
        pull.planned("dev", plan("pool"))
                .shown()
                .approvedBy(KIM)
                .approvedBy(LEE)
                .applies("dev");

        assertThat(closed(pull)).containsExactly("approvals");
        assertThat(pull.answered(Answer.Refused.class)
                        .reports()
                        .getFirst()
                        .closed()
                        .getFirst()
                        .verdict()
                        .toString())
                .contains("kim (pushed)", "lee (author)");
    }

    @Test
    void co_authors_without_an_account_are_named_beside_the_approvals() {
        Pull pull = Pull.first();
        pull.unlinked = List.of("Max <max@example.org>");
        pull.inspected().planned("dev", plan("pool")).shown().applies("dev");

        assertThat(pull.answered(Answer.Refused.class)
                        .reports()
                        .getFirst()
                        .closed()
                        .getFirst()
                        .verdict()
                        .toString())
                .contains("nobody can tell", "Max <max@example.org>");
    }

    @Test
    void an_approval_given_before_the_plan_was_shown_for_30_seconds_does_not_count() {
        Pull pull = Pull.first().inspected().planned("dev", plan("pool")).shown();
        pull.after(Duration.ofSeconds(-31))
                .approvedBy(ANN)
                .after(Duration.ofMinutes(2))
                .applies("dev");

        assertThat(closed(pull)).containsExactly("approvals");
    }

    @Test
    void an_approval_is_kept_by_an_identical_plan_and_void_for_a_changed_one() {
        Pull kept = reviewed();
        kept.says(LEE, new Command.Plan(List.of())).planned("dev", plan("pool"));
        assertThat(kept.wanted(Effect.Reply.class)).isEmpty();
        kept.shown().applies("dev");
        assertThat(kept.wanted(Effect.StartApply.class)).hasSize(1);

        Pull voided = reviewed();
        voided.says(LEE, new Command.Plan(List.of())).planned("dev", plan("pool", "firewall"));
        assertThat(voided.answered(Answer.ApprovalVoid.class).approvers()).containsExactly("ann");
        voided.shown().applies("dev");
        assertThat(closed(voided)).containsExactly("approvals");
    }

    @Test
    void fewer_changes_than_were_approved_are_covered_while_the_inputs_are_the_reviewed_ones() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", plan("pool", "vpc"))
                .shown()
                .approvedBy(ANN);
        pull.applies("dev").compares("dev", plan("pool"));

        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
    }

    @Test
    void a_change_that_nobody_reviewed_discards_the_run_and_becomes_the_plan_to_review() {
        Pull pull = reviewed().applies("dev").compares("dev", plan("pool", "firewall"));

        Answer.PlanChanged answer = pull.answered(Answer.PlanChanged.class);
        assertThat(answer.difference().added()).extracting(c -> c.address()).containsExactly("firewall");
        assertThat(pull.wanted(Effect.StopRun.class))
                .extracting(Effect.StopRun::run)
                .containsExactly(pull.realRun("dev"));
        assertThat(pull.work("dev").plan()).contains(plan("pool", "firewall"));
        assertThat(pull.shared.get("ws-dev").applying()).isNull();

        pull.shown();
        pull.says(ANN, new Command.Approve(List.of(Pull.named("dev")), answer.fingerprint()));
        assertThat(pull.answered(Answer.Approved.class).environments()).containsExactly(Pull.name("dev"));
        pull.applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void a_gate_that_closes_between_the_comparison_and_the_confirmation_withdraws_the_run() {
        Pull pushed = comparing();
        pushed.head = "head2";
        assertThat(withdrawnBy(pushed)).containsExactly("plan");

        Pull dismissed = comparing();
        dismissed.reviews.clear();
        assertThat(withdrawnBy(dismissed)).contains("approvals");

        Pull moved = comparing();
        moved.moved = List.of(Pull.name("dev"));
        assertThat(withdrawnBy(moved)).containsExactly("base");

        Pull locked = comparing();
        locked.workspaceObstacles = List.of("the workspace applies by itself");
        assertThat(withdrawnBy(locked)).containsExactly("workspace");
    }

    @Test
    void a_review_that_is_gone_before_the_comparison_is_not_called_a_changed_plan() {
        Pull pull = reviewed().applies("dev");
        pull.reviews.clear();
        pull.happens(new ChangeEvent.Reviewed(ANN, pull.now)).after(Duration.ofSeconds(1));
        pull.read(new ChangeEvent.Purpose.ForReviews(), null);

        pull.compares("dev", plan("pool"));

        assertThat(pull.wanted(Effect.Reply.class)).isEmpty();
        assertThat(withdrawnBy(pull)).contains("approvals");
    }

    private static List<String> withdrawnBy(Pull pull) {
        pull.readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        return pull.answered(Answer.Withdrawn.class).report().closed().stream()
                .map(GateReport.Judged::gate)
                .toList();
    }

    @Test
    void a_run_of_the_pull_requests_tree_is_not_confirmed_once_the_pull_request_is_merged() {
        Pull pull = comparing();
        pull.life = PullRequest.Life.MERGED;
        assertThat(withdrawnBy(pull)).containsExactly("plan");
    }

    @Test
    void reading_the_real_plan_twice_discards_nothing() {
        Pull pull = comparing();
        var seen = Pull.seen(pull.realRun("dev").text(), "planned", true);
        pull.happens(new ChangeEvent.RealPlanRead(Pull.name("dev"), pull.realRun("dev"), seen, plan("pool"), pull.now));

        assertThat(pull.effects).isEmpty();
        pull.readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void evidence_older_than_30_seconds_is_read_again() {
        Pull pull = comparing();
        var old = pull.evidence(
                pull.now.minusSeconds(31), Pull.seen(pull.realRun("dev").text(), "planned", true));
        pull.happens(
                new ChangeEvent.EvidenceRead(new ChangeEvent.Purpose.ForConfirm(Pull.name("dev"), 1), old, pull.now));

        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
    }

    @Test
    void a_late_confirmation_was_not_sent_and_is_decided_again() {
        Pull pull = comparing().readsAgain("dev");
        pull.happens(
                new ChangeEvent.ConfirmAnswered(Pull.name("dev"), pull.realRun("dev"), Confirmation.LATE, pull.now));

        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        pull.after(Duration.ofSeconds(40)).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void a_run_that_somebody_else_confirmed_is_followed_and_said() {
        Pull pull = comparing();
        pull.read(
                new ChangeEvent.Purpose.ForConfirm(Pull.name("dev"), 1),
                Pull.seen(pull.realRun("dev").text(), "applying", false));

        pull.answered(Answer.AppliedWithoutTidegate.class);
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.FollowRun.class)).hasSize(1);
    }

    @Test
    void a_failed_apply_keeps_the_lock_is_planned_again_and_its_remainder_needs_no_new_approval() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", plan("pool", "vpc"))
                .shown()
                .approvedBy(ANN);
        pull.applies("dev")
                .compares("dev", plan("pool", "vpc"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "errored");

        assertThat(pull.answered(Answer.ApplyFailed.class).partly()).isTrue();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.shared.get("ws-dev").holder()).isNotNull();

        pull.planned("dev", plan("vpc")).shown().applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(Effect.StartApply::attempt)
                .containsExactly(2);
        pull.compares("dev", plan("vpc")).readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
    }

    @Test
    void the_same_command_delivered_twice_runs_once() {
        Pull pull = reviewed();
        ChangeEvent given = new ChangeEvent.CommandGiven(
                new Origin.Line(77, 1), new Command.Apply(List.of(Pull.named("dev"))), LEE, pull.now, pull.now);
        pull.happens(given);
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        pull.happens(given);
        assertThat(pull.effects).isEmpty();
    }

    @Test
    void a_command_that_arrives_an_hour_late_is_answered_and_not_executed() {
        Pull pull = reviewed();
        pull.happens(new ChangeEvent.CommandGiven(
                new Origin.Line(77, 1),
                new Command.Apply(List.of()),
                LEE,
                pull.now.minus(Duration.ofMinutes(61)),
                pull.now));

        assertThat(pull.answered(Answer.Said.class).sentence()).contains("was not executed");
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
    }

    @Test
    void a_stranger_is_told_once_and_never_again() {
        Pull pull = reviewed().says(SAM, new Command.Apply(List.of()));
        pull.answered(Answer.NotPermitted.class);

        pull.says(SAM, new Command.Apply(List.of()));
        assertThat(pull.wanted(Effect.Reply.class)).isEmpty();
        assertThat(pull.wanted(Effect.React.class))
                .extracting(Effect.React::reaction)
                .contains(Effect.Reaction.CONFUSED);
    }

    @Test
    void another_pull_request_waits_while_this_one_holds_the_environment() {
        var shared = new TreeMap<String, EnvironmentState>();
        Pull first = new Pull(1, shared)
                .inspected()
                .planned("dev", plan("pool"))
                .shown()
                .approvedBy(ANN)
                .applies("dev");
        Pull second = new Pull(2, shared)
                .inspected()
                .planned("dev", plan("pool"))
                .shown()
                .approvedBy(ANN)
                .applies("dev");
        assertThat(second.answered(Answer.Queued.class).environments()).containsExactly(Pull.name("dev"));

        first.compares("dev", plan("pool")).readsAgain("dev").confirmed("dev").runEnds("dev", "applied");
        second.applies("dev");
        assertThat(second.answered(Answer.Queued.class).environments()).containsExactly(Pull.name("dev"));
        assertThat(second.wanted(Effect.StartApply.class)).isEmpty();

        first.life = PullRequest.Life.MERGED;
        first.inspected().tells(second);
        second.planned("dev", plan("pool")).shown().applies("dev");
        assertThat(second.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void the_merge_applies_in_promotion_order_and_stops_at_a_failure() {
        Pull pull = Pull.first();
        pull.environments =
                List.of(environment("dev", ApplyMode.ON_MERGE, 0), environment("stage", ApplyMode.ON_MERGE, 0, "dev"));
        pull.inspected().planned("dev", plan("a")).planned("stage", plan("b")).shown();
        pull.life = PullRequest.Life.MERGED;
        pull.inspected();
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(e -> e.environment().text())
                .containsExactly("dev");
        assertThat(pull.attempt("dev").commit()).isEqualTo("tip of main");

        pull.compares("dev", plan("a")).readsAgain("dev").confirmed("dev").runEnds("dev", "errored");
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
        assertThat(pull.work("stage").attempt()).isNull();
    }

    @Test
    void the_merge_asks_once_and_what_a_person_has_tried_since_is_a_persons_to_ask_for() {
        Pull pull = Pull.first();
        pull.environments = List.of(environment("dev", ApplyMode.ON_MERGE, 0));
        pull.inspected().planned("dev", plan("a")).shown();
        pull.life = PullRequest.Life.MERGED;
        pull.inspected().read(new ChangeEvent.Purpose.ForMerge(), null);
        pull.compares("dev", plan("something else")).shown();

        pull.applies("dev");
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
        pull.compares("dev", plan("something else again")).shown();

        pull.says(LEE, new Command.Plan(List.of())).planned("dev", plan("something else again"));
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();
    }

    @Test
    void after_one_environment_was_applied_by_the_merge_the_next_follows() {
        Pull pull = Pull.first();
        pull.environments =
                List.of(environment("dev", ApplyMode.ON_MERGE, 0), environment("stage", ApplyMode.ON_MERGE, 0, "dev"));
        pull.inspected().planned("dev", plan("a")).planned("stage", plan("b")).shown();
        pull.life = PullRequest.Life.MERGED;
        pull.inspected().read(new ChangeEvent.Purpose.ForMerge(), null);
        pull.compares("dev", plan("a")).readsAgain("dev").confirmed("dev").runEnds("dev", "applied");
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        pull.read(new ChangeEvent.Purpose.ForMerge(), null);
        assertThat(pull.wanted(Effect.StartApply.class))
                .extracting(e -> e.environment().text())
                .containsExactly("stage");
    }

    @Test
    void a_late_confirmation_is_not_tried_again_for_what_was_pushed_over_meanwhile() {
        Pull pull = comparing().readsAgain("dev");
        Effect.ConfirmRun late = pull.wanted(Effect.ConfirmRun.class).getFirst();
        pull.head = "head2";
        pull.inspected();
        pull.happens(new ChangeEvent.ConfirmAnswered(Pull.name("dev"), late.run(), Confirmation.LATE, pull.now));

        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        assertThat(pull.answered(Answer.Withdrawn.class).environment()).isEqualTo(Pull.name("dev"));
        assertThat(pull.wanted(Effect.Inspect.class)).hasSize(1);
    }

    @Test
    void what_a_push_no_longer_changes_is_not_applied_any_more() {
        Pull pull = comparing();
        pull.head = "head2";
        pull.environments = List.of();
        pull.inspected();

        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(pull.answered(Answer.Withdrawn.class).environment()).isEqualTo(Pull.name("dev"));
        assertThat(pull.change.works()).isEmpty();
    }

    @Test
    void a_push_closes_what_the_checks_of_the_earlier_commit_left_open() {
        Pull pull = Pull.first().inspected();
        pull.head = "head2";
        pull.inspected();

        assertThat(pull.wanted(Effect.CloseCheck.class))
                .containsExactly(new Effect.CloseCheck(Pull.name("dev"), "head1"));
        assertThat(pull.wanted(Effect.CloseVerdict.class)).containsExactly(new Effect.CloseVerdict("head1"));
    }

    @Test
    void closing_the_pull_request_stops_what_is_not_confirmed_and_gives_up_the_lock() {
        Pull pull = comparing();
        pull.life = PullRequest.Life.CLOSED;
        pull.inspected();

        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
        pull.readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
    }

    @Test
    void nothing_stops_an_apply_once_the_confirmation_was_decided() {
        Pull pull = comparing().readsAgain("dev");
        pull.life = PullRequest.Life.CLOSED;
        pull.inspected();
        assertThat(pull.wanted(Effect.StopRun.class)).isEmpty();
        pull.says(LEE, new Command.Cancel(List.of()));
        assertThat(pull.wanted(Effect.StopRun.class)).isEmpty();
        assertThat(pull.shared.get("ws-dev").holder()).isNotNull();
    }
}
