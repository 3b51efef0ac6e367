package io.tidegate.flow;

import io.tidegate.change.Approval;
import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent.Purpose;
import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Rollouts;
import io.tidegate.change.Work;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.gate.Branch;
import io.tidegate.gate.Merged;
import io.tidegate.gate.Review;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads, after the merge, how the branch stands to what was applied, and who else waits for the same apply. */
@ApplicationScoped
class Branches {
    /** More merged pull requests than one apply takes the approvals of; the rest are then changes that nobody reviewed. */
    private static final int MOST_TOGETHER = 20;

    private final Forge forge;
    private final Changes changes;
    private final Environments environments;
    private final ReadingPeople people;
    private final Digesting digesting;

    Branches(Forge forge, Changes changes, Environments environments, ReadingPeople people, Digesting digesting) {
        this.forge = forge;
        this.changes = changes;
        this.environments = environments;
        this.people = people;
        this.digesting = digesting;
    }

    /** What waits with it is read before the branch's newest commit is: so that commit holds all of these. */
    Map<String, EnvironmentState> waiting(List<Work> judged) {
        List<String> workspaces = new ArrayList<>();
        for (Work work : judged) {
            if (work.workspace() != null) {
                workspaces.add(work.workspace().id());
            }
        }
        return environments.find(workspaces);
    }

    SortedMap<EnvironmentName, Branch> of(
            Change change,
            Purpose purpose,
            List<Work> judged,
            Map<String, EnvironmentState> waiting,
            Configuration configuration,
            String tip) {
        SortedMap<EnvironmentName, Branch> branches = new TreeMap<>();
        for (Work work : judged) {
            EnvironmentState state = work.workspace() == null
                    ? null
                    : waiting.get(work.workspace().id());
            Attempt attempt = purpose instanceof Purpose.ForConfirm ? work.attempt() : null;
            String commit = attempt == null ? tip : attempt.commit();
            branches.put(
                    work.name(),
                    new Branch(
                            state == null ? List.of() : merged(change, work, state, configuration),
                            state == null ? null : behind(change.repository(), state.last(), commit),
                            attempt != null && moved(change.repository(), work, attempt, tip)));
        }
        return branches;
    }

    private @Nullable String behind(Repository repository, EnvironmentState.@Nullable Last last, String commit) {
        // What an open pull request applied is not on the branch: its lock says so.
        if (last == null || last.landed() == null || forge.holds(repository, commit, last.landed())) {
            return null;
        }
        return "`" + shortened(commit) + "` does not hold `" + shortened(last.landed()) + "`, which was applied last (#"
                + last.change().number() + ")";
    }

    private boolean moved(Repository repository, Work work, Attempt attempt, String tip) {
        return !tip.equals(attempt.commit())
                && !digesting.inputs(repository, work.environment(), tip).equals(attempt.inputs());
    }

    private List<Merged> merged(Change change, Work work, EnvironmentState state, Configuration configuration) {
        List<Merged> merged = new ArrayList<>();
        state.rollout().stream()
                .map(EnvironmentState.Merged::change)
                .filter(id -> !id.equals(change.id()))
                .limit(MOST_TOGETHER)
                .forEach(id ->
                        other(id, work, change.repository(), configuration).ifPresent(merged::add));
        return merged;
    }

    /** With its reviews as they are now: one that was taken back since its merge counts no more. */
    private Optional<Merged> other(ChangeId id, Work work, Repository repository, Configuration configuration) {
        Optional<Change> found = changes.find(id);
        if (found.isEmpty() || found.get().work(work.name()).isEmpty()) {
            return Optional.empty();
        }
        Change other = found.get();
        List<Review> reviews = forge.reviews(repository, id.number());
        List<Long> comments = other.approvals().stream()
                .filter(approval -> approval.kind() == Approval.Kind.COMMENT)
                .map(Approval::id)
                .filter(comment -> forge.commentExists(repository, comment))
                .toList();
        Change fresh = Rollouts.reviewed(
                other,
                configuration,
                reviews,
                comments,
                people.of(
                        repository,
                        Concerned.approvers(other, reviews),
                        Concerned.teams(other, configuration, other.people().ownerships())));
        return fresh.work(work.name()).map(theirs -> Rollouts.merged(fresh, theirs));
    }

    private static String shortened(String sha) {
        return sha.substring(0, Math.min(7, sha.length()));
    }
}
