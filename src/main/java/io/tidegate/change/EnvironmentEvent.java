package io.tidegate.change;

import java.time.Instant;

/** Everything that can happen to an environment that pull requests share. */
public sealed interface EnvironmentEvent {
    ChangeId change();

    /** The first {@code /apply} that found every gate open; the attempt begins with it. */
    record ApplyBegan(ChangeId change, String by, int attempt, Instant at) implements EnvironmentEvent {}

    /** @param applied whether the run applied; then {@code commit} and {@code run} are the environment's last */
    record ApplyEnded(ChangeId change, int attempt, boolean applied, String commit, String run, Instant at)
            implements EnvironmentEvent {}

    /** Merged and applied, closed with nothing applied, or unlocked. */
    record Released(ChangeId change, String why, Instant at) implements EnvironmentEvent {}
}
