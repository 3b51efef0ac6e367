package io.tidegate.flow;

import io.tidegate.change.ChangeEvent.MergeAsked;
import io.tidegate.environment.Repository;
import java.util.List;

/** GitHub's merging as Tidegate needs it; all calls throw {@link Outside}. */
public interface Merges {
    /** What the queue would make of the branch with this pull request in it. */
    record Queued(int number, String head) {}

    /** The merge groups of a branch's queue, as they are now. */
    List<Queued> queue(Repository repository, String branch);

    /** The commits right below this one. */
    List<String> parents(Repository repository, String commit);

    String defaultBranch(Repository repository);

    /**
     * Asks GitHub to merge this head as soon as its own rules allow it: by its auto-merge, its merge queue, or at once
     * where nothing is left to wait for.
     *
     * @throws Outside.Refused when its rules, its settings or our permissions do not allow it, or the head has moved on
     */
    MergeAsked.Outcome merge(Repository repository, int number, String head);

    /** Switches auto-merge off where Tidegate had switched it on; anything else is left as it is. */
    void callOff(Repository repository, int number);
}
