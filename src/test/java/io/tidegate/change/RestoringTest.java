package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.named;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.command.Command;
import io.tidegate.gate.PullRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code /restore}, after something was applied that will not be merged. */
final class RestoringTest {
    private static final Command RESTORE = new Command.Restore(List.of(named("dev")));

    private static Pull applied() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", plan("pool"))
                .shown()
                .approvedBy(ANN)
                .applies("dev");
        return pull.compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "applied");
    }

    private static Pull closed() {
        Pull pull = applied();
        pull.life = PullRequest.Life.CLOSED;
        return pull.inspected();
    }

    @Test
    void the_default_branch_is_planned_reviewed_and_applied_through_the_gates() {
        Pull pull = closed().says(LEE, RESTORE);
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.wanted(Effect.StartApply.class)).isEmpty();

        pull.planned("dev", plan("pool as it was")).shown().applies("dev");
        assertThat(pull.answered(Answer.Refused.class).reports().getFirst().closed())
                .extracting(judged -> judged.gate())
                .containsExactly("approvals");

        pull.approvedBy(ANN).applies("dev");
        assertThat(pull.attempt("dev").commit()).isEqualTo("tip of main");
        pull.compares("dev", plan("pool as it was"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "applied");
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
        assertThat(pull.work("dev").restoration()).isEqualTo(Work.Restoration.DONE);
        assertThat(pull.work("dev").applied()).isFalse();
    }

    @Test
    void where_nothing_is_left_to_bring_back_the_lock_is_free_at_once() {
        Pull pull = closed().says(LEE, RESTORE).planned("dev", plan());
        assertThat(pull.shared.get("ws-dev").holder()).isNull();
        assertThat(pull.work("dev").restoration()).isEqualTo(Work.Restoration.DONE);
    }

    @Test
    void there_is_nothing_to_restore_where_nothing_was_applied() {
        Pull pull =
                Pull.first().inspected().planned("dev", plan("pool")).shown().says(LEE, RESTORE);
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("there is nothing to restore");
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();
    }

    @Test
    void after_the_merge_the_branch_is_applied_by_the_ordinary_command() {
        Pull pull = applied();
        pull.life = PullRequest.Life.MERGED;
        pull.inspected().says(LEE, RESTORE);
        assertThat(pull.answered(Answer.Said.class).sentence()).contains("this pull request is merged: `/apply dev`");
    }

    @Test
    void reopening_goes_back_to_the_pull_requests_own_tree() {
        Pull pull = closed().says(LEE, RESTORE).planned("dev", plan("pool as it was"));
        pull.life = PullRequest.Life.OPEN;
        pull.inspected();
        assertThat(pull.work("dev").restoring()).isFalse();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.shared.get("ws-dev").holder().change()).isEqualTo(pull.id);
    }

    @Test
    void what_was_applied_in_part_or_before_a_push_keeps_its_lock_whatever_becomes_of_the_pull_request() {
        for (boolean inPart : List.of(true, false)) {
            for (boolean dropped : List.of(true, false)) {
                Pull pull = inPart ? failed() : applied();
                pull.head = "head2";
                if (!inPart) {
                    pull.inspected().planned("dev", plan("pool", "more")).shown();
                }
                if (dropped) {
                    pull.environments = List.of();
                } else {
                    pull.life = PullRequest.Life.CLOSED;
                }
                pull.inspected();
                assertThat(pull.shared.get("ws-dev").holder())
                        .as("in part: %s, dropped: %s", inPart, dropped)
                        .isNotNull();
                pull.says(LEE, RESTORE);
                assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
                pull.planned("dev", plan()).shown();
                assertThat(pull.shared.get("ws-dev").holder()).isNull();
            }
        }
    }

    private static Pull failed() {
        Pull pull = Pull.first()
                .inspected()
                .planned("dev", plan("pool"))
                .shown()
                .approvedBy(ANN)
                .applies("dev");
        return pull.compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "errored");
    }
}
