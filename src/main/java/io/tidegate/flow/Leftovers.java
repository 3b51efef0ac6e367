package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where the sweeper looks: what the database tells of things that may have been left behind. */
public interface Leftovers {
    /** @param since when GitHub told of it for the first time */
    record Served(Repository repository, Instant since) {}

    /**
     * A pull request as it is known here.
     *
     * @param read false while it was never read
     * @param busy it is about to be read, or something about it is about to be decided
     */
    record Known(int number, boolean read, boolean open, boolean busy, String head, String base, boolean draft) {}

    /**
     * An effect of a pull request.
     *
     * @param open whether it is still to be done
     */
    record Wish(long number, ChangeId change, Repository repository, Effect effect, boolean open) {}

    /** A check run that was not completed yet when it was last written. */
    record OpenCheck(ChangeId change, Repository repository, String name, String head, long id) {}

    /** Repositories that are served, those first that were not looked at for longest; they count as looked at now. */
    List<Served> repositories(int most);

    /** The pull requests of a repository that are open here, and those with these numbers. */
    List<Known> pulls(long repository, Collection<Integer> numbers);

    /** Ids of workspaces, those first where an effect about a run was given up since, then as above. */
    List<String> workspaces(int most);

    /** The effects that create real runs for pull requests with this number, of whichever repository. */
    List<Wish> applies(int number);

    /** Whether something about this run is still to be done, or something about the pull request to be decided. */
    boolean busy(ChangeId change, RunId run);

    /** What follows runs, and has for so long. */
    List<Wish> following(Duration longerThan, int most);

    List<OpenCheck> openChecks(Duration untouched, int most);

    /** What shows the state on GitHub and was given up, so long ago. */
    List<Wish> unshown(Duration ago, int most);

    /** Numbers of outcomes of our own that were set aside, so long ago. */
    List<Long> setAside(Duration ago, int most);

    /** Opens a delivery again that was set aside; within the caller's transaction. */
    void open(long delivery);
}
