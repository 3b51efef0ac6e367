package io.tidegate.flow;

import io.tidegate.environment.Repository;
import java.time.Instant;
import java.util.List;

/** The open pull requests of a repository, as GitHub lists them; throws {@link Outside}. */
public interface OpenPulls {
    /**
     * @param head its newest commit
     * @param base the branch into which it is to be merged
     * @param created by GitHub's clock, like {@code updated}
     */
    record Listed(int number, String head, String base, boolean draft, Instant created, Instant updated) {}

    /** @param complete false when there are more than are read */
    record Listing(List<Listed> pulls, boolean complete) {
        public Listing {
            pulls = List.copyOf(pulls);
        }
    }

    Listing of(Repository repository);
}
