package io.tidegate.change;

import io.tidegate.gate.Evidence;
import io.tidegate.gate.PullRequest;
import java.util.SortedMap;

/** What follows from an event for a pull request: pure, total, throws nothing. Each kind of event has its chapter. */
public final class ChangeDecider {
    private ChangeDecider() {}

    /**
     * @param shared the environments that this pull request shares with others, by workspace id, as they are in the same
     *     transaction; absent means free
     */
    public static Decision decide(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent event) {
        Decision decision = Landings.following(Grouping.following(follows(change, shared, event), event));
        return Freezing.asOf(decision, event);
    }

    private static Decision follows(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Touched e -> Superseding.touched(change, e);
            case ChangeEvent.Inspected e -> Superseding.inspected(change, shared, e);
            case ChangeEvent.CommandGiven e -> Commanding.given(change, e);
            case ChangeEvent.Misspoken e -> Commanding.misspoken(change, e);
            case ChangeEvent.CommentDeleted e -> Reviewing.commentDeleted(change, e);
            case ChangeEvent.Reviewed e -> Reviewing.reviewed(change, e);
            case ChangeEvent.EvidenceRead e -> evidence(change, shared, e);
            case ChangeEvent.PlanStarted e -> PlanningRuns.started(change, e);
            case ChangeEvent.PlanRefused e -> PlanningRuns.refused(change, e);
            case ChangeEvent.PlanRead e -> PlanningRuns.read(change, shared, e);
            case ChangeEvent.PlanFailed e -> PlanningRuns.failed(change, e);
            case ChangeEvent.RunDelayed e -> Delaying.delayed(change, e);
            case ChangeEvent.RunMoved e -> Moving.moved(change, e);
            case ChangeEvent.ApplyStarted e -> Applying.started(change, e);
            case ChangeEvent.ApplyRefused e -> Applying.refused(change, e);
            case ChangeEvent.RealPlanRead e -> Comparing.planRead(change, e);
            case ChangeEvent.ConfirmAnswered e -> Confirming.answered(change, e);
            case ChangeEvent.SummaryShown e -> Reviewing.shown(change, e);
            case ChangeEvent.GaveUp e -> GivingUp.gaveUp(change, e);
            case ChangeEvent.LockMoved e -> Queueing.moved(change, e);
            case ChangeEvent.TurnCame e -> Queueing.turnCame(change, shared, e);
            case ChangeEvent.LockLost e -> Queueing.lost(change, e);
            case ChangeEvent.AppliedTogether e -> Merging.appliedTogether(change, e);
            case ChangeEvent.Waited e -> Queueing.waited(change, e);
            case ChangeEvent.Grouped e -> Grouping.grouped(change, e);
            case ChangeEvent.Ungrouped e -> Grouping.ungrouped(change, e);
            case ChangeEvent.GroupRead e -> Grouping.read(change, e);
            case ChangeEvent.TrialStarted e -> Grouping.started(change, e);
            case ChangeEvent.TrialPlanned e -> Grouping.planned(change, e);
            case ChangeEvent.TrialFailed e -> Grouping.failed(change, e);
            case ChangeEvent.MergeAsked e -> Landings.asked(change, e);
            case ChangeEvent.Returned e -> Superseding.returned(change, e);
        };
    }

    private static Decision evidence(
            Change known, SortedMap<String, EnvironmentState> shared, ChangeEvent.EvidenceRead read) {
        Change change = Delaying.overtaken(Reviewing.withEvidence(known, read.evidence()), read.evidence());
        Decision decision = switch (read.purpose()) {
            case ChangeEvent.Purpose.ForCommand p -> Commanding.decide(change, shared, p, read);
            case ChangeEvent.Purpose.ForMerge p -> Merging.decide(change, shared, read);
            case ChangeEvent.Purpose.ForConfirm p -> Comparing.confirm(change, shared, p, read);
            case ChangeEvent.Purpose.ForReviews p ->
                change.equals(known)
                        ? Decision.ignored(change, "nothing about the reviews is new")
                        : Decision.of(change, "reviews were read").refreshing(Reviewing.judged(change));
        };
        // Whatever it was read for, it may tell of approvals that are shown otherwise, or of what no webhook told.
        Decision shown = change.approvals().equals(known.approvals())
                ? decision
                : decision.refreshing(Reviewing.judged(decision.next()));
        return elsewhere(known, read.evidence()) ? shown.and(new Effect.Inspect()) : shown;
    }

    private static boolean elsewhere(Change known, Evidence evidence) {
        PullRequest before = known.pullRequest();
        PullRequest now = evidence.pullRequest();
        return before != null
                && !(before.head().equals(now.head())
                        && before.life() == now.life()
                        && before.baseRef().equals(now.baseRef()));
    }
}
