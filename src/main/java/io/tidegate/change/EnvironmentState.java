package io.tidegate.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What pull requests share about one environment; keyed by the workspace's id.
 *
 * @param workspace {@code ws-…}
 * @param name the workspace's name, for people
 * @param holder the pull request that reserves it
 * @param applying the attempt that is going on, if one is
 * @param last what was applied last
 */
public record EnvironmentState(
        String workspace,
        String name,
        @Nullable Holder holder,
        @Nullable Applying applying,
        @Nullable Last last) {
    /** @param change the pull request @param by the login of who took it */
    public record Holder(ChangeId change, String by, Instant since) {}

    public record Applying(ChangeId change, int attempt) {}

    public record Last(ChangeId change, String commit, String run, Instant at) {}

    /** An environment that nobody holds and of which nothing is known. */
    public static EnvironmentState free(String workspace, String name) {
        return new EnvironmentState(workspace, name, null, null, null);
    }

    /** Another pull request reserves it. */
    public boolean heldByOther(ChangeId change) {
        return holder != null && !holder.change().equals(change);
    }
}
