package io.tidegate.change;

import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Freezes;
import io.tidegate.environment.Rules;
import io.tidegate.gate.GateReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The chapter of freezes. They are shown as of the last event, and once more whenever one begins or ends; what one holds back
 * after a merge is not started by the clock.
 */
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

    /** Where a freeze keeps the merge from applying, its end is waited for. */
    static List<Effect> untilThawed(Change change, GateReport report, Instant at) {
        return change.work(report.environment())
                .filter(work -> frozen(report) && change.merged())
                .flatMap(work -> Freeze.end(work.environment().rules().freezes(), at))
                .<List<Effect>>map(until -> List.of(new Effect.Wait(new Alarm.FreezeEnds(report.environment()), until)))
                .orElse(List.of());
    }

    /** The clock starts nothing, unless the configuration says so: it is planned again and waits for a person. */
    static Decision thawed(Change change, Alarm.FreezeEnds alarm, Instant at) {
        Optional<Work> held = change.work(alarm.environment())
                .filter(work -> change.merged() && !work.passed() && !work.applyGoesOn());
        if (held.isEmpty()) {
            return Decision.ignored(change, "nothing of " + alarm.environment() + " waits for the end of its freeze");
        }
        Rules rules = held.get().environment().rules();
        Optional<Instant> next = Freeze.end(rules.freezes(), at);
        if (next.isPresent()) {
            return Decision.of(change, "another freeze of " + alarm.environment() + " goes on")
                    .and(new Effect.Wait(alarm, next.get()));
        }
        if (rules.afterFreeze() == AfterFreeze.RESUME && Merging.appliesByItself(held.get())) {
            return Decision.of(change, "the freeze of " + alarm.environment() + " is over: the merge goes on")
                    .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()))
                    .refreshing(List.of(held.get()));
        }
        Work work = held.get();
        Work planned = Superseding.planned(change, work, Holding.Wish.ASKED);
        return Superseding.stopPlanning(
                        Decision.of(change.with(planned), "the freeze of " + work.name() + " is over"), work)
                .and(Superseding.start(planned))
                .and(new Effect.Reply(
                        "thawed/" + work.name() + "/" + at.toEpochMilli(), new Answer.Thawed(work.name())))
                .refreshing(List.of(planned));
    }

    private static boolean frozen(GateReport report) {
        return report.closed().stream().anyMatch(judged -> judged.gate().equals("freeze"));
    }

    /** Remembers what the merge would have applied, had it not been frozen. */
    static Change heldBack(Change change, List<GateReport> closed) {
        Change next = change;
        for (GateReport report : closed) {
            if (frozen(report)) {
                next = next.work(report.environment())
                        .map(Work::heldBack)
                        .map(next::with)
                        .orElse(next);
            }
        }
        return next;
    }

    /** Whatever else goes on with the merge later, this does not. */
    static boolean waitsForAPerson(Work work) {
        return work.notes().heldBack() && work.environment().rules().afterFreeze() == AfterFreeze.WAIT;
    }

    private static boolean mayFreeze(Work work) {
        return !freezes(work).isEmpty();
    }

    private static List<Freeze> freezes(Work work) {
        return work.environment().rules().freezes();
    }
}
