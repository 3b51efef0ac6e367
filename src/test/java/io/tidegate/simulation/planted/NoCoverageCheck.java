package io.tidegate.simulation.planted;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Work;
import io.tidegate.flow.Deciding;
import io.tidegate.simulation.Plant;

/** Whatever the real plan is, it is taken for the reviewed one. */
public final class NoCoverageCheck implements Plant {
    @Override
    public Deciding around(Deciding deciding) {
        return (change, shared, event) -> deciding.decide(
                change, shared, event instanceof ChangeEvent.RealPlanRead read ? believing(change, read) : event);
    }

    private static ChangeEvent believing(Change change, ChangeEvent.RealPlanRead read) {
        return change.work(read.environment())
                .flatMap(Work::plan)
                .<ChangeEvent>map(reviewed -> new ChangeEvent.RealPlanRead(
                        read.environment(), read.run(), read.seen(), reviewed, read.changed(), read.at()))
                .orElse(read);
    }
}
