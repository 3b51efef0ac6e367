package io.tidegate.simulation.planted;

import io.tidegate.change.Decision;
import io.tidegate.change.Effect;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;

/** The summary check of the commit before a push is left as it is. */
public final class OpenCheck implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> {
            Decision decision = deciding.decide(change, shared, event);
            return new Decision(
                    decision.next(),
                    decision.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.CloseVerdict))
                            .toList(),
                    decision.messages(),
                    decision.because());
        };
    }
}
