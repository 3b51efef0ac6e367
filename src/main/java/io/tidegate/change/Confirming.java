package io.tidegate.change;

import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The chapter of what became of a confirmation: sent, not sent in time, or not wanted any more. */
final class Confirming {
    private Confirming() {}

    static Decision answered(Change change, ChangeEvent.ConfirmAnswered event) {
        Optional<Work> found = Applying.running(change, event.environment(), event.run())
                .filter(work -> Objects.requireNonNull(work.attempt()).step() instanceof Attempt.Step.ConfirmSent);
        if (found.isEmpty()) {
            return Decision.ignored(change, "the run moved on already");
        }
        Work work = found.get();
        Attempt attempt = Objects.requireNonNull(work.attempt());
        return switch (event.answer()) {
            case SENT -> {
                Work next = work.with(attempt.at(new Attempt.Step.Applying("confirmed", event.at())));
                yield Decision.of(change.with(next), event.run() + " was confirmed")
                        .and(new Effect.FollowRun(work.name(), event.run(), RunKind.REAL))
                        .refreshing(List.of(next));
            }
            case LATE -> late(change, work, attempt, event.at());
            case CONFLICT ->
                Decision.of(change, event.run() + " did not wait for a confirmation: its status tells why")
                        .and(new Effect.FollowRun(work.name(), event.run(), RunKind.REAL));
        };
    }

    /** Nothing was sent after all; so what a push made of it meanwhile counts again. */
    private static Decision late(Change change, Work work, Attempt attempt, Instant at) {
        boolean own = !change.merged() && !work.restoring();
        boolean current = change.revision() != null
                && attempt.commit().equals(change.revision().commit());
        if (own && !current) {
            String why = "the pull request has moved on since this plan, before its confirmation was sent";
            Work next = work.with(attempt.at(new Attempt.Step.Stopped("its files changed before the confirmation")));
            Change left = change.with(next);
            return Superseding.withdrawn(Decision.of(left, why), left, next, attempt, why, at)
                    .and(new Effect.Inspect())
                    .refreshing(List.of(next));
        }
        return Comparing.again(change, work, attempt, at, "the confirmation was late and not sent: reading again");
    }
}
