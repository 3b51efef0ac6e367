package io.tidegate.change;

import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.PullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

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
        PullRequest pull = event.pullRequest();
        String commit = pull.mergeCommit() == null ? pull.head() : pull.mergeCommit();
        Instant when = pull.mergedAt() == null ? event.at() : pull.mergedAt();
        Decision decision = Decision.of(known, "merged as " + commit);
        for (Work work : known.works()) {
            boolean left = work.applyGoesOn() || !work.passed() && applies(work);
            decision = decision.tell(work, new EnvironmentEvent.Landed(known.id(), commit, when, left, event.at()));
            if (!left) {
                decision = decision.tell(work, new EnvironmentEvent.Left(known.id(), "merged and applied", event.at()));
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
                // Whoever is being planned goes on when the plan is there.
                .filter(work -> !work.planningGoesOn())
                .toList();
        if (!change.merged() || next.isEmpty()) {
            return Decision.of(change, "no environment is to be applied by the merge now");
        }
        Instant when = pull.mergedAt() == null ? read.at() : pull.mergedAt();
        Attempt.Asked asked = new Attempt.Asked.ByMerge(pull.mergedBy(), when);
        Beginning.Begun begun = Beginning.begin(change, shared, next, asked, Beginning.Manner.EACH, read);
        Decision decision = begun.answering(all -> refused(all.decision().next(), all.closed(), read.at()));
        return decision.with(Freezing.heldBack(decision.next(), begun.closed()));
    }

    private static List<Effect> refused(Change change, List<GateReport> closed, Instant at) {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Reply(
                "merge/" + closed.stream().map(Merging::closed).reduce("", (a, b) -> a + "+" + b),
                new Answer.MergeRefused(closed)));
        closed.forEach(report -> effects.addAll(Freezing.untilThawed(change, report, at)));
        return effects;
    }

    /** The same gates of the same environment are said once; after a freeze there may be others. */
    private static String closed(GateReport report) {
        return report.environment()
                + report.closed().stream().map(judged -> "." + judged.gate()).collect(Collectors.joining());
    }

    /** After an apply: what comes next is planned again, and after the merge the lock is given up and the train goes on. */
    static Decision afterApply(Decision decision, Work work, Instant at) {
        Change change = decision.next();
        Decision promoted = promoted(decision, work);
        if (!change.merged()) {
            return promoted;
        }
        Decision released = promoted.tell(work, new EnvironmentEvent.Left(change.id(), "merged and applied", at));
        boolean waiting = change.works().stream().anyMatch(Merging::appliesByItself);
        return waiting ? released.and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge())) : released;
    }

    /** Plans made before what they come after was applied were provisional; the approvals stay where they cover the new ones. */
    private static Decision promoted(Decision decision, Work upstream) {
        Change change = decision.next();
        Decision promoted = decision;
        for (Work work : change.works()) {
            boolean next = work.environment().after().contains(upstream.name())
                    && work.planning() instanceof Planning.Planned
                    && !work.passed()
                    && !work.applyGoesOn()
                    && !(change.merged() && appliesByItself(work))
                    && Situations.waitsFor(change, work).isEmpty();
            if (next) {
                Work planned = Superseding.planned(promoted.next(), work, Holding.Wish.ASKED);
                promoted = promoted.with(promoted.next().with(planned))
                        .and(Superseding.start(planned))
                        .refreshing(List.of(planned));
            }
        }
        return promoted;
    }

    /** Another merged pull request was applied from a commit that holds this one too. */
    static Decision appliedTogether(Change change, ChangeEvent.AppliedTogether event) {
        Optional<Work> found = Queueing.at(change, event.workspace()).filter(work -> !work.applyGoesOn());
        if (found.isEmpty()) {
            return Decision.ignored(change, "that environment is none of this pull request's any more");
        }
        Work work = found.get().withApplied(true);
        Decision decision = Decision.of(
                        change.with(work), work.name() + " was applied with " + event.by() + " by " + event.run())
                .and(new Effect.Reply(
                        "together/" + event.run(),
                        new Answer.AppliedTogether(work.name(), event.by().number(), event.commit(), event.run())))
                .refreshing(change.works());
        return afterApply(decision, work, event.at());
    }

    private static boolean applies(Work work) {
        return work.environment().rules().apply() != ApplyMode.NEVER;
    }

    /**
     * On-merge, with something left to do, and neither tried by the merge before, nor held back by a freeze: then it is a
     * person's to ask for.
     */
    static boolean appliesByItself(Work work) {
        return work.environment().rules().apply() == ApplyMode.ON_MERGE
                && !work.passed()
                && !Freezing.waitsForAPerson(work)
                && !work.notes().tried()
                && (work.attempt() == null || !(work.attempt().asked() instanceof Attempt.Asked.ByMerge));
    }
}
