package io.tidegate.simulation.planted;

import io.tidegate.flow.Runs;
import io.tidegate.simulation.AroundRuns;
import io.tidegate.simulation.Plant;

/** A run of an earlier try whose outcome is unknown is not looked for: another one is created. */
public final class NoAdoption implements Plant {
    @Override
    public Runs around(Runs inner) {
        return new AroundRuns() {
            @Override
            public Runs inner() {
                return inner;
            }

            @Override
            public Started start(Wanted w, Source source) {
                return inner.start(
                        new Wanted(
                                w.repository(),
                                w.environment(),
                                w.workspace(),
                                w.kind(),
                                w.commit(),
                                w.message(),
                                w.token(),
                                false),
                        source);
            }
        };
    }
}
