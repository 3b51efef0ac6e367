package io.tidegate.flow;

import io.tidegate.change.EnvironmentState;
import java.util.Collection;
import java.util.Map;

/** What pull requests share, by workspace id. Absent means free. */
public interface Environments {
    /** Locks the rows in the order of their ids until the caller's transaction ends; new ones are made. */
    Map<String, EnvironmentState> lock(Collection<String> workspaces);

    Map<String, EnvironmentState> find(Collection<String> workspaces);

    /** Writes within the caller's transaction; the row must be locked. */
    void save(EnvironmentState state);
}
