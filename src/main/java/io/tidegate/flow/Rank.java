package io.tidegate.flow;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeEvent.Purpose;
import io.tidegate.change.Effect;
import io.tidegate.run.RunKind;
import java.util.List;
import java.util.Set;

/** Who waits for something: what a person waits for goes before what a machine does by itself. */
public enum Rank {
    PEOPLE,
    MACHINES;

    /** For whom the present thread works; nobody's is a machine's. */
    public static final ScopedValue<Rank> CURRENT = ScopedValue.newInstance();

    /** Webhooks of GitHub that are a person's word to Tidegate. */
    private static final Set<String> SPOKEN = Set.of("issue_comment", "pull_request_review", "check_run");

    public static Rank current() {
        return CURRENT.orElse(MACHINES);
    }

    /** Of what arrived, by the name of its event: it is not read yet. */
    public static Rank of(String kind) {
        return SPOKEN.contains(kind) ? PEOPLE : MACHINES;
    }

    public static Rank of(List<ChangeEvent> events) {
        return events.stream().anyMatch(event -> of(event) == PEOPLE) ? PEOPLE : MACHINES;
    }

    public static Rank of(Effect effect) {
        return switch (effect) {
            case Effect.Inspect e -> MACHINES;
            case Effect.StartPlan e -> MACHINES;
            case Effect.FollowRun e -> e.kind() == RunKind.REAL ? PEOPLE : MACHINES;
            case Effect.StopRun e -> PEOPLE;
            case Effect.InterruptRun e -> PEOPLE;
            case Effect.ReadEvidence e -> of(e.purpose());
            case Effect.StartApply e -> PEOPLE;
            case Effect.ConfirmRun e -> PEOPLE;
            case Effect.RefreshSummary e -> MACHINES;
            case Effect.RefreshCheck e -> MACHINES;
            case Effect.CloseCheck e -> MACHINES;
            case Effect.CloseVerdict e -> MACHINES;
            case Effect.RefreshVerdict e -> MACHINES;
            case Effect.RefreshProposal e -> MACHINES;
            case Effect.Reply e -> PEOPLE;
            case Effect.React e -> PEOPLE;
            case Effect.Redact e -> PEOPLE;
            case Effect.RecordDeployment e -> MACHINES;
            case Effect.Wait e -> MACHINES;
            case Effect.ReadGroup e -> MACHINES;
            case Effect.StartTrial e -> MACHINES;
            case Effect.FollowTrial e -> MACHINES;
            case Effect.RefreshGroup e -> MACHINES;
            case Effect.Merge e -> PEOPLE;
            case Effect.CallOff e -> PEOPLE;
        };
    }

    private static Rank of(Purpose purpose) {
        return switch (purpose) {
            case Purpose.ForCommand p -> PEOPLE;
            case Purpose.ForMerge p -> PEOPLE;
            case Purpose.ForConfirm p -> PEOPLE;
            case Purpose.ForReviews p -> PEOPLE;
        };
    }

    private static Rank of(ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Touched e -> MACHINES;
            case ChangeEvent.CommandGiven e -> PEOPLE;
            case ChangeEvent.Misspoken e -> PEOPLE;
            case ChangeEvent.CommentDeleted e -> PEOPLE;
            case ChangeEvent.Reviewed e -> PEOPLE;
            case ChangeEvent.Inspected e -> MACHINES;
            case ChangeEvent.EvidenceRead e -> PEOPLE;
            case ChangeEvent.PlanStarted e -> MACHINES;
            case ChangeEvent.PlanRefused e -> MACHINES;
            case ChangeEvent.RunDelayed e -> MACHINES;
            case ChangeEvent.RunMoved e -> MACHINES;
            case ChangeEvent.PlanRead e -> MACHINES;
            case ChangeEvent.PlanFailed e -> MACHINES;
            case ChangeEvent.ApplyStarted e -> PEOPLE;
            case ChangeEvent.ApplyRefused e -> PEOPLE;
            case ChangeEvent.RealPlanRead e -> PEOPLE;
            case ChangeEvent.ConfirmAnswered e -> PEOPLE;
            case ChangeEvent.SummaryShown e -> MACHINES;
            case ChangeEvent.GaveUp e -> of(e.effect());
            case ChangeEvent.LockMoved e -> MACHINES;
            case ChangeEvent.TurnCame e -> PEOPLE;
            case ChangeEvent.LockLost e -> PEOPLE;
            case ChangeEvent.AppliedTogether e -> MACHINES;
            case ChangeEvent.Waited e -> MACHINES;
            case ChangeEvent.Grouped e -> MACHINES;
            case ChangeEvent.Ungrouped e -> MACHINES;
            case ChangeEvent.GroupRead e -> MACHINES;
            case ChangeEvent.TrialStarted e -> MACHINES;
            case ChangeEvent.TrialPlanned e -> MACHINES;
            case ChangeEvent.TrialFailed e -> MACHINES;
            case ChangeEvent.MergeAsked e -> PEOPLE;
            case ChangeEvent.Returned e -> MACHINES;
        };
    }
}
