package io.tidegate.flow;

import io.tidegate.environment.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The repositories of which GitHub told. Their numeric ids stay; names and owners change, and are taken by others. */
public interface Repositories {
    /** @param served false once it left: transferred to an owner who is not allowed, deleted, or taken from the App */
    record Known(Repository repository, boolean served) {}

    /**
     * Within the caller's transaction; news that is older than what is known changes nothing.
     *
     * @return the repository under the name that is known now
     */
    Repository told(Repository repository, Instant received);

    /** It is not served any more; one that was never served is not remembered. */
    void left(long id, Instant received);

    Optional<Known> find(long id);

    /** Those that are served and whose name, alone or with a hyphen after it, begins {@code workspace}; case is ignored. */
    List<Repository> beginning(String workspace);
}
