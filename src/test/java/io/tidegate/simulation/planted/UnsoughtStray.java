package io.tidegate.simulation.planted;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Runs;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.WorkspaceSeen;
import io.tidegate.simulation.AroundRuns;
import io.tidegate.simulation.Plant;
import java.util.Optional;

/** A run that an earlier try may have created is not looked for when nobody waits for it any more. */
public final class UnsoughtStray implements Plant {
    @Override
    public Runs around(Runs inner) {
        return new AroundRuns() {
            @Override
            public Runs inner() {
                return inner;
            }

            @Override
            public Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
                return Optional.empty();
            }
        };
    }
}
