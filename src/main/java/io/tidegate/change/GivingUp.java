package io.tidegate.change;

import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The chapter of effects that could not be done: whatever waited for one is told so, and nothing is applied. */
final class GivingUp {
    private GivingUp() {}

    static Decision gaveUp(Change change, ChangeEvent.GaveUp event) {
        String reason = event.reason();
        return switch (event.effect()) {
            case Effect.StartPlan e ->
                PlanningRuns.refused(
                        change,
                        new ChangeEvent.PlanRefused(
                                e.environment(),
                                e.plan(),
                                reason,
                                "comment `/plan " + e.environment() + "` to try again",
                                event.at()));
            case Effect.FollowRun e -> following(change, e, reason, event.at());
            case Effect.StartApply e ->
                Applying.refused(
                        change,
                        new ChangeEvent.ApplyRefused(
                                e.environment(),
                                e.attempt(),
                                reason,
                                "Comment `/apply " + e.environment() + "` to try again.",
                                event.at()));
            case Effect.ReadEvidence e -> reading(change, e.purpose(), reason, event.at());
            case Effect.ConfirmRun e ->
                Applying.running(change, e.environment(), e.run())
                        .filter(w -> Objects.requireNonNull(w.attempt()).step() instanceof Attempt.Step.ConfirmSent)
                        .map(w -> Decision.of(
                                        change, "the confirmation's outcome is unknown: the run's status tells it")
                                .and(new Effect.FollowRun(e.environment(), e.run(), RunKind.REAL)))
                        .orElse(Decision.ignored(change, "the run moved on already"));
            case Effect.StopRun e ->
                Decision.of(change, "run " + e.run() + " could not be stopped and needs a person: " + reason);
            case Effect.Inspect e -> Decision.of(change, "the pull request could not be read: " + reason);
            case Effect.RefreshSummary e -> Decision.of(change, "the comment could not be written: " + reason);
            case Effect.RefreshCheck e -> Decision.of(change, "a check run could not be written: " + reason);
            case Effect.CloseCheck e -> Decision.of(change, "an earlier check run could not be closed: " + reason);
            case Effect.RefreshVerdict e -> Decision.of(change, "the check run could not be written: " + reason);
            case Effect.Reply e -> Decision.of(change, "an answer could not be given: " + reason);
            case Effect.React e -> Decision.of(change, "a reaction could not be given: " + reason);
            case Effect.RecordDeployment e -> Decision.of(change, "a deployment could not be recorded: " + reason);
        };
    }

    private static Decision following(Change change, Effect.FollowRun effect, String reason, Instant at) {
        return PlanningRuns.failed(change, new ChangeEvent.PlanFailed(effect.environment(), effect.run(), reason, at));
    }

    private static Decision reading(Change change, ChangeEvent.Purpose purpose, String reason, Instant at) {
        return switch (purpose) {
            case ChangeEvent.Purpose.ForCommand p ->
                change.commands().stream()
                        .filter(c -> c.is(p.comment(), p.line()))
                        .findFirst()
                        .map(c -> Commanding.said(
                                change.with(change.talk().answered(c)),
                                c,
                                "nothing was done, because what decides it could not be read: " + reason))
                        .orElse(Decision.ignored(change, "that command was answered"));
            case ChangeEvent.Purpose.ForMerge p ->
                Decision.of(change, "the merge was not applied: " + reason)
                        .and(List.of(new Effect.Reply("merge/unreadable", new Answer.MergeRefused(List.of()))));
            case ChangeEvent.Purpose.ForConfirm p ->
                Applying.attempt(change, p.environment(), p.attempt())
                        .filter(Work::applyGoesOn)
                        .map(w -> Applying.failed(change, w, "what decides it could not be read: " + reason, false, at)
                                .and(
                                        w.attempt() == null || w.attempt().run() == null
                                                ? List.of()
                                                : List.of(new Effect.StopRun(
                                                        p.environment(),
                                                        w.attempt().run()))))
                        .orElse(Decision.ignored(change, "that attempt is over"));
            case ChangeEvent.Purpose.ForReviews p -> Decision.of(change, "the reviews could not be read: " + reason);
        };
    }
}
