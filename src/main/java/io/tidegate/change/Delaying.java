package io.tidegate.change;

import io.tidegate.gate.Evidence;
import io.tidegate.run.Queued;
import io.tidegate.run.StateChange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chapter of what keeps runs waiting in HCP Terraform, and of plans that were overtaken there. */
final class Delaying {
    private Delaying() {}

    /** As many runs go on as may: said, until its own begins. */
    static Decision delayed(Change change, ChangeEvent.RunDelayed event) {
        Optional<Work> found = change.work(event.environment());
        Work next = switch (event.kind()) {
            case SPECULATIVE ->
                found.filter(work -> work.planning() instanceof Planning.Starting starting
                                && starting.number() == event.number())
                        .map(work -> work.with(new Planning.Starting(event.number(), event.crowd())))
                        .orElse(null);
            case REAL ->
                found.filter(work -> work.attempt() != null
                                && work.attempt().number() == event.number()
                                && work.attempt().step() instanceof Attempt.Step.Starting)
                        .map(work -> work.with(
                                Objects.requireNonNull(work.attempt()).at(new Attempt.Step.Starting(event.crowd()))))
                        .orElse(null);
        };
        return next == null
                ? Decision.ignored(change, "what waited for a free run is wanted no more")
                : Decision.of(
                                change.with(next),
                                event.environment() + " waits for a free run: "
                                        + event.crowd().used() + " of "
                                        + event.crowd().most() + " in use")
                        .refreshing(List.of(next));
    }

    /** The check is written only for what people see otherwise than before. */
    static Decision said(Decision decision, Work work, @Nullable Queued before, @Nullable Queued now) {
        return Objects.equals(before, now) ? decision : decision.refreshing(List.of(work));
    }

    /** Marks plans after which somebody else changed the state; it closes no gate, since the real plan is compared. */
    static Change overtaken(Change change, Evidence evidence) {
        Change marked = change;
        for (Work work : change.works()) {
            StateChange state = evidence.changed(work.name());
            if (state != null && !state.byUs() && work.planning() instanceof Planning.Planned planned) {
                marked = marked.with(work.with(planned.with(state)));
            }
        }
        return marked;
    }
}
