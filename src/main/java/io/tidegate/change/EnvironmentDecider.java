package io.tidegate.change;

/** What an event does to an environment that pull requests share: one holder, one apply at a time. */
public final class EnvironmentDecider {
    private EnvironmentDecider() {}

    /** Total: an event that does not fit the state leaves it as it is. */
    public static EnvironmentState decide(EnvironmentState state, EnvironmentEvent event) {
        return switch (event) {
            case EnvironmentEvent.ApplyBegan began -> begin(state, began);
            case EnvironmentEvent.ApplyEnded ended -> end(state, ended);
            case EnvironmentEvent.Released released -> release(state, released);
        };
    }

    private static EnvironmentState begin(EnvironmentState state, EnvironmentEvent.ApplyBegan event) {
        if (state.heldByOther(event.change()) || state.applying() != null) {
            return state;
        }
        EnvironmentState.Holder holder = state.holder() != null
                ? state.holder()
                : new EnvironmentState.Holder(event.change(), event.by(), event.at());
        return new EnvironmentState(
                state.workspace(),
                state.name(),
                holder,
                new EnvironmentState.Applying(event.change(), event.attempt()),
                state.last());
    }

    private static EnvironmentState end(EnvironmentState state, EnvironmentEvent.ApplyEnded event) {
        EnvironmentState.Applying applying = state.applying();
        boolean ours =
                applying != null && applying.change().equals(event.change()) && applying.attempt() == event.attempt();
        EnvironmentState.Last last = event.applied()
                ? new EnvironmentState.Last(event.change(), event.commit(), event.run(), event.at())
                : state.last();
        return new EnvironmentState(state.workspace(), state.name(), state.holder(), ours ? null : applying, last);
    }

    private static EnvironmentState release(EnvironmentState state, EnvironmentEvent.Released event) {
        if (state.holder() == null || state.heldByOther(event.change()) || state.applying() != null) {
            return state;
        }
        return new EnvironmentState(state.workspace(), state.name(), null, null, state.last());
    }
}
