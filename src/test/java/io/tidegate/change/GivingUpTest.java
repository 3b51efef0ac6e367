package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.StatedCounts;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What could not be done is said, and nothing of it is left behind. */
class GivingUpTest {
    private static Pull comparing() {
        return Pull.first()
                .inspected()
                .planned("dev", plan("pool"))
                .shown()
                .approvedBy(ANN)
                .applies("dev")
                .compares("dev", plan("pool"));
    }

    private static void gaveUp(Pull pull, Effect effect, boolean refused) {
        pull.happens(new ChangeEvent.GaveUp(effect, "HCP Terraform answered 503.", refused, pull.now));
    }

    private static void moved(Pull pull, String status, String person, String message) {
        RunId run = pull.realRun("dev");
        RunSeen seen = new RunSeen(
                run,
                new RunStatus(status),
                false,
                true,
                true,
                true,
                false,
                true,
                person,
                message,
                StatedCounts.NONE,
                Diagnostics.NONE);
        pull.happens(new ChangeEvent.RunMoved(name("dev"), run, seen, pull.now));
    }

    @Test
    void a_confirmation_that_cannot_be_sent_is_tried_for_half_an_hour_and_then_told() {
        Pull pull = comparing().readsAgain("dev");
        for (int minute = 0; minute < 30; minute++) {
            pull.after(Duration.ofMinutes(1))
                    .happens(new ChangeEvent.ConfirmAnswered(
                            name("dev"), pull.realRun("dev"), Confirmation.LATE, pull.now));
            assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
            pull.readsAgain("dev");
            assertThat(pull.wanted(Effect.ConfirmRun.class)).hasSize(1);
        }
        pull.after(Duration.ofMinutes(1))
                .happens(
                        new ChangeEvent.ConfirmAnswered(name("dev"), pull.realRun("dev"), Confirmation.LATE, pull.now));

        assertThat(pull.answered(Answer.ApplyFailed.class).reason()).contains("no confirmation could be sent");
        assertThat(pull.wanted(Effect.StopRun.class))
                .containsExactly(new Effect.StopRun(name("dev"), pull.realRun("dev"), RunKind.REAL));
    }

    @Test
    void a_run_that_stays_as_it_was_after_its_confirmation_is_decided_again_and_not_for_ever() {
        Pull pull = comparing().readsAgain("dev");
        gaveUp(pull, pull.wanted(Effect.ConfirmRun.class).getFirst(), false);
        assertThat(pull.wanted(Effect.FollowRun.class)).hasSize(1);

        pull.after(Duration.ofSeconds(50));
        moved(pull, "planned", null, "");
        assertThat(pull.effects).isEmpty();
        pull.after(Duration.ofSeconds(20));
        moved(pull, "planned", null, "");
        assertThat(pull.wanted(Effect.ReadEvidence.class)).hasSize(1);
        pull.readsAgain("dev").after(Duration.ofMinutes(31));
        moved(pull, "planned", null, "");
        pull.answered(Answer.ApplyFailed.class);
    }

    @Test
    void a_refused_confirmation_ends_the_attempt_and_discards_its_run() {
        Pull pull = comparing().readsAgain("dev");
        gaveUp(pull, pull.wanted(Effect.ConfirmRun.class).getFirst(), true);

        Answer.ApplyFailed told = pull.answered(Answer.ApplyFailed.class);
        assertThat(told.reason()).contains("answered 503");
        assertThat(told.partly()).isFalse();
        assertThat(pull.wanted(Effect.StopRun.class)).hasSize(1);
    }

    @Test
    void a_run_that_could_not_be_discarded_is_told_and_discarded_before_the_next_one() {
        Pull pull = comparing().readsAgain("dev");
        gaveUp(pull, pull.wanted(Effect.ConfirmRun.class).getFirst(), true);
        Effect.StopRun stop = pull.wanted(Effect.StopRun.class).getFirst();
        gaveUp(pull, stop, false);
        Answer.Unable told = pull.answered(Answer.Unable.class);
        assertThat(told.what()).contains(stop.run().text());
        assertThat(told.next()).contains("Discard it in HCP Terraform");

        pull.planned("dev", plan("pool")).applies("dev");
        assertThat(pull.wanted(Effect.StopRun.class)).containsExactly(stop);
        assertThat(pull.wanted(Effect.StartApply.class)).hasSize(1);
    }

    @Test
    void a_speculative_run_that_could_not_be_stopped_is_nobodys_business() {
        Pull pull = comparing();
        gaveUp(pull, new Effect.StopRun(name("dev"), new RunId("run-old"), RunKind.SPECULATIVE), false);
        assertThat(pull.effects).isEmpty();
    }

    @Test
    void what_could_not_be_read_or_shown_is_said_where_something_can_be_said() {
        Pull pull = comparing();
        for (Effect effect : new Effect[] {
            new Effect.Inspect(),
            new Effect.RefreshSummary(),
            new Effect.RefreshCheck(name("dev")),
            new Effect.RefreshVerdict(),
            new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()),
            new Effect.ReadEvidence(new ChangeEvent.Purpose.ForReviews())
        }) {
            // A comment that is refused cannot be told of by another one: LifeTest.
            gaveUp(pull, effect, !(effect instanceof Effect.RefreshSummary));
            Answer.Unable told = pull.answered(Answer.Unable.class);
            assertThat(told.reason()).as("%s", effect).isEqualTo("HCP Terraform answered 503.");
            assertThat(told.next()).isNotBlank();
        }
    }

    @Test
    void a_run_that_a_person_discards_ends_the_attempt_and_names_them() {
        Pull pull = comparing();
        moved(pull, "discarded", "olivia", "");
        assertThat(pull.answered(Answer.ApplyFailed.class).reason()).contains("discarded by olivia");
        assertThat(pull.attempt("dev").committed()).isFalse();
    }

    @Test
    void a_policy_that_does_not_pass_ends_the_attempt_and_says_so() {
        Pull pull = comparing();
        moved(pull, "errored", null, "HCP Terraform ended the run after its plan: a policy did not pass.");
        assertThat(pull.answered(Answer.ApplyFailed.class).reason()).contains("a policy did not pass");
    }

    @Test
    void a_status_brings_up_to_date_what_could_not_be_shown() {
        Pull pull = comparing();
        pull.says(LEE, new io.tidegate.command.Command.Status());
        assertThat(pull.wanted(Effect.RefreshSummary.class)).hasSize(1);
        assertThat(pull.wanted(Effect.RefreshCheck.class)).hasSize(1);
        assertThat(pull.wanted(Effect.RefreshVerdict.class)).hasSize(1);
    }
}
