package io.tidegate.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What pull requests share about one environment; keyed by the workspace's id.
 *
 * @param workspace {@code ws-…}
 * @param name the workspace's name, for people
 * @param holder the pull request that reserves it
 * @param grants how often it was reserved so far; the holder has the newest number
 * @param queue who waits for it, oldest first
 * @param applying the attempt that is going on, if one is
 * @param last what was applied last
 * @param rollout merged and not yet applied here, in merge order
 * @param watchers open pull requests that affect it, oldest first: they show who holds it
 */
public record EnvironmentState(
        String workspace,
        String name,
        @Nullable Holder holder,
        int grants,
        List<Ticket> queue,
        @Nullable Applying applying,
        @Nullable Last last,
        List<Merged> rollout,
        List<ChangeId> watchers) {
    /** Why it is reserved. */
    public enum Hold {
        /** An apply began under it. */
        APPLY,
        /** Its turn came and no apply began yet. */
        TURN,
        /** {@code /lock}. */
        LOCK
    }

    /**
     * @param by the login of who took it
     * @param grant its number
     * @param reason as {@code /lock} gave it
     * @param until when it ends by itself; null for never
     */
    public record Holder(
            ChangeId change,
            String by,
            Instant since,
            Hold hold,
            int grant,
            @Nullable String reason,
            @Nullable Instant until) {
        boolean over(Instant at) {
            return until != null && !until.isAfter(at);
        }
    }

    /**
     * A place in the queue of every environment that one command asked for.
     *
     * @param id of the command, unique within the pull request
     * @param workspaces all that it waits for: it gets them together
     * @param byMerge a merge asked, so that the apply goes on by itself
     */
    public record Ticket(
            ChangeId change, String id, String by, SortedSet<String> workspaces, boolean byMerge, Instant at) {
        public Ticket {
            workspaces = new TreeSet<>(workspaces);
        }

        boolean is(Ticket other) {
            return change.equals(other.change) && id.equals(other.id);
        }
    }

    /** @param together the merged pull requests whose changes it applies; empty before the merge */
    public record Applying(ChangeId change, int attempt, List<ChangeId> together) {
        public Applying {
            together = List.copyOf(together);
        }
    }

    /**
     * @param commit whose files were applied
     * @param inputs digest of the environment's files in it
     * @param landed the commit on the branch that contains it; null while it is a pull request's own
     */
    public record Last(
            ChangeId change,
            String commit,
            String inputs,
            String run,
            @Nullable String landed,
            Instant at) {}

    /** @param commit on the branch, of the merge @param at when, GitHub's clock */
    public record Merged(ChangeId change, String commit, Instant at) {}

    public EnvironmentState {
        queue = List.copyOf(queue);
        rollout = List.copyOf(rollout);
        watchers = List.copyOf(watchers);
    }

    /** An environment that nobody holds and of which nothing is known. */
    public static EnvironmentState free(String workspace, String name) {
        return new EnvironmentState(workspace, name, null, 0, List.of(), null, null, List.of(), List.of());
    }

    /** Another pull request reserves it, and not one with which this one is applied. */
    public boolean heldByOther(ChangeId change) {
        return holder != null && !holder.change().equals(change) && !(inRollout(holder.change()) && inRollout(change));
    }

    /** Neither held by another nor wanted by one for longer; an apply that goes on is another question. */
    public boolean isFor(ChangeId change) {
        return holder != null
                ? !heldByOther(change)
                : queue.isEmpty() || queue.getFirst().change().equals(change);
    }

    /** Its lock can be given to whoever waits longest. */
    public boolean idle() {
        return holder == null && applying == null;
    }

    public boolean inRollout(ChangeId change) {
        return rollout.stream().anyMatch(merged -> merged.change().equals(change));
    }

    /** The first place of this pull request in the queue, from 0. */
    public Optional<Integer> place(ChangeId change) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).change().equals(change)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The same with the name that its workspace has. */
    public EnvironmentState named(String now) {
        return new EnvironmentState(workspace, now, holder, grants, queue, applying, last, rollout, watchers);
    }

    EnvironmentState with(@Nullable Holder next) {
        int given = next == null ? grants : Math.max(grants, next.grant());
        return new EnvironmentState(workspace, name, next, given, queue, applying, last, rollout, watchers);
    }

    EnvironmentState with(@Nullable Applying next) {
        return new EnvironmentState(workspace, name, holder, grants, queue, next, last, rollout, watchers);
    }

    EnvironmentState with(Last next) {
        return new EnvironmentState(workspace, name, holder, grants, queue, applying, next, rollout, watchers);
    }

    EnvironmentState withQueue(List<Ticket> next) {
        return new EnvironmentState(workspace, name, holder, grants, next, applying, last, rollout, watchers);
    }

    EnvironmentState withRollout(List<Merged> next) {
        return new EnvironmentState(workspace, name, holder, grants, queue, applying, last, next, watchers);
    }

    EnvironmentState withWatchers(List<ChangeId> next) {
        return new EnvironmentState(workspace, name, holder, grants, queue, applying, last, rollout, next);
    }
}
