package io.tidegate.change;

import io.tidegate.gate.Situation.LockSeen;
import java.util.Map;

/** How the lock of an environment looks to one pull request. */
final class Locks {
    private Locks() {}

    /** @param own whether an apply that is this work's own attempt is no obstacle */
    static LockSeen seen(Change change, Work work, Map<String, EnvironmentState> shared, boolean own) {
        EnvironmentState state =
                work.workspace() == null ? null : shared.get(work.workspace().id());
        if (state == null) {
            return new LockSeen.Free();
        }
        EnvironmentState.Applying applying = state.applying();
        boolean ownAttempt = own
                && applying != null
                && applying.change().equals(change.id())
                && work.attempt() != null
                && !work.attempt().over()
                && applying.attempt() == work.attempt().number();
        if (applying != null && !ownAttempt) {
            return new LockSeen.Busy("an apply by #" + applying.change().number() + " is going on");
        }
        EnvironmentState.Holder holder = state.holder();
        int place = state.place(change.id()).map(before -> before + 1).orElse(0);
        if (holder == null) {
            return state.isFor(change.id())
                    ? new LockSeen.Free()
                    : new LockSeen.Queue(
                            state.queue().getFirst().change().number(),
                            state.queue().getFirst().by(),
                            place);
        }
        if (state.heldByOther(change.id())) {
            return new LockSeen.Other(holder.change().number(), holder.by(), holder.reason(), holder.until(), place);
        }
        return holder.change().equals(change.id())
                ? new LockSeen.Ours()
                : new LockSeen.Together(holder.change().number());
    }
}
