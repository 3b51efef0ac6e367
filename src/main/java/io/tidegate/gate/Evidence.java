package io.tidegate.gate;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.run.RunSeen;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Facts read for one decision. Nothing is confirmed on evidence that is older than 30 s.
 *
 * @param id unique; recorded with what was decided on it
 * @param readAt our clock, when reading began
 * @param reviews every person's last decisive review
 * @param comments ids of the {@code /approve} comments asked for that still exist
 * @param permissions of the people asked for, as they are now
 * @param movedOnBase environments whose inputs changed on the base branch since the commit their plan was made against
 * @param tip the newest commit of the default branch
 * @param run the real run about which is decided, as it is now
 */
public record Evidence(
        String id,
        Instant readAt,
        PullRequest pullRequest,
        List<Review> reviews,
        List<Long> comments,
        List<Permitted> permissions,
        Configuration configuration,
        List<RequiredCheck> checks,
        List<EnvironmentName> movedOnBase,
        String tip,
        List<Workspace> workspaces,
        @Nullable RunSeen run) {
    public record Permitted(Actor actor, Permission permission) {}

    public record Workspace(EnvironmentName environment, WorkspaceSeen seen) {}

    public Evidence {
        reviews = List.copyOf(reviews);
        comments = List.copyOf(comments);
        permissions = List.copyOf(permissions);
        checks = List.copyOf(checks);
        movedOnBase = List.copyOf(movedOnBase);
        workspaces = List.copyOf(workspaces);
    }

    /** What this person may do on the repository; nothing, when it was not read. */
    public Permission permission(Actor actor) {
        return permissions.stream()
                .filter(p -> p.actor().is(actor))
                .map(Permitted::permission)
                .findFirst()
                .orElse(Permission.NONE);
    }

    public Optional<WorkspaceSeen> workspace(EnvironmentName environment) {
        return workspaces.stream()
                .filter(w -> w.environment().equals(environment))
                .map(Workspace::seen)
                .findFirst();
    }
}
