package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.flow.Performer.Performed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;

/** Has GitHub merge, where the repository wants Tidegate to. */
@ApplicationScoped
class Merging {
    private final Merges merges;
    private final InstantSource clock;

    Merging(Merges merges, InstantSource clock) {
        this.merges = merges;
        this.clock = clock;
    }

    Performed merge(Change change, Effect.Merge effect) {
        if (!effect.head().equals(change.landing().asked()) || !change.open()) {
            return new Performed.Done(List.of());
        }
        ChangeEvent.MergeAsked.Outcome outcome =
                merges.merge(change.repository(), change.id().number(), effect.head());
        return new Performed.Done(List.of(new ChangeEvent.MergeAsked(effect.head(), outcome, clock.instant())));
    }

    Performed callOff(Change change) {
        merges.callOff(change.repository(), change.id().number());
        return new Performed.Done(List.of());
    }
}
