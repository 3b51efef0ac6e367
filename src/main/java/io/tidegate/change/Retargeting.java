package io.tidegate.change;

import io.tidegate.gate.PullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The chapter of a pull request that goes into another branch now: what was planned, shown and approved was about the
 * branch that it has left, so it starts from nothing. Only an apply that goes on goes on.
 */
final class Retargeting {
    private static final String BASE = "the change of its base";

    private Retargeting() {}

    /** Whether GitHub shows another base than the one that is known. */
    static boolean done(Change change, PullRequest now) {
        PullRequest known = change.pullRequest();
        return known != null && !known.baseRef().equals(now.baseRef());
    }

    static Decision left(Change change, PullRequest now, Instant at) {
        PullRequest known = Objects.requireNonNull(change.pullRequest());
        Decision decision = Decision.of(change, "it goes into " + now.baseRef() + " now, not into " + known.baseRef());
        List<Work> works = new ArrayList<>();
        for (Work work : change.works()) {
            Work next = work;
            Attempt attempt = work.attempt();
            boolean going = attempt != null && attempt.committed();
            if (attempt != null && !attempt.over() && !going) {
                decision = Superseding.withdrawn(
                        decision, change, work, attempt, "the pull request goes into another branch now", at);
                next = next.with(attempt.at(new Attempt.Step.Stopped("the pull request goes into another branch now")));
            }
            decision = Superseding.stopPlanning(decision, work);
            if (!work.touched() && !going) {
                decision = decision.tell(
                        work, new EnvironmentEvent.Left(change.id(), "it goes into another branch now", at));
            }
            works.add(next.afresh(BASE));
        }
        return decision.with(change.with(known.into(now.baseRef())).withWorks(works));
    }

    /** Merged right after it: what that branch has no part in is not for the merge to apply. */
    static Change selected(Change known, ChangeEvent.Inspected event) {
        return known.withWorks(known.works().stream()
                .filter(work -> work.applied()
                        || work.applyGoesOn()
                        || !(work.planning() instanceof Planning.Cancelled ended
                                && ended.by().equals(BASE))
                        || event.selection().affected().stream()
                                .anyMatch(one -> one.environment().name().equals(work.name())))
                .toList());
    }

    /** What was left behind, and then what follows from what it is now. */
    static Decision then(Decision left, Decision now) {
        List<Effect> effects = new ArrayList<>(left.effects());
        effects.addAll(now.effects());
        List<Decision.Message> messages = new ArrayList<>(left.messages());
        messages.addAll(now.messages());
        return new Decision(now.next(), effects, messages, left.because() + "; " + now.because());
    }
}
