package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import java.util.List;
import java.util.Optional;

/** The pull requests. */
public interface Changes {
    /** The state, its row locked until the caller's transaction ends; a new one is made of {@code repository}. */
    Change lock(ChangeId id, Repository repository);

    Optional<Change> find(ChangeId id);

    /** The open pull requests of an installation's repositories that are served, at most {@code most}, newest first. */
    List<Change> open(long installation, int most);

    /** Writes within the caller's transaction; the row must be locked. */
    void save(Change change);
}
