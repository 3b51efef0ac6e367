package io.tidegate.flow;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Which repositories use which workspace, by the ids of both. Only a repository that the server lets use a workspace
 * claims it: otherwise anybody could close another's.
 */
public interface Claims {
    /**
     * @param repository under the name that it had when it last claimed
     * @param since when it claimed for the first time, by the database's clock
     */
    record Claim(Repository repository, EnvironmentName environment, Instant since) {}

    /**
     * Outside of any transaction: of two that claim at once at least one sees the other, and later looks see both.
     *
     * @return every claim on the workspace, the oldest first
     */
    List<Claim> claim(WorkspaceSeen workspace, Repository repository, EnvironmentName environment);

    List<Claim> on(WorkspaceSeen workspace);

    /**
     * Gives up what the repository's configuration no longer names. What it claimed under an earlier name stays: a
     * template may name other workspaces since, but what is in the old ones is still its own.
     */
    void keep(Repository repository, Collection<Named> still);

    /** The operator decided: the claims of all others end. */
    void decide(WorkspaceSeen workspace, Repository repository);

    /** A workspace as a configuration names it; case is ignored, as HCP Terraform does. */
    record Named(String organization, String workspace) {}
}
