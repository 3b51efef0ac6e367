package io.tidegate.simulation.planted;

import io.tidegate.change.Decision;
import io.tidegate.change.Effect;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;

/** A real run that nobody will confirm is left to wait in its workspace. */
public final class ForgottenRun implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> {
            Decision decision = deciding.decide(change, shared, event);
            return new Decision(
                    decision.next(),
                    decision.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.StopRun))
                            .toList(),
                    decision.messages(),
                    decision.because());
        };
    }
}
