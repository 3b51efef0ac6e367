package io.tidegate.simulation.planted;

import io.tidegate.change.EnvironmentState;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nobody sees that another pull request holds the environment. */
public final class NoLock implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> {
            SortedMap<String, EnvironmentState> free = new TreeMap<>();
            shared.forEach((id, state) -> free.put(id, EnvironmentState.free(id, state.name())));
            return deciding.decide(change, free, event);
        };
    }
}
