package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.PullRequest;
import io.tidegate.report.VerdictCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to a pull request besides being reviewed and applied; docs/life.md is the list. */
class LifeTest {
    private static Pull approved() {
        return Pull.first().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    private static List<String> closed(Pull pull) {
        return pull.gates("dev", null).closed().stream()
                .map(judged -> judged.gate())
                .toList();
    }

    private static String verdict(Pull pull) {
        return VerdictCheck.of(pull.change, pull.shared).summary();
    }

    @Test
    void a_force_push_is_a_push_whoever_pushed_before_stays_one_who_pushed() {
        Pull pull = approved();
        pull.happens(new ChangeEvent.Touched("synchronize", ANN, true, pull.now));
        pull.head = "rewritten";
        pull.inspected().planned("dev", plan("pool")).shown();

        assertThat(pull.change.revision().number()).isEqualTo(2);
        assertThat(closed(pull)).containsExactly("approvals");
    }

    @Test
    void into_another_branch_it_starts_from_nothing_and_what_was_approved_before_counts_no_more() {
        Pull pull = approved();
        assertThat(closed(pull)).isEmpty();

        pull.baseRef = "release";
        pull.base = "release1";
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.work("dev").plans()).isEmpty();
        assertThat(pull.work("dev").shown()).isEmpty();

        pull.planned("dev", plan("pool")).shown();
        assertThat(closed(pull)).containsExactly("approvals");
        pull.reviews.clear();
        pull.approvedBy(ANN);
        assertThat(closed(pull)).isEmpty();
    }

    @Test
    void into_another_branch_its_runs_are_stopped_and_its_lock_is_left() {
        Pull pull = approved().applies("dev").compares("dev", plan("pool"));
        assertThat(pull.shared.get("ws-dev").holder()).isNotNull();
        var run = pull.realRun("dev");

        pull.baseRef = "release";
        pull.inspected();
        assertThat(pull.wanted(Effect.StopRun.class))
                .extracting(Effect.StopRun::run)
                .contains(run);
        assertThat(pull.answered(Answer.Withdrawn.class)
                        .report()
                        .closed()
                        .getFirst()
                        .verdict())
                .hasToString(
                        "Closed[reason=the pull request goes into another branch now, remedy=wait for the new plan]");
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
        assertThat(pull.shared.get("ws-dev").applying()).isNull();
    }

    @Test
    void an_apply_that_goes_on_is_not_stopped_by_another_base_and_keeps_its_lock() {
        Pull pull = approved()
                .applies("dev")
                .compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev");
        pull.baseRef = "release";
        pull.inspected();

        assertThat(pull.wanted(Effect.StopRun.class)).isEmpty();
        assertThat(pull.shared.get("ws-dev").holder()).isNotNull();
        assertThat(pull.work("dev").applyGoesOn()).isTrue();
        assertThat(pull.work("dev").plans()).isEmpty();
    }

    @Test
    void evidence_that_shows_another_base_closes_the_gate_before_anything_else_is_known() {
        Pull pull = approved();
        pull.baseRef = "release";
        assertThat(closed(pull)).contains("plan");
    }

    @Test
    void merged_into_a_branch_that_is_not_looked_at_it_applies_nothing() {
        Pull pull = Pull.first();
        pull.environments = List.of(Pull.environment("dev", ApplyMode.ON_MERGE, 0));
        pull.inspected().planned("dev", plan("pool")).shown();

        pull.baseRef = "release";
        pull.life = PullRequest.Life.MERGED;
        pull.environments = List.of();
        pull.inspected();
        assertThat(pull.wanted(Effect.ReadEvidence.class)).isEmpty();
        assertThat(pull.change.works()).isEmpty();
    }

    @Test
    void reopened_it_is_planned_again_and_approvals_that_cover_the_plan_hold() {
        Pull pull = approved();
        pull.life = PullRequest.Life.CLOSED;
        pull.inspected();
        assertThat(closed(pull)).contains("draft");
        pull.life = PullRequest.Life.OPEN;
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        pull.planned("dev", plan("pool")).shown();
        assertThat(closed(pull)).isEmpty();
    }

    @Test
    void a_draft_is_planned_and_not_applied_and_back_again_nothing_is_lost() {
        Pull pull = approved();
        pull.draft = true;
        pull.happens(new ChangeEvent.Touched("converted_to_draft", LEE, false, pull.now))
                .inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
        assertThat(closed(pull)).containsExactly("draft");
        pull.draft = false;
        pull.inspected();
        assertThat(closed(pull)).isEmpty();
    }

    @Test
    void made_a_draft_while_it_is_compared_nothing_is_confirmed() {
        Pull pull = approved().applies("dev").compares("dev", plan("pool"));
        pull.draft = true;
        pull.happens(new ChangeEvent.Touched("converted_to_draft", LEE, false, pull.now))
                .readsAgain("dev");

        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
    }

    @Test
    void a_deleted_head_branch_closes_it_and_a_lost_head_repository_is_nobodys() {
        Pull pull = approved();
        pull.life = PullRequest.Life.CLOSED;
        pull.inspected();
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
        pull.life = PullRequest.Life.OPEN;
        pull.fork = true;
        pull.inspected();
        assertThat(pull.work("dev").planning()).isInstanceOf(Planning.Held.class);
    }

    @Test
    void in_a_locked_conversation_the_check_says_what_the_comment_cannot_and_nothing_is_asked_again() {
        Pull pull = Pull.first().inspected().planned("dev", plan("pool"));
        String reason = "Unable to create comment because issue is locked. Somebody who may write unlocks it.";
        pull.happens(new ChangeEvent.GaveUp(new Effect.RefreshSummary(), reason, true, pull.now));

        assertThat(pull.effects).containsExactly(new Effect.RefreshVerdict());
        assertThat(verdict(pull)).contains("cannot comment on this pull request", "issue is locked");
        Effect.Reply reply = new Effect.Reply("r", new Answer.Turn(List.of(name("dev")), "lee"));
        pull.happens(new ChangeEvent.GaveUp(reply, reason, true, pull.now));
        assertThat(pull.effects).isEmpty();

        pull.shown();
        assertThat(verdict(pull)).doesNotContain("cannot comment");
        assertThat(pull.wanted(Effect.RefreshVerdict.class)).hasSize(1);
    }

    @Test
    void what_is_only_away_is_no_locked_conversation() {
        Pull pull = Pull.first().inspected().planned("dev", plan("pool"));
        pull.happens(new ChangeEvent.GaveUp(new Effect.RefreshSummary(), "GitHub is away.", false, pull.now));
        assertThat(verdict(pull)).doesNotContain("cannot comment");
        assertThat(pull.answered(Answer.Unable.class).reason()).contains("GitHub is away");
    }

    @Test
    void when_the_app_is_back_it_is_read_again_and_what_could_not_be_planned_is() {
        Pull pull = Pull.first().inspected().refused("dev", "the App was suspended");
        pull.happens(new ChangeEvent.Returned("the installation is back: unsuspend", pull.now));
        assertThat(pull.effects).containsExactly(new Effect.Inspect());
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
    }

    @Test
    void a_run_that_is_compared_while_the_app_was_away_is_confirmed_only_on_what_is_read_afterwards() {
        Pull pull = approved().applies("dev").compares("dev", plan("pool"));
        var before = pull.evidence(pull.now, Pull.seen(pull.realRun("dev").text(), "planned", true));
        pull.after(java.time.Duration.ofSeconds(1));
        pull.happens(new ChangeEvent.Returned("back", pull.now));
        pull.happens(
                new ChangeEvent.EvidenceRead(new ChangeEvent.Purpose.ForConfirm(name("dev"), 1), before, pull.now));
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
    }
}
