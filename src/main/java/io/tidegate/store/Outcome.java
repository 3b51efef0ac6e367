package io.tidegate.store;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import java.util.List;

/** The payload of a delivery of our own: what came of an effect. */
record Outcome(ChangeId change, Repository repository, List<ChangeEvent> events) {
    Outcome {
        events = List.copyOf(events);
    }
}
