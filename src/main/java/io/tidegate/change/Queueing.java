package io.tidegate.change;

import io.tidegate.change.EnvironmentState.Ticket;
import io.tidegate.environment.EnvironmentName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The chapter of locks that are waited for: a place in the queue, the turn that comes, and the turn that passes on. */
final class Queueing {
    /** How long a turn waits for its {@code /apply} while others wait behind it. */
    static final Duration TURN = Duration.ofHours(2);

    private Queueing() {}

    /** Takes a place in the queue of all of these, for one command. */
    static Decision queue(
            Decision decision, List<Work> works, SortedMap<String, EnvironmentState> shared, Place place) {
        SortedSet<String> workspaces = new TreeSet<>();
        for (Work work : works) {
            state(work, shared)
                    .filter(state -> state.place(decision.next().id()).isEmpty())
                    // What it holds already it need not wait for.
                    .filter(state -> state.holder() == null
                            || !state.holder().change().equals(decision.next().id()))
                    .ifPresent(state -> workspaces.add(state.workspace()));
        }
        Ticket ticket =
                new Ticket(decision.next().id(), place.id(), place.by(), workspaces, place.byMerge(), place.at());
        Decision queued = decision;
        for (Work work : works) {
            if (work.workspace() != null && workspaces.contains(work.workspace().id())) {
                queued = queued.tell(work, new EnvironmentEvent.Queued(ticket, place.at()));
            }
        }
        return queued.refreshing(works);
    }

    /** @param id of the command @param by the login of who asks */
    record Place(String id, String by, boolean byMerge, Instant at) {}

    static Decision moved(Change change, ChangeEvent.LockMoved event) {
        return at(change, event.workspace())
                .map(work -> Decision.of(change, "the lock of " + work.name() + " moved")
                        .refreshing(List.of(work)))
                .orElse(Decision.ignored(change, "that environment is none of this pull request's any more"));
    }

    /** Takes the turn if it has come on everything that its command waits for: all of them, or none yet. */
    static Decision turnCame(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent.TurnCame event) {
        EnvironmentState free = shared.get(event.workspace());
        if (free == null
                || free.queue().isEmpty()
                || !free.queue().getFirst().change().equals(change.id())) {
            return Decision.ignored(change, "it is not this pull request's turn any more");
        }
        Ticket ticket = free.queue().getFirst();
        List<Work> works = change.works().stream()
                .filter(work -> state(work, shared)
                        .filter(state -> state.queue().stream().anyMatch(ticket::is))
                        .isPresent())
                .toList();
        List<Work> waiting = works.stream()
                .filter(work -> state(work, shared)
                        .filter(state ->
                                state.idle() && state.queue().getFirst().is(ticket))
                        .isEmpty())
                .toList();
        if (!waiting.isEmpty()) {
            return Decision.of(change, "its turn came, but " + names(waiting) + " is not free yet");
        }
        return take(change, shared, ticket, works, event.at());
    }

    private static Decision take(
            Change change, SortedMap<String, EnvironmentState> shared, Ticket ticket, List<Work> works, Instant at) {
        Instant until = at.plus(TURN);
        Decision decision = Decision.of(change, "the turn of " + names(works) + " came");
        Change next = change;
        for (Work work : works) {
            EnvironmentState state = state(work, shared).orElseThrow();
            decision = decision.tell(work, new EnvironmentEvent.TurnTaken(ticket, until, at))
                    .and(new Effect.Wait(new Alarm.LockEnds(state.workspace(), state.grants() + 1), until));
            if (!ticket.byMerge() && !work.applyGoesOn()) {
                Work planned = Superseding.planned(change, work, Holding.Wish.ASKED);
                decision = Superseding.stopPlanning(decision, work).and(Superseding.start(planned));
                next = next.with(planned);
            }
        }
        decision = decision.with(next).refreshing(works);
        if (ticket.byMerge()) {
            return decision.and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()));
        }
        // Whoever had it before may have been merged: reading again brings the tree up to date.
        List<EnvironmentName> names = works.stream().map(Work::name).toList();
        return decision.and(new Effect.Inspect())
                .and(new Effect.Reply(
                        "turn/" + ticket.id() + "/" + at.toEpochMilli(), new Answer.Turn(names, ticket.by())));
    }

    static Decision lost(Change change, ChangeEvent.LockLost event) {
        Optional<Work> found = at(change, event.workspace());
        if (found.isEmpty()) {
            return Decision.ignored(change, "that environment is none of this pull request's any more");
        }
        Work work = found.get();
        return Decision.of(change, "the lock of " + work.name() + " is gone: " + event.why())
                .and(new Effect.Reply(
                        "lost/" + work.name() + "/" + event.at().toEpochMilli(),
                        new Answer.LockLost(work.name(), event.why())))
                .refreshing(List.of(work));
    }

    static Decision waited(Change change, ChangeEvent.Waited event) {
        return switch (event.alarm()) {
            case Alarm.LockEnds ends ->
                at(change, ends.workspace())
                        .map(work -> Decision.of(change, "the time of a lock of " + work.name() + " is over")
                                .tell(work, new EnvironmentEvent.Expired(change.id(), ends.grant(), event.at())))
                        .orElse(Decision.ignored(change, "that environment is none of this pull request's any more"));
            case Alarm.FreezeEnds ends -> Freezing.thawed(change, ends, event.at());
            case Alarm.FreezeTurns turns -> Freezing.turned(change);
        };
    }

    /** What this pull request does to the environment of this workspace. */
    static Optional<Work> at(Change change, String workspace) {
        return change.works().stream()
                .filter(work ->
                        work.workspace() != null && work.workspace().id().equals(workspace))
                .findFirst();
    }

    static Optional<EnvironmentState> state(Work work, SortedMap<String, EnvironmentState> shared) {
        return work.workspace() == null
                ? Optional.empty()
                : Optional.ofNullable(shared.get(work.workspace().id()));
    }

    /** Those among them that wait for their turn here. */
    static List<Work> waiting(Change change, List<Work> works, SortedMap<String, EnvironmentState> shared) {
        List<Work> waiting = new ArrayList<>();
        for (Work work : works) {
            state(work, shared)
                    .filter(state -> state.place(change.id()).isPresent())
                    .ifPresent(state -> waiting.add(work));
        }
        return waiting;
    }

    private static String names(List<Work> works) {
        return Commanding.names(works.stream().map(Work::name).toList());
    }
}
