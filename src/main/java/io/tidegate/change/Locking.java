package io.tidegate.change;

import io.tidegate.command.Command;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The chapter of locks that people take, give up, or take away. */
final class Locking {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Locking() {}

    /** Takes the lock without applying anything, if nobody holds it or waits for it. */
    static Decision reserve(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            Command.Lock lock,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        if (chosen.isEmpty()) {
            return Commanding.said(change, command, "this pull request affects no environment. Nothing was locked.");
        }
        Work work = chosen.getFirst();
        EnvironmentState state = state(work, shared);
        if (state == null) {
            return Commanding.said(
                    change, command, work.name() + " has no workspace yet: it is locked once it was planned.");
        }
        if (!change.open() && !change.merged()) {
            return Commanding.said(change, command, "this pull request is closed. Nothing was locked.");
        }
        EnvironmentState.Holder holder = state.holder();
        if (!state.isFor(change.id()) || state.applying() != null) {
            return Commanding.said(
                    change,
                    command,
                    work.name() + " was not locked: " + inTheWay(change, state) + ". `/apply " + work.name()
                            + "` takes a place in its queue.");
        }
        if (holder != null && holder.hold() == EnvironmentState.Hold.APPLY) {
            return Commanding.said(
                    change,
                    command,
                    "this pull request holds " + work.name() + " already, until it is merged and applied.");
        }
        Instant until = lock.lasting() == null ? null : read.at().plus(lock.lasting());
        Decision decision = Decision.of(
                        change, work.name() + " locked by " + command.by().login())
                .tell(
                        work,
                        new EnvironmentEvent.Reserved(
                                change.id(), command.by().login(), lock.reason(), until, read.at()))
                .and(Commanding.reply(
                        command,
                        new Answer.Said(
                                command.by(),
                                "locked " + work.name() + " for this pull request"
                                        + (until == null ? "" : " until " + TIME.format(until)) + ": “"
                                        + lock.reason() + "”. `/unlock " + work.name() + "` gives it up.")))
                .refreshing(List.of(work));
        return until == null
                ? decision
                : decision.and(new Effect.Wait(new Alarm.LockEnds(state.workspace(), state.grants() + 1), until));
    }

    private static String inTheWay(Change change, EnvironmentState state) {
        EnvironmentState.Holder holder = state.holder();
        if (state.applying() != null) {
            return "an apply is going on there";
        }
        return holder == null
                ? "#" + state.queue().getFirst().change().number() + " waits longer for it"
                : holder(change, holder) + " (" + holder.by() + ") holds it";
    }

    /** Gives up the pull request's own locks. */
    static Decision own(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        List<Work> held =
                chosen.stream().filter(work -> holds(change, work, shared)).toList();
        List<Work> busy = held.stream().filter(Work::applyGoesOn).toList();
        if (!busy.isEmpty()) {
            return Commanding.said(
                    change,
                    command,
                    Commanding.names(busy.stream().map(Work::name).toList())
                            + " is being applied: nothing was unlocked. An apply in progress is not interrupted.");
        }
        if (held.isEmpty()) {
            return Commanding.said(change, command, "this pull request holds no lock. Nothing was done.");
        }
        Decision decision = Decision.of(change, "unlocked by " + command.by().login());
        for (Work work : held) {
            decision = decision.tell(
                    work,
                    new EnvironmentEvent.Released(
                            change.id(), "unlocked by " + command.by().login(), read.at()));
        }
        String names = Commanding.names(held.stream().map(Work::name).toList());
        boolean left = !change.merged()
                && held.stream().anyMatch(work -> underAnApply(Objects.requireNonNull(state(work, shared))));
        String answer = "unlocked " + names + "." + (left ? leftBehind("this pull request") : "");
        return decision.and(Commanding.reply(command, new Answer.Said(command.by(), answer)))
                .refreshing(List.of());
    }

    /** A merged one is on its branch. */
    private static boolean underAnApply(EnvironmentState state) {
        EnvironmentState.Holder holder = state.holder();
        return holder != null && holder.hold() == EnvironmentState.Hold.APPLY && !state.inRollout(holder.change());
    }

    private static String leftBehind(String who) {
        return " What " + who + " applied there, if anything, is on no branch yet: whoever applies next undoes it.";
    }

    /** Takes an idle lock away from another pull request, which is named so that nobody takes another one than they mean. */
    static Decision from(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            Command.Unlock.From from,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        if (chosen.isEmpty()) {
            return Commanding.said(change, command, "this pull request affects no environment. Nothing was unlocked.");
        }
        Work work = chosen.getFirst();
        EnvironmentState state = state(work, shared);
        EnvironmentState.Holder holder = state == null ? null : state.holder();
        if (state == null || holder == null) {
            return Commanding.said(change, command, "nobody holds " + work.name() + ". Nothing was unlocked.");
        }
        boolean meant = holder.change().repository() == change.id().repository()
                && holder.change().number() == from.pullRequest();
        if (!meant) {
            return Commanding.said(
                    change,
                    command,
                    work.name() + " is not held by #" + from.pullRequest() + ": " + holder(change, holder)
                            + " holds it. Nothing was unlocked.");
        }
        if (state.applying() != null) {
            return Commanding.said(
                    change,
                    command,
                    "#" + from.pullRequest() + " is applying " + work.name()
                            + ": nothing was unlocked. An apply in progress is not interrupted by taking its lock.");
        }
        String why = command.by().login() + " took the lock of " + work.name() + " from #" + from.pullRequest() + ": "
                + from.reason();
        return Decision.of(change, why)
                .tell(work, new EnvironmentEvent.TakenAway(change.id(), holder.change(), why, read.at()))
                .and(Commanding.reply(
                        command,
                        new Answer.Said(
                                command.by(),
                                "took the lock of " + work.name() + " from #" + from.pullRequest() + ", which "
                                        + holder.by() + " had taken; #" + from.pullRequest()
                                        + " is told why: “" + from.reason() + "”."
                                        + (underAnApply(state) ? leftBehind("#" + from.pullRequest()) : ""))))
                .refreshing(List.of(work));
    }

    private static String holder(Change change, EnvironmentState.Holder holder) {
        return holder.change().repository() == change.id().repository()
                ? "#" + holder.change().number()
                : "a pull request of another repository";
    }

    private static boolean holds(Change change, Work work, SortedMap<String, EnvironmentState> shared) {
        EnvironmentState state = state(work, shared);
        return state != null && state.holder() != null && !state.heldByOther(change.id());
    }

    private static @Nullable EnvironmentState state(Work work, SortedMap<String, EnvironmentState> shared) {
        return work.workspace() == null ? null : shared.get(work.workspace().id());
    }
}
