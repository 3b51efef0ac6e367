package io.tidegate.simulation.planted;

import io.tidegate.change.Decision;
import io.tidegate.change.Effect;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;

/** A confirmation is sent however late it is. */
public final class NoDeadline implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> {
            Decision decision = deciding.decide(change, shared, event);
            return new Decision(
                    decision.next(),
                    decision.effects().stream().map(NoDeadline::late).toList(),
                    decision.messages(),
                    decision.because());
        };
    }

    private static Effect late(Effect effect) {
        return effect instanceof Effect.ConfirmRun confirm
                ? new Effect.ConfirmRun(
                        confirm.environment(),
                        confirm.run(),
                        confirm.evidence(),
                        confirm.deadline().plusSeconds(3600))
                : effect;
    }
}
