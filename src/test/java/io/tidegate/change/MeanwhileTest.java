package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.KIM;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.gate.Evidence;
import io.tidegate.gate.PullRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to a pull request while one of its environments is being compared or applied. */
class MeanwhileTest {
    private static Pull comparing() {
        Pull pull =
                Pull.first().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
        return pull.applies("dev").compares("dev", plan("pool"));
    }

    @Test
    void evidence_read_before_an_event_that_may_close_a_gate_confirms_nothing() {
        for (ChangeEvent event : List.of(
                new ChangeEvent.Touched(
                        "synchronize", LEE, true, comparing().now.plusSeconds(1)),
                new ChangeEvent.Reviewed(KIM, comparing().now.plusSeconds(1)))) {
            Pull pull = comparing();
            Evidence before =
                    pull.evidence(pull.now, Pull.seen(pull.realRun("dev").text(), "planned", true));
            pull.happens(event).after(Duration.ofSeconds(2));
            pull.happens(new ChangeEvent.EvidenceRead(
                    new ChangeEvent.Purpose.ForConfirm(Pull.name("dev"), 1), before, pull.now));

            assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
            assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
            pull.readsAgain("dev");
            assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
        }
    }

    @Test
    void a_push_before_the_confirmation_discards_the_run_and_is_planned() {
        Pull pull = comparing();
        pull.head = "head2";
        pull.inspected();

        assertThat(pull.wanted(Effect.StopRun.class))
                .extracting(Effect.StopRun::run)
                .containsExactly(pull.realRun("dev"));
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.answered(Answer.Withdrawn.class)
                        .report()
                        .closed()
                        .getFirst()
                        .gate())
                .isEqualTo("plan");
        assertThat(pull.shared.get("ws-dev").applying()).isNull();
        pull.readsAgain("dev");
        assertThat(pull.wanted(Effect.ConfirmRun.class)).isEmpty();
    }

    @Test
    void a_push_during_an_apply_lets_it_end_and_is_planned_afterwards() {
        Pull pull = comparing().readsAgain("dev").confirmed("dev");
        pull.head = "head2";
        pull.inspected();
        assertThat(pull.wanted(Effect.StopRun.class)).isEmpty();
        assertThat(pull.wanted(Effect.StartPlan.class)).isEmpty();

        pull.runEnds("dev", "applied");
        assertThat(pull.wanted(Effect.Inspect.class)).hasSize(1);
        pull.inspected();
        assertThat(pull.wanted(Effect.StartPlan.class)).hasSize(1);
        assertThat(pull.work("dev").applied()).isFalse();
    }

    @Test
    void evidence_that_tells_of_a_push_or_a_merge_of_which_no_webhook_came_has_the_pull_request_read_again() {
        Pull same =
                Pull.first().inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
        assertThat(same.wanted(Effect.Inspect.class)).isEmpty();

        Pull pushed = Pull.first().inspected().planned("dev", plan("pool")).shown();
        pushed.head = "head2";
        pushed.approvedBy(ANN);
        assertThat(pushed.wanted(Effect.Inspect.class)).hasSize(1);

        Pull merged = Pull.first().inspected().planned("dev", plan("pool")).shown();
        merged.life = PullRequest.Life.MERGED;
        merged.applies("dev");
        assertThat(merged.wanted(Effect.Inspect.class)).hasSize(1);
    }
}
