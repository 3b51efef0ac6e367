package io.tidegate.change;

import io.tidegate.change.EnvironmentState.Applying;
import io.tidegate.change.EnvironmentState.Hold;
import io.tidegate.change.EnvironmentState.Holder;
import io.tidegate.change.EnvironmentState.Last;
import io.tidegate.change.EnvironmentState.Merged;
import io.tidegate.change.EnvironmentState.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an event does to an environment that pull requests share: one holder, one apply at a time, a fair queue. Whoever
 * waits longest blocks those who came later, even while it cannot go on itself: so nobody is overtaken for ever.
 */
public final class EnvironmentDecider {
    /** More open pull requests of one environment than are told when its lock moves; the rest see it when they are shown next. */
    static final int MOST_WATCHERS = 100;

    private EnvironmentDecider() {}

    /** Total: an event that does not fit the state leaves it as it is. */
    public static EnvironmentDecision decide(EnvironmentState state, EnvironmentEvent event) {
        List<EnvironmentDecision.Notice> notices = new ArrayList<>();
        EnvironmentState next = switch (event) {
            case EnvironmentEvent.Watched e -> watched(state, e.change());
            case EnvironmentEvent.ApplyBegan e -> begin(state, e);
            case EnvironmentEvent.ApplyEnded e -> end(state, e, notices);
            case EnvironmentEvent.Reserved e -> reserve(state, e);
            case EnvironmentEvent.Queued e -> queue(expire(state, e.at(), notices), e.ticket());
            case EnvironmentEvent.TurnTaken e -> take(state, e);
            case EnvironmentEvent.Dequeued e ->
                without(state, ticket -> ticket.change().equals(e.change()));
            case EnvironmentEvent.Released e -> release(state, e.change());
            case EnvironmentEvent.TakenAway e -> takeAway(state, e, notices);
            case EnvironmentEvent.Seized e -> seize(state, e, notices);
            case EnvironmentEvent.Expired e -> expired(state, e, notices);
            case EnvironmentEvent.Landed e -> landed(state, e);
            case EnvironmentEvent.Left e -> leave(state, e.change());
        };
        if (next.idle() && !next.queue().isEmpty() && changed(state, next)) {
            notices.add(new EnvironmentDecision.Notice(
                    next.queue().getFirst().change(), new ChangeEvent.TurnCame(next.workspace(), event.at())));
        }
        if (changed(state, next)) {
            next.watchers().stream()
                    .filter(watcher -> !watcher.equals(event.change()))
                    .map(watcher -> new EnvironmentDecision.Notice(
                            watcher, new ChangeEvent.LockMoved(next.workspace(), event.at())))
                    .forEach(notices::add);
        }
        return new EnvironmentDecision(next, notices);
    }

    /** Whether those who only look at it see anything else. */
    private static boolean changed(EnvironmentState before, EnvironmentState after) {
        return !before.withWatchers(List.of()).equals(after.withWatchers(List.of()));
    }

    private static EnvironmentState watched(EnvironmentState state, ChangeId change) {
        if (state.watchers().contains(change)) {
            return state;
        }
        List<ChangeId> watchers = new ArrayList<>(state.watchers());
        watchers.add(change);
        return state.withWatchers(watchers.subList(Math.max(0, watchers.size() - MOST_WATCHERS), watchers.size()));
    }

    private static EnvironmentState begin(EnvironmentState state, EnvironmentEvent.ApplyBegan event) {
        ChangeId change = event.change();
        if (!state.isFor(change) || state.applying() != null) {
            return state;
        }
        Holder known = state.holder();
        Holder holder = known == null
                ? new Holder(change, event.by(), event.at(), Hold.APPLY, state.grants() + 1, null, null)
                : new Holder(
                        known.change(), known.by(), known.since(), Hold.APPLY, known.grant(), known.reason(), null);
        return without(state, ticket -> ticket.change().equals(change))
                .with(holder)
                .with(new Applying(change, event.attempt(), event.together()));
    }

    private static EnvironmentState end(
            EnvironmentState state, EnvironmentEvent.ApplyEnded event, List<EnvironmentDecision.Notice> notices) {
        Applying applying = state.applying();
        boolean ours =
                applying != null && applying.change().equals(event.change()) && applying.attempt() == event.attempt();
        EnvironmentState next = ours ? state.with((Applying) null) : state;
        if (!event.applied()) {
            return next;
        }
        List<ChangeId> together = applying == null || !ours ? List.of() : applying.together();
        next = next.with(new Last(
                        event.change(),
                        event.commit(),
                        event.inputs(),
                        event.run(),
                        next.inRollout(event.change()) ? event.commit() : null,
                        event.at()))
                .withRollout(next.rollout().stream()
                        .filter(merged -> !together.contains(merged.change()))
                        .toList());
        for (ChangeId other : together) {
            if (!other.equals(event.change())) {
                notices.add(new EnvironmentDecision.Notice(
                        other,
                        new ChangeEvent.AppliedTogether(
                                next.workspace(), event.change(), event.commit(), event.run(), event.at())));
                next = leave(next, other);
            }
        }
        return next;
    }

    private static EnvironmentState reserve(EnvironmentState state, EnvironmentEvent.Reserved event) {
        if (!state.isFor(event.change()) || state.applying() != null) {
            return state;
        }
        Holder known = state.holder();
        boolean own = known != null && known.hold() == Hold.APPLY;
        // What an apply has taken does not end by itself: it may hold unmerged changes.
        return own
                ? state
                : without(state, ticket -> ticket.change().equals(event.change()))
                        .with(new Holder(
                                event.change(),
                                event.by(),
                                event.at(),
                                Hold.LOCK,
                                state.grants() + 1,
                                event.reason(),
                                event.until()));
    }

    private static EnvironmentState queue(EnvironmentState state, Ticket ticket) {
        if (state.queue().stream().anyMatch(ticket::is)) {
            return state;
        }
        List<Ticket> queue = new ArrayList<>(state.queue());
        queue.add(ticket);
        return state.withQueue(queue);
    }

    private static EnvironmentState take(EnvironmentState state, EnvironmentEvent.TurnTaken event) {
        boolean first = !state.queue().isEmpty() && state.queue().getFirst().is(event.ticket());
        if (!state.idle() || !first) {
            return state;
        }
        Ticket ticket = event.ticket();
        return without(state, ticket::is)
                .with(new Holder(
                        ticket.change(), ticket.by(), event.at(), Hold.TURN, state.grants() + 1, null, event.until()));
    }

    private static EnvironmentState release(EnvironmentState state, ChangeId change) {
        EnvironmentState left = without(state, ticket -> ticket.change().equals(change));
        Holder holder = left.holder();
        return holder != null && holder.change().equals(change) && left.applying() == null
                ? left.with((Holder) null)
                : left;
    }

    private static EnvironmentState takeAway(
            EnvironmentState state, EnvironmentEvent.TakenAway event, List<EnvironmentDecision.Notice> notices) {
        Holder holder = state.holder();
        if (holder == null || !holder.change().equals(event.holder()) || state.applying() != null) {
            return state;
        }
        notices.add(new EnvironmentDecision.Notice(
                event.holder(), new ChangeEvent.LockLost(state.workspace(), event.why(), event.at())));
        return state.with((Holder) null);
    }

    private static EnvironmentState seize(
            EnvironmentState state, EnvironmentEvent.Seized event, List<EnvironmentDecision.Notice> notices) {
        if (state.isFor(event.change()) || state.applying() != null) {
            return state;
        }
        if (state.holder() != null) {
            notices.add(new EnvironmentDecision.Notice(
                    state.holder().change(), new ChangeEvent.LockLost(state.workspace(), event.why(), event.at())));
        }
        return state.with(
                new Holder(event.change(), event.by(), event.at(), Hold.LOCK, state.grants() + 1, event.why(), null));
    }

    /** A turn that nobody waits behind stays where it is; a lock for a time ends with it. */
    private static EnvironmentState expired(
            EnvironmentState state, EnvironmentEvent.Expired event, List<EnvironmentDecision.Notice> notices) {
        Holder holder = state.holder();
        boolean meant = holder != null && holder.grant() == event.grant() && holder.over(event.at());
        boolean kept =
                holder != null && holder.hold() == Hold.TURN && state.queue().isEmpty();
        return meant && !kept ? expire(state, event.at(), notices) : state;
    }

    private static EnvironmentState expire(
            EnvironmentState state, Instant at, List<EnvironmentDecision.Notice> notices) {
        Holder holder = state.holder();
        if (holder == null || !holder.over(at) || state.applying() != null) {
            return state;
        }
        String why = holder.hold() == Hold.TURN
                ? "its turn was not used, and somebody else waits"
                : "the time for which " + holder.by() + " locked it is over";
        notices.add(
                new EnvironmentDecision.Notice(holder.change(), new ChangeEvent.LockLost(state.workspace(), why, at)));
        return state.with((Holder) null);
    }

    private static EnvironmentState landed(EnvironmentState state, EnvironmentEvent.Landed event) {
        Last last = state.last();
        EnvironmentState next = last != null && last.change().equals(event.change()) && last.landed() == null
                ? state.with(
                        new Last(last.change(), last.commit(), last.inputs(), last.run(), event.commit(), last.at()))
                : state;
        if (!event.left() || next.inRollout(event.change())) {
            return next;
        }
        List<Merged> rollout = new ArrayList<>(next.rollout());
        rollout.add(new Merged(event.change(), event.commit(), event.when()));
        rollout.sort(Comparator.comparing(Merged::at)
                .thenComparing(merged -> merged.change().number()));
        return next.withRollout(rollout);
    }

    private static EnvironmentState leave(EnvironmentState state, ChangeId change) {
        EnvironmentState left = release(state, change);
        return left.withRollout(left.rollout().stream()
                        .filter(merged -> !merged.change().equals(change))
                        .toList())
                .withWatchers(left.watchers().stream()
                        .filter(watcher -> !watcher.equals(change))
                        .toList());
    }

    private static EnvironmentState without(EnvironmentState state, Predicate<Ticket> which) {
        return state.withQueue(state.queue().stream().filter(which.negate()).toList());
    }
}
