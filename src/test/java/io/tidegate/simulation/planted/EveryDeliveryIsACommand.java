package io.tidegate.simulation.planted;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Origin;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;

/** A comment that is delivered twice is taken for two commands. */
public final class EveryDeliveryIsACommand implements Plant {
    private int line = 1;

    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> deciding.decide(
                change, shared, event instanceof ChangeEvent.CommandGiven given ? another(given) : event);
    }

    private ChangeEvent another(ChangeEvent.CommandGiven given) {
        return given.origin() instanceof Origin.Line spoken
                ? new ChangeEvent.CommandGiven(
                        new Origin.Line(spoken.comment(), ++line),
                        given.command(),
                        given.by(),
                        given.givenAt(),
                        given.at())
                : given;
    }
}
