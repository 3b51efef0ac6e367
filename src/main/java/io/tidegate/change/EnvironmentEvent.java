package io.tidegate.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an environment that pull requests share. */
public sealed interface EnvironmentEvent {
    /** Who did it: it knows already, so that it is not told. */
    ChangeId change();

    Instant at();

    /** A plan of it is made: from now on it shows who holds the environment. */
    record Watched(ChangeId change, Instant at) implements EnvironmentEvent {}

    /**
     * Every gate was open: the attempt begins, and takes the lock.
     *
     * @param together the merged pull requests whose changes it applies; empty before the merge
     */
    record ApplyBegan(ChangeId change, String by, int attempt, List<ChangeId> together, Instant at)
            implements EnvironmentEvent {}

    /** @param applied whether the run applied; then {@code commit} and {@code run} are the environment's last */
    record ApplyEnded(
            ChangeId change, int attempt, boolean applied, String commit, String inputs, String run, Instant at)
            implements EnvironmentEvent {}

    /** {@code /lock}. @param until when it ends by itself; null for never */
    record Reserved(
            ChangeId change,
            String by,
            String reason,
            @Nullable Instant until,
            Instant at) implements EnvironmentEvent {}

    /** A command found every gate open but the lock. */
    record Queued(EnvironmentState.Ticket ticket, Instant at) implements EnvironmentEvent {
        @Override
        public ChangeId change() {
            return ticket.change();
        }
    }

    /** The ticket is the oldest on everything that it waits for. @param until when the turn passes on if it is not used */
    record TurnTaken(EnvironmentState.Ticket ticket, Instant until, Instant at) implements EnvironmentEvent {
        @Override
        public ChangeId change() {
            return ticket.change();
        }
    }

    /** The place in the queue is given up: {@code /cancel}. */
    record Dequeued(ChangeId change, String why, Instant at) implements EnvironmentEvent {}

    /** The lock and the place in the queue are given up, the interest is not: {@code /unlock}. */
    record Released(ChangeId change, String why, Instant at) implements EnvironmentEvent {}

    /** Somebody took the lock of {@code holder} away, from the pull request {@code change}. */
    record TakenAway(ChangeId change, ChangeId holder, String why, Instant at) implements EnvironmentEvent {}

    /** Break-glass: the lock becomes this pull request's, whoever holds it or waits for it; never while one applies. */
    record Seized(ChangeId change, String by, String why, Instant at) implements EnvironmentEvent {}

    /** What ends by itself has ended; only the grant of this number. */
    record Expired(ChangeId change, int grant, Instant at) implements EnvironmentEvent {}

    /**
     * The pull request was merged.
     *
     * @param commit of the merge, on the branch
     * @param when by GitHub's clock
     * @param left whether something of it is still to be applied here
     */
    record Landed(ChangeId change, String commit, Instant when, boolean left, Instant at) implements EnvironmentEvent {}

    /** It has nothing to do here any more: merged and applied, closed with nothing applied, no longer affected. */
    record Left(ChangeId change, String why, Instant at) implements EnvironmentEvent {}
}
