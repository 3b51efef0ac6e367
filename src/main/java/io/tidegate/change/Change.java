package io.tidegate.change;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.gate.Actor;
import io.tidegate.gate.PullRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as an aggregate: everything that Tidegate knows of it.
 *
 * @param pullRequest as last read; null until it was read for the first time
 * @param revision what is planned; null until the first one
 * @param configuration as last read from the default branch
 * @param works the affected environments, in the configuration's order
 * @param dropped environments of earlier revisions that are no longer affected but still have a run or a lock
 * @param unmapped changed Terraform files that belong to no environment
 * @param contributors who pushed, authored or co-authored any revision: none of them approves
 * @param unlinked co-authors that GitHub does not link to an account, as written in the commit
 * @param approvals as GitHub still shows them
 * @param commands given and not yet answered, oldest first
 * @param heard every command ever given here as {@code comment:line}, so that each runs once
 * @param told people who have been told once that they may not command here
 */
public record Change(
        ChangeId id,
        Repository repository,
        @Nullable PullRequest pullRequest,
        @Nullable Revision revision,
        @Nullable Configuration configuration,
        List<Work> works,
        List<Work> dropped,
        List<String> unmapped,
        List<Contributor> contributors,
        List<String> unlinked,
        List<Approval> approvals,
        List<Commanded> commands,
        List<String> heard,
        List<Long> told) {
    /**
     * @param commit the commit that says so; empty for a pusher
     * @param role {@code author}, {@code pushed}, {@code authored} or {@code co-authored}
     */
    public record Contributor(Actor actor, String role, String commit) {}

    public Change {
        works = List.copyOf(works);
        dropped = List.copyOf(dropped);
        unmapped = List.copyOf(unmapped);
        contributors = List.copyOf(contributors);
        unlinked = List.copyOf(unlinked);
        approvals = List.copyOf(approvals);
        commands = List.copyOf(commands);
        heard = List.copyOf(heard);
        told = List.copyOf(told);
    }

    /** A pull request of which nothing is known yet. */
    public static Change unknown(ChangeId id, Repository repository) {
        return new Change(
                id, repository, null, null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public Optional<Work> work(EnvironmentName name) {
        return works.stream().filter(w -> w.name().equals(name)).findFirst();
    }

    public boolean merged() {
        return pullRequest != null && pullRequest.life() == PullRequest.Life.MERGED;
    }

    public boolean open() {
        return pullRequest != null && pullRequest.life() == PullRequest.Life.OPEN;
    }
}
