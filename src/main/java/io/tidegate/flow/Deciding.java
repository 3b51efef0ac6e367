package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Decision;
import io.tidegate.change.EnvironmentState;
import java.util.SortedMap;

/** What follows from an event: the core, as the loop asks it. */
@FunctionalInterface
public interface Deciding {
    /** @param shared by workspace id, those of the pull request's works, locked until the decision is committed */
    Decision decide(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent event);
}
