package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Confirmation;
import io.tidegate.change.Effect;
import io.tidegate.change.Work;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.run.RunSeen;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Confirms exactly the run that was decided. */
@Singleton
class ConfirmingRuns {
    private final Runs runs;
    private final InstantSource clock;

    ConfirmingRuns(Runs runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** Sends the confirmation if the state still says so and the evidence is fresh still: late is read again, never sent. */
    Performed confirm(Effects.Claimed claimed, Change change, Effect.ConfirmRun effect) {
        boolean decided = change.work(effect.environment())
                .map(Work::attempt)
                .filter(attempt -> effect.run().equals(attempt.run()))
                .map(attempt -> attempt.step() instanceof Attempt.Step.ConfirmSent sent
                        && sent.evidence().equals(effect.evidence()))
                .orElse(false);
        if (!decided) {
            return new Performed.Done(List.of());
        }
        if (claimed.tries() > 1) {
            // The earlier try's outcome is unknown: the run itself tells whether it arrived.
            RunSeen seen = runs.read(effect.run());
            if (seen.status().isConfirmed()) {
                return answered(effect, Confirmation.SENT);
            }
            if (!seen.confirmable()) {
                return answered(effect, Confirmation.CONFLICT);
            }
        }
        if (clock.instant().isAfter(effect.deadline())) {
            return answered(effect, Confirmation.LATE);
        }
        return answered(effect, runs.confirm(effect.run()) ? Confirmation.SENT : Confirmation.CONFLICT);
    }

    private Performed answered(Effect.ConfirmRun effect, Confirmation answer) {
        return new Performed.Done(
                List.of(new ChangeEvent.ConfirmAnswered(effect.environment(), effect.run(), answer, clock.instant())));
    }
}
