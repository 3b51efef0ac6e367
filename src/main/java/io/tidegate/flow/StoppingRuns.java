package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.run.RunSeen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stops runs that nobody will confirm, and interrupts an apply where a person asked for exactly that. */
@ApplicationScoped
class StoppingRuns {
    private final Runs runs;
    private final InstantSource clock;
    private final Duration poll;

    StoppingRuns(
            Runs runs,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.terraform.poll-interval", defaultValue = "PT1.5S") Duration poll) {
        this.runs = runs;
        this.clock = clock;
        this.poll = poll;
    }

    /**
     * Discards or cancels until HCP Terraform says that the run is over; one that was confirmed meanwhile is reported. A
     * real one that is left waiting blocks its workspace, so a refusal is no reason to give it up at once.
     */
    Performed stop(Effect.StopRun effect) {
        try {
            return stopped(effect);
        } catch (Outside.Refused refused) {
            throw new Outside.Unavailable(Sentences.of(refused), null);
        }
    }

    private Performed stopped(Effect.StopRun effect) {
        RunSeen seen = runs.read(effect.run());
        if (seen.status().isConfirmed()) {
            return new Performed.Done(
                    List.of(new ChangeEvent.RunMoved(effect.environment(), effect.run(), seen, clock.instant())));
        }
        if (seen.status().isFinal()) {
            return new Performed.Done(List.of());
        }
        runs.stop(effect.run());
        return new Performed.Again(poll, List.of());
    }

    /** How the apply ends is seen by whoever follows the run. */
    Performed interrupt(Effect.InterruptRun effect) {
        if (!runs.read(effect.run()).status().isFinal()) {
            runs.interrupt(effect.run());
        }
        return new Performed.Done(List.of());
    }
}
