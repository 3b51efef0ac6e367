package io.tidegate.change;

import io.tidegate.environment.Freeze;
import io.tidegate.environment.Freezes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The chapter of what is shown of freezes: as of the last event, and once more whenever one begins or ends. */
final class Freezing {
    /** A freeze that is further away is said with its time, and nobody waits for it yet. */
    private static final Duration FAR = Duration.ofDays(31);

    private Freezing() {}

    /** What is decided tells when it was, where there are freezes to be judged by it. */
    static Decision asOf(Decision decision, ChangeEvent event) {
        if (decision.next().works().stream().noneMatch(Freezing::mayFreeze)) {
            return decision;
        }
        Change change = decision.next();
        Change next = change.withWorks(change.works().stream()
                .map(work -> mayFreeze(work) ? work.asOf(event.at()) : work)
                .toList());
        boolean begins = event instanceof ChangeEvent.Inspected
                || event instanceof ChangeEvent.Waited waited && waited.alarm() instanceof Alarm.FreezeTurns;
        return begins && next.open() ? decision.with(next).and(waiting(next, event.at())) : decision.with(next);
    }

    private static List<Effect> waiting(Change change, Instant at) {
        Optional<Instant> turn = change.works().stream()
                .flatMap(work -> Freezes.turn(freezes(work), at).stream())
                .min(Comparator.naturalOrder())
                .filter(moment -> moment.isBefore(at.plus(FAR)));
        return turn.<List<Effect>>map(moment -> List.of(new Effect.Wait(new Alarm.FreezeTurns(), moment)))
                .orElse(List.of());
    }

    /** Nothing happens but that it is said. */
    static Decision turned(Change change) {
        return change.open()
                ? Decision.of(change, "a freeze began or ended")
                        .refreshing(change.works().stream()
                                .filter(Freezing::mayFreeze)
                                .toList())
                : Decision.ignored(change, "only open pull requests show what is frozen");
    }

    private static boolean mayFreeze(Work work) {
        return !freezes(work).isEmpty();
    }

    private static List<Freeze> freezes(Work work) {
        return work.environment().rules().freezes();
    }
}
