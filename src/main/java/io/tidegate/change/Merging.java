package io.tidegate.change;

import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.PullRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** The chapter after the merge: the unit is now the branch, and on-merge environments apply in promotion order. */
final class Merging {
    private Merging() {}

    static Decision merged(Change before, Change known, ChangeEvent.Inspected event) {
        if (known.revision() == null) {
            return Decision.of(known, "merged before Tidegate saw it: nothing of it was planned");
        }
        if (before.merged()) {
            return Decision.of(known, "already known to be merged");
        }
        Decision decision =
                Decision.of(known, "merged as " + event.pullRequest().mergeCommit());
        for (Work work : known.works()) {
            if (work.passed() && !work.applyGoesOn()) {
                decision = decision.tell(
                        work, new EnvironmentEvent.Released(known.id(), "merged and applied", event.at()));
            }
        }
        boolean waiting = known.works().stream().anyMatch(Merging::appliesByItself);
        return (waiting ? decision.and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge())) : decision)
                .refreshing(known.works());
    }

    /** Applies the next on-merge environments whose upstreams have passed and whose gates are open. */
    static Decision decide(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent.EvidenceRead read) {
        PullRequest pull = Objects.requireNonNull(change.pullRequest());
        List<Work> next = change.works().stream()
                .filter(Merging::appliesByItself)
                .filter(work -> Situations.waitsFor(change, work).isEmpty())
                .toList();
        if (!change.merged() || next.isEmpty()) {
            return Decision.of(change, "no environment is to be applied by the merge now");
        }
        Instant when = pull.mergedAt() == null ? read.at() : pull.mergedAt();
        Attempt.Asked asked = new Attempt.Asked.ByMerge(pull.mergedBy(), when);
        return Applying.begin(change, shared, next, asked, read)
                .answering(begun -> List.of(new Effect.Reply(
                        "merge/"
                                + begun.closed().stream()
                                        .map(report -> report.environment().text())
                                        .reduce("", (a, b) -> a + "+" + b),
                        new Answer.MergeRefused(begun.closed()))));
    }

    /** After an apply of a merged pull request: its lock is given up, and the train goes on. */
    static Decision afterApply(Decision decision, Work work, Instant at) {
        Change change = decision.next();
        if (!change.merged()) {
            return decision;
        }
        Decision released = decision.tell(work, new EnvironmentEvent.Released(change.id(), "merged and applied", at));
        boolean waiting = change.works().stream().anyMatch(Merging::appliesByItself);
        return waiting ? released.and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge())) : released;
    }

    /** On-merge, with something left to do, and neither going on nor tried and stopped: a retry is a person's to ask for. */
    private static boolean appliesByItself(Work work) {
        return work.environment().rules().apply() == ApplyMode.ON_MERGE
                && !work.passed()
                && (work.attempt() == null || !(work.attempt().asked() instanceof Attempt.Asked.ByMerge));
    }
}
