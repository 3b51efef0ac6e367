package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Instant;

/**
 * One thing that Tidegate has decided to do outside. It carries intent, never text and never a client; text is rendered
 * from the current state when the effect runs.
 */
public sealed interface Effect {
    /**
     * Which effects are the same one: a second wish for the same key while the first is not done is one more
     * generation of it, not a second effect.
     */
    default String key() {
        return switch (this) {
            case Inspect e -> "inspect";
            case StartPlan e -> "start-plan/" + e.environment + "/" + e.plan;
            case FollowRun e -> "follow-run/" + e.run;
            case StopRun e -> "stop-run/" + e.run;
            case InterruptRun e -> "interrupt-run/" + e.run;
            case ReadEvidence e -> "read-evidence/" + purpose(e.purpose);
            case StartApply e -> "start-apply/" + e.environment + "/" + e.attempt;
            case ConfirmRun e -> "confirm-run/" + e.run + "/" + e.evidence;
            case RefreshSummary e -> "refresh-summary";
            case RefreshCheck e -> "refresh-check/" + e.environment;
            case CloseCheck e -> "close-check/" + e.environment + "/" + e.head;
            case RefreshVerdict e -> "refresh-verdict";
            case CloseVerdict e -> "close-verdict/" + e.head;
            case RefreshProposal e -> "refresh-proposal";
            case Reply e -> "reply/" + e.id;
            case React e -> "react/" + e.comment;
            case Redact e -> "redact/" + e.before.toEpochMilli();
            case RecordDeployment e -> "record-deployment/" + e.environment + "/" + e.attempt;
            case Wait e -> "wait/" + e.alarm.key() + "/" + e.until.toEpochMilli();
            case ReadGroup e -> "read-group/" + e.head;
            case StartTrial e -> "start-trial/" + e.environment + "/" + e.head;
            case FollowTrial e -> "follow-trial/" + e.run;
            case RefreshGroup e -> "refresh-group";
            case Merge e -> "merge/" + e.head;
            case CallOff e -> "call-off";
        };
    }

    /** Effects of one lane of one pull request run one after another; different lanes run beside each other. */
    default String lane() {
        return switch (this) {
            case Inspect e -> "read";
            case StartPlan e -> "environment/" + e.environment;
            case FollowRun e -> "run/" + e.run;
            case StopRun e -> "run/" + e.run + "/stop";
            case InterruptRun e -> "run/" + e.run + "/stop";
            case ReadEvidence e -> "read/" + purpose(e.purpose);
            case StartApply e -> "environment/" + e.environment;
            case ConfirmRun e -> "run/" + e.run + "/confirm";
            case RefreshSummary e -> "comment";
            case RefreshCheck e -> "check/" + e.environment;
            case CloseCheck e -> "check/" + e.environment;
            case RefreshVerdict e -> "verdict";
            case CloseVerdict e -> "verdict";
            case RefreshProposal e -> "proposal";
            case Reply e -> "reply";
            case React e -> "reaction";
            case Redact e -> "comment";
            case RecordDeployment e -> "deployment/" + e.environment;
            case Wait e -> e.key();
            case ReadGroup e -> "read";
            case StartTrial e -> "trial/" + e.environment;
            case FollowTrial e -> "run/" + e.run;
            case RefreshGroup e -> "group";
            case Merge e -> "merge";
            case CallOff e -> "merge";
        };
    }

    private static String purpose(ChangeEvent.Purpose purpose) {
        return switch (purpose) {
            case ChangeEvent.Purpose.ForCommand p -> "command/" + p.origin().key();
            case ChangeEvent.Purpose.ForMerge p -> "merge";
            case ChangeEvent.Purpose.ForConfirm p -> "confirm/" + p.environment() + "/" + p.attempt();
            case ChangeEvent.Purpose.ForReviews p -> "reviews";
        };
    }

    /** Reads the pull request, its files, the configuration and the tree. */
    record Inspect() implements Effect {}

    /** Uploads the revision's tree and creates a speculative run. */
    record StartPlan(EnvironmentName environment, int plan) implements Effect {}

    /** Polls a run until it ends, or (a real one) waits for confirmation, and again after that until it ends. */
    record FollowRun(EnvironmentName environment, RunId run, RunKind kind) implements Effect {}

    /** Cancels or discards a run that nobody will confirm, whichever its state permits; never one that applies. */
    record StopRun(EnvironmentName environment, RunId run, RunKind kind) implements Effect {}

    /** Asks HCP Terraform to interrupt an apply, because a person said so. */
    record InterruptRun(EnvironmentName environment, RunId run) implements Effect {}

    record ReadEvidence(ChangeEvent.Purpose purpose) implements Effect {}

    /** Uploads the attempt's tree and creates a real run that waits for confirmation. */
    record StartApply(EnvironmentName environment, int attempt) implements Effect {}

    /** Confirms exactly this run, if the state still says so and the deadline has not passed. */
    record ConfirmRun(EnvironmentName environment, RunId run, String evidence, Instant deadline) implements Effect {}

    /** Brings the living comment up to date. */
    record RefreshSummary() implements Effect {}

    /** Brings the check run {@code tidegate/<environment>} up to date. */
    record RefreshCheck(EnvironmentName environment) implements Effect {}

    /** Completes the check run of an earlier head, if it was left open there. */
    record CloseCheck(EnvironmentName environment, String head) implements Effect {}

    /** Brings the summary check run {@code tidegate} up to date. */
    record RefreshVerdict() implements Effect {}

    /** Completes the summary check run of an earlier head, if it was left open there. */
    record CloseVerdict(String head) implements Effect {}

    /** Brings the check run about a changed configuration up to date. */
    record RefreshProposal() implements Effect {}

    /** Posts a new comment. @param id unique per answer, so that it is posted once */
    record Reply(String id, Answer answer) implements Effect {}

    record React(long comment, Reaction reaction) implements Effect {}

    /** Records the attempt's present state as a GitHub Deployment {@code terraform/<environment>}. */
    record RecordDeployment(EnvironmentName environment, int attempt) implements Effect {}

    /** Comes back when the time has come. @param until our clock */
    record Wait(Alarm alarm, Instant until) implements Effect {}

    /** Posts our comments from before this moment anew, and deletes them. @param before GitHub's clock */
    record Redact(Instant before) implements Effect {}

    /** Reads what the merge group with this head means to the environments. */
    record ReadGroup(String head) implements Effect {}

    /** Uploads the merge group's tree and creates a speculative run. */
    record StartTrial(EnvironmentName environment, String head) implements Effect {}

    /** Polls a merge group's run until it ends. */
    record FollowTrial(EnvironmentName environment, RunId run) implements Effect {}

    /** Completes the check run {@code tidegate} of the merge group, once its verdict is known. */
    record RefreshGroup() implements Effect {}

    /** Asks GitHub to merge exactly this head as soon as its own rules allow it. */
    record Merge(String head) implements Effect {}

    /** Takes back what {@link Merge} asked for, where it still waits. */
    record CallOff() implements Effect {}

    enum Reaction {
        EYES,
        CONFUSED
    }
}
