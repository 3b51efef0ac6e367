package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Proposal;
import io.tidegate.environment.Selection;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.Ownership;
import io.tidegate.gate.Person;
import io.tidegate.gate.PullRequest;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to a pull request, in our own words. {@code at} is when Tidegate accepted it, by its own
 * clock; times by GitHub's clock are named so.
 */
public sealed interface ChangeEvent {
    Instant at();

    /** GitHub says that something about the pull request changed; what, is read. */
    record Touched(String action, Actor sender, boolean pushed, Instant at) implements ChangeEvent {}

    /** @param givenAt the comment's {@code created_at}, GitHub's clock; of a button's press, which has none, ours */
    record CommandGiven(Origin origin, Command command, Actor by, Instant givenAt, Instant at) implements ChangeEvent {}

    /** A line that is nearly a command. */
    record Misspoken(
            long comment,
            int line,
            String said,
            String reason,
            @Nullable String suggestion,
            Actor by,
            Instant at) implements ChangeEvent {}

    /** A comment was deleted: an {@code /approve} in it no longer stands. */
    record CommentDeleted(long comment, Instant at) implements ChangeEvent {}

    /** A review was given, edited or dismissed; what GitHub shows now is read. */
    record Reviewed(Actor by, Instant at) implements ChangeEvent {}

    /**
     * The pull request was read.
     *
     * @param persons what those who opened and pushed it are; read only where it matters
     * @param proposal what it would make of the configuration; null where it changes none
     */
    record Inspected(
            PullRequest pullRequest,
            String commit,
            Revision.Source source,
            Configuration configuration,
            Selection selection,
            List<People.Contributor> contributors,
            List<String> unlinked,
            List<Person> persons,
            List<Ownership> ownerships,
            @Nullable Proposal proposal,
            Instant at)
            implements ChangeEvent {
        public Inspected {
            persons = List.copyOf(persons);
            ownerships = List.copyOf(ownerships);
            contributors = List.copyOf(contributors);
            unlinked = List.copyOf(unlinked);
        }
    }

    record EvidenceRead(Purpose purpose, Evidence evidence, Instant at) implements ChangeEvent {}

    /** A speculative run exists. @param commit whose files were uploaded */
    record PlanStarted(
            EnvironmentName environment,
            int plan,
            WorkspaceSeen workspace,
            RunId run,
            String url,
            String commit,
            Instant at)
            implements ChangeEvent {}

    /** No speculative run could be started, for a reason that a person has to remove. */
    record PlanRefused(EnvironmentName environment, int plan, String reason, String remedy, Instant at)
            implements ChangeEvent {}

    /**
     * A run waits for one of ours to end before it is created.
     *
     * @param number of the plan, or of the attempt
     */
    record RunDelayed(EnvironmentName environment, RunKind kind, int number, Crowd crowd, Instant at)
            implements ChangeEvent {}

    /** A run's status, or its place in a queue, is another one than before. */
    record RunMoved(EnvironmentName environment, RunId run, RunSeen seen, Instant at) implements ChangeEvent {}

    /** A speculative run ended and its plan was read. */
    record PlanRead(EnvironmentName environment, RunId run, Plan plan, Diagnostics diagnostics, Instant at)
            implements ChangeEvent {}

    /** A run ended without a plan that can be used, or its plan could not be read. */
    record PlanFailed(EnvironmentName environment, RunId run, String reason, Instant at) implements ChangeEvent {}

    /** The real run of an attempt exists. @param inputs digest of the environment's files that were uploaded */
    record ApplyStarted(
            EnvironmentName environment,
            int attempt,
            WorkspaceSeen workspace,
            RunId run,
            String url,
            String inputs,
            boolean inputsReviewed,
            Instant at)
            implements ChangeEvent {}

    record ApplyRefused(EnvironmentName environment, int attempt, String reason, String remedy, Instant at)
            implements ChangeEvent {}

    /**
     * The real run waits for confirmation (or found nothing to do) and its plan was read.
     *
     * @param changed what changed the state since the plan was made that people look at; null where nothing is known
     */
    record RealPlanRead(
            EnvironmentName environment,
            RunId run,
            RunSeen seen,
            Plan plan,
            @Nullable StateChange changed,
            Instant at) implements ChangeEvent {
        /** One before which nobody changed the state. */
        public RealPlanRead(EnvironmentName environment, RunId run, RunSeen seen, Plan plan, Instant at) {
            this(environment, run, seen, plan, null, at);
        }
    }

    record ConfirmAnswered(EnvironmentName environment, RunId run, Confirmation answer, Instant at)
            implements ChangeEvent {}

    /** The living comment now shows this. @param shownAt its {@code updated_at}, GitHub's clock */
    record SummaryShown(List<Showing> plans, Instant shownAt, Instant at) implements ChangeEvent {
        public record Showing(EnvironmentName environment, String fingerprint) {}

        public SummaryShown {
            plans = List.copyOf(plans);
        }
    }

    /**
     * An effect was given up.
     *
     * @param reason for people: what failed and what to do
     * @param refused the other side said no, so that nothing of the last try happened; otherwise that is unknown
     */
    record GaveUp(Effect effect, String reason, boolean refused, Instant at) implements ChangeEvent {}

    /** A lock that this pull request shows has moved, or something was applied there. @param workspace its id, as below */
    record LockMoved(String workspace, Instant at) implements ChangeEvent {}

    /** The lock is free, and this pull request waits longest for it. */
    record TurnCame(String workspace, Instant at) implements ChangeEvent {}

    /** The lock is no longer this pull request's. @param why for people */
    record LockLost(String workspace, String why, Instant at) implements ChangeEvent {}

    /** Another merged pull request was applied, and what this one had left to do was in it. */
    record AppliedTogether(String workspace, ChangeId by, String commit, String run, Instant at)
            implements ChangeEvent {}

    /** The time has come for which {@link Effect.Wait} waited. */
    record Waited(Alarm alarm, Instant at) implements ChangeEvent {}

    /**
     * GitHub's merge queue wants to know of a commit that it would make of the base branch.
     *
     * @param head the commit
     * @param base the one below it
     */
    record Grouped(String head, String base, Instant at) implements ChangeEvent {}

    /** GitHub has given up such a commit, or merged it. @param reason GitHub's word for it */
    record Ungrouped(String head, String reason, Instant at) implements ChangeEvent {}

    /**
     * What such a commit means to the environments.
     *
     * @param parts those that the pull request affects, and those that it would affect there
     */
    record GroupRead(String head, List<Part> parts, List<MergeGroup.Ahead> ahead, Instant at) implements ChangeEvent {
        /** @param inputs digest of the environment's files in it */
        public record Part(EnvironmentName environment, String inputs) {}

        public GroupRead {
            parts = List.copyOf(parts);
            ahead = List.copyOf(ahead);
        }
    }

    /** A speculative run of a merge group's commit exists. */
    record TrialStarted(
            EnvironmentName environment, String head, WorkspaceSeen workspace, RunId run, String url, Instant at)
            implements ChangeEvent {}

    record TrialPlanned(EnvironmentName environment, RunId run, Plan plan, Instant at) implements ChangeEvent {}

    /** @param reason for people, with the remedy */
    record TrialFailed(EnvironmentName environment, String head, String reason, Instant at) implements ChangeEvent {}

    /** GitHub was asked to merge this head. */
    record MergeAsked(String head, Outcome outcome, Instant at) implements ChangeEvent {
        public enum Outcome {
            MERGED,
            ENQUEUED,
            /** GitHub merges it as soon as its rules allow it. */
            WAITS
        }
    }

    /** The App has come back to the repository: events of the meantime were lost. @param why for the audit log */
    record Returned(String why, Instant at) implements ChangeEvent {}

    /** Why evidence was read. */
    sealed interface Purpose {
        /** A command is to be decided. */
        record ForCommand(Origin origin) implements Purpose {}

        /** On-merge environments are to be applied. */
        record ForMerge() implements Purpose {}

        /** A covered real plan is to be confirmed. */
        record ForConfirm(EnvironmentName environment, int attempt) implements Purpose {}

        /** Somebody reviewed. */
        record ForReviews() implements Purpose {}
    }
}
