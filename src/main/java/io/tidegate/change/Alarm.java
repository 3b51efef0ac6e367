package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;

/** What a pull request waits for by the clock. */
public sealed interface Alarm {
    /** Unique within the pull request. */
    default String key() {
        return switch (this) {
            case LockEnds e -> "lock/" + e.workspace + "/" + e.grant;
            case FreezeEnds e -> "freeze/" + e.environment;
            case FreezeTurns e -> "freeze-turns";
        };
    }

    /** A turn that is not used passes on, or a lock for a time is over. @param grant only that one */
    record LockEnds(String workspace, int grant) implements Alarm {}

    /** What the merge would have applied may be planned again. */
    record FreezeEnds(EnvironmentName environment) implements Alarm {}

    /** A freeze begins or ends, and an open pull request shows which: one alarm for all of its environments. */
    record FreezeTurns() implements Alarm {}
}
