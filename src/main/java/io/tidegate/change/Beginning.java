package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Merged;
import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;

/** The chapter of what becomes of asking for an apply: begun, waiting for a lock, or refused with the gates that are closed. */
final class Beginning {
    private Beginning() {}

    /**
     * What came of asking: begun where every gate was open, waiting where only the lock was closed, and the reports of
     * the others.
     */
    record Begun(Decision decision, boolean someOpen, List<Work> queued, List<GateReport> closed) {
        /** The decision with an answer to the closed ones, if there are any. */
        Decision answering(Function<Begun, List<Effect>> answer) {
            return closed.isEmpty() ? decision : decision.and(answer.apply(this));
        }
    }

    /** What becomes of the locks of one command when not all of them are free. */
    enum Manner {
        /** It named its environments: all begin, or all wait. */
        TOGETHER,
        /** It named none: those begin that can; where none can, all wait. */
        WHAT_IS_READY,
        /** A merge: each goes its own way. */
        EACH
    }

    static Begun begin(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            List<Work> wanted,
            Attempt.Asked asked,
            Manner manner,
            ChangeEvent.EvidenceRead read) {
        Decision decision =
                Decision.of(change, "gates judged on " + read.evidence().id());
        List<GateReport> closed = new ArrayList<>();
        List<Work> ready = new ArrayList<>();
        Map<EnvironmentName, GateReport> reports = new HashMap<>();
        List<Work> locked = new ArrayList<>();
        for (Work known : wanted) {
            Work work = read.evidence().workspace(known.name()).map(known::with).orElse(known);
            GateReport report = Situations.asked(change, work, shared, read.evidence(), asked);
            reports.put(work.name(), report);
            if (report.allOpen() && !work.applyGoesOn()) {
                ready.add(work);
            } else if (onlyLocked(report) && !work.applyGoesOn()) {
                locked.add(work);
            } else {
                closed.add(report);
            }
        }
        boolean wait = !locked.isEmpty()
                && switch (manner) {
                    case TOGETHER -> true;
                    case WHAT_IS_READY -> ready.isEmpty();
                    case EACH -> true;
                };
        List<Work> begun = wait && manner == Manner.TOGETHER ? List.of() : ready;
        List<Work> waiting = new ArrayList<>(wait ? locked : List.of());
        if (wait && manner == Manner.TOGETHER) {
            waiting.addAll(ready);
        }
        for (Work work : begun) {
            decision = begin(decision, work, asked, Objects.requireNonNull(reports.get(work.name())), read);
        }
        Decision all = queue(decision, waiting, shared, asked, manner, read.at());
        return new Begun(begun.isEmpty() ? all.refreshing(List.of()) : all, !begun.isEmpty(), waiting, closed);
    }

    private static boolean onlyLocked(GateReport report) {
        return !report.allOpen()
                && report.closed().stream().allMatch(judged -> judged.gate().equals("lock"));
    }

    private static Decision begin(
            Decision decision, Work work, Attempt.Asked asked, GateReport report, ChangeEvent.EvidenceRead read) {
        Change change = decision.next();
        int number = work.attempt() == null ? 1 : work.attempt().number() + 1;
        boolean branch = change.merged() || work.restoring();
        String commit = branch ? read.evidence().tip() : revision(change).commit();
        List<Merged> together = read.evidence().merged(work.name());
        Attempt attempt = Attempt.begun(number, asked, commit, together, read.at());
        Work begun = work.with(attempt);
        return BreakingGlass.begun(decision.with(change.with(begun)), begun, attempt, report, read.at())
                .and(leftover(work))
                .and(new Effect.StartApply(work.name(), number))
                .tell(
                        work,
                        new EnvironmentEvent.ApplyBegan(
                                change.id(), who(asked), number, ids(change, together), read.at()))
                .refreshing(List.of(work));
    }

    private static List<ChangeId> ids(Change change, List<Merged> together) {
        List<ChangeId> ids = new ArrayList<>();
        together.forEach(one -> ids.add(new ChangeId(one.repository(), one.number())));
        if (change.merged()) {
            ids.add(change.id());
        }
        return ids;
    }

    private static Decision queue(
            Decision decision,
            List<Work> waiting,
            SortedMap<String, EnvironmentState> shared,
            Attempt.Asked asked,
            Manner manner,
            Instant at) {
        if (waiting.isEmpty()) {
            return decision;
        }
        Actor by = asked instanceof Attempt.Asked.ByCommand command ? command.by() : null;
        String id = asked instanceof Attempt.Asked.ByCommand command
                ? command.origin().key()
                : "merge";
        List<Work> seen = waiting.stream()
                .map(work -> decision.next().work(work.name()).orElse(work))
                .toList();
        Decision queued = decision;
        for (List<Work> one :
                manner == Manner.EACH ? seen.stream().map(List::of).toList() : List.of(seen)) {
            String ticket = manner == Manner.EACH ? id + "/" + one.getFirst().name() : id;
            queued = Queueing.queue(queued, one, shared, new Queueing.Place(ticket, who(asked), by == null, at));
        }
        List<EnvironmentName> names = seen.stream().map(Work::name).toList();
        return queued.and(new Effect.Reply(
                id + "-queued" + (by == null ? "-" + Commanding.names(names) : ""), new Answer.Queued(by, names)));
    }

    /** The run of an earlier attempt that could not be stopped then would keep this one waiting in the queue. */
    private static List<Effect> leftover(Work work) {
        Attempt last = work.attempt();
        if (last == null || last.run() == null) {
            return List.of();
        }
        boolean unconfirmed = last.step() instanceof Attempt.Step.Stopped
                || last.step() instanceof Attempt.Step.Failed failed && !failed.partly();
        return unconfirmed ? List.of(new Effect.StopRun(work.name(), last.run(), RunKind.REAL)) : List.of();
    }

    private static String who(Attempt.Asked asked) {
        return switch (asked) {
            case Attempt.Asked.ByCommand command -> command.by().login();
            case Attempt.Asked.ByMerge merge ->
                merge.by() == null ? "the merge" : merge.by().login();
        };
    }

    private static Revision revision(Change change) {
        return Objects.requireNonNull(change.revision(), "works exist only with a revision");
    }
}
