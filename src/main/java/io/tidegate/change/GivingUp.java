package io.tidegate.change;

import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
            case Effect.StartApply e -> unstarted(change, e, event);
            case Effect.ReadEvidence e -> reading(change, e.purpose(), reason, event.at());
            case Effect.ConfirmRun e -> confirming(change, e, event);
            case Effect.StopRun e -> stopping(change, e, event);
            case Effect.InterruptRun e ->
                told(
                        change,
                        "uninterrupted/" + e.run(),
                        "Tidegate could not interrupt the apply of " + e.environment() + " (" + e.run() + ").",
                        reason,
                        "Cancel it in HCP Terraform, or wait for its end.");
            case Effect.Redact e ->
                told(
                        change,
                        "unredacted/" + e.before().toEpochMilli(),
                        "Tidegate could not post all of its comments anew; some are still as they were.",
                        reason,
                        "Comment `/redact` to try again.");
            case Effect.Inspect e -> uninspected(change, event);
            case Effect.RefreshSummary e -> unshown(change, event);
            case Effect.RefreshCheck e -> unchecked(change, "tidegate/" + e.environment(), reason);
            case Effect.CloseVerdict e ->
                Decision.of(change, "an earlier summary check run could not be closed: " + reason);
            case Effect.CloseCheck e -> Decision.of(change, "an earlier check run could not be closed: " + reason);
            case Effect.RefreshVerdict e -> unchecked(change, "tidegate", reason);
            case Effect.RefreshProposal e -> unchecked(change, "tidegate: configuration", reason);
            case Effect.Reply e ->
                event.refused()
                        ? muted(change, reason)
                        : Decision.of(change, "an answer could not be given: " + reason);
            case Effect.React e -> Decision.of(change, "a reaction could not be given: " + reason);
            case Effect.ReadGroup e -> Grouping.unread(change, reason);
            case Effect.StartTrial e ->
                Grouping.failed(change, new ChangeEvent.TrialFailed(e.environment(), e.head(), reason, event.at()));
            case Effect.FollowTrial e -> Grouping.unfollowed(change, e, reason, event.at());
            case Effect.RefreshGroup e ->
                Decision.of(change, "the check of the merge group could not be written: " + reason);
            case Effect.Merge e ->
                told(
                        change,
                        "unmerged/" + e.head(),
                        "Everything that comes before the merge is done, but Tidegate could not have this pull request"
                                + " merged (`merge: automatic`).",
                        reason,
                        "Merge it yourself, or remove the cause: it is tried again with the next push.");
            case Effect.CallOff e ->
                told(
                        change,
                        "uncalled/" + head(change),
                        "Tidegate could not switch off GitHub's auto-merge, which it had switched on for an earlier"
                                + " commit.",
                        reason,
                        "Switch it off on this page if this commit is not to be merged by itself.");
            case Effect.Wait e -> Decision.of(change, "the clock is not waited for any more: " + reason);
            case Effect.RecordDeployment e -> Decision.of(change, "a deployment could not be recorded: " + reason);
        };
    }

    private static Decision told(Change change, String id, String what, String reason, String next) {
        return Decision.of(change, what + " " + reason)
                .and(new Effect.Reply(id, new Answer.Unable(what, reason, next)));
    }

    private static Decision uninspected(Change change, ChangeEvent.GaveUp event) {
        Decision group = Grouping.unread(change, event.reason());
        return told(
                        group.next(),
                        "unread/" + event.at().toEpochMilli(),
                        "Tidegate could not read this pull request, so nothing is planned or applied.",
                        event.reason(),
                        "Comment `/plan` to try again.")
                .and(group.effects());
    }

    private static Decision unshown(Change change, ChangeEvent.GaveUp event) {
        return event.refused()
                ? muted(change, event.reason())
                : told(
                        change,
                        "unshown/" + head(change),
                        "Tidegate could not bring its comment up to date.",
                        event.reason(),
                        "The checks say how things stand; `/status` tries again.");
    }

    /** Comments are refused: what would be said in one more is said in the check. */
    private static Decision muted(Change change, String reason) {
        Change next = change.with(change.talk().muted(reason));
        return next.equals(change)
                ? Decision.ignored(change, "comments are still refused: " + reason)
                : Decision.of(next, "comments are refused: " + reason).and(new Effect.RefreshVerdict());
    }

    /** Once for each head: while it lasts every step of a plan or an apply would say it again. */
    private static Decision unchecked(Change change, String check, String reason) {
        return told(
                change,
                "unchecked/" + check + "/" + head(change),
                "Tidegate could not write the check " + check + ", which may go on showing what is no longer true.",
                reason,
                "The comment says how things stand; `/status` tries again.");
    }

    private static String head(Change change) {
        return change.revision() == null ? "" : change.revision().head();
    }

    /** What was refused did not happen; of anything else the run itself will tell whether it did. */
    /** Wanted once more: one of its tries may have created the run, which is then looked for and stopped. */
    private static Decision unstarted(Change change, Effect.StartApply effect, ChangeEvent.GaveUp event) {
        Decision refused = Applying.refused(
                change,
                new ChangeEvent.ApplyRefused(
                        effect.environment(),
                        effect.attempt(),
                        event.reason(),
                        "Comment `/apply " + effect.environment() + "` to try again.",
                        event.at()));
        boolean first = Applying.attempt(change, effect.environment(), effect.attempt())
                .filter(Work::applyGoesOn)
                .isPresent();
        return first ? refused.and(effect) : refused;
    }

    private static Decision confirming(Change change, Effect.ConfirmRun effect, ChangeEvent.GaveUp event) {
        Optional<Work> waiting = Applying.running(change, effect.environment(), effect.run())
                .filter(w -> Objects.requireNonNull(w.attempt()).step() instanceof Attempt.Step.ConfirmSent);
        if (waiting.isEmpty()) {
            return Decision.ignored(change, "the run moved on already");
        }
        return event.refused()
                ? Applying.failed(change, waiting.get(), event.reason(), false, event.at())
                        .and(new Effect.StopRun(effect.environment(), effect.run(), RunKind.REAL))
                : Decision.of(change, "the confirmation's outcome is unknown: the run's status tells it")
                        .and(new Effect.FollowRun(effect.environment(), effect.run(), RunKind.REAL));
    }

    private static Decision stopping(Change change, Effect.StopRun effect, ChangeEvent.GaveUp event) {
        return effect.kind() == RunKind.SPECULATIVE
                ? Decision.of(change, "run " + effect.run() + " was not stopped and ends by itself: " + event.reason())
                : told(
                        change,
                        "unstopped/" + effect.run(),
                        "Tidegate could not discard the run " + effect.run() + " of " + effect.environment() + ".",
                        event.reason(),
                        "Discard it in HCP Terraform: until then it may keep the workspace's other runs waiting."
                                + " Tidegate tries again at the next `/apply " + effect.environment() + "`.");
    }

    private static Decision following(Change change, Effect.FollowRun effect, String reason, Instant at) {
        return PlanningRuns.failed(change, new ChangeEvent.PlanFailed(effect.environment(), effect.run(), reason, at));
    }

    private static Decision reading(Change change, ChangeEvent.Purpose purpose, String reason, Instant at) {
        return switch (purpose) {
            case ChangeEvent.Purpose.ForCommand p ->
                change.commands().stream()
                        .filter(c -> c.origin().equals(p.origin()))
                        .findFirst()
                        .map(c -> Commanding.said(
                                change.with(change.talk().answered(c)),
                                c,
                                "nothing was done, because what decides it could not be read: " + reason))
                        .orElse(Decision.ignored(change, "that command was answered"));
            case ChangeEvent.Purpose.ForMerge p ->
                told(
                        change,
                        "merge/unread/" + at.toEpochMilli(),
                        "The merge applied nothing: what decides it could not be read.",
                        reason,
                        "Comment `/apply` to try again.");
            case ChangeEvent.Purpose.ForConfirm p ->
                Applying.attempt(change, p.environment(), p.attempt())
                        .filter(Work::applyGoesOn)
                        .map(w -> Applying.failed(change, w, "what decides it could not be read: " + reason, false, at)
                                .and(
                                        w.attempt() == null || w.attempt().run() == null
                                                ? List.of()
                                                : List.of(new Effect.StopRun(
                                                        p.environment(),
                                                        w.attempt().run(),
                                                        RunKind.REAL))))
                        .orElse(Decision.ignored(change, "that attempt is over"));
            case ChangeEvent.Purpose.ForReviews p ->
                told(
                        change,
                        "reviews/unread/" + at.toEpochMilli(),
                        "A review was given, and Tidegate could not read it.",
                        reason,
                        "It is read again with the next command.");
        };
    }
}
