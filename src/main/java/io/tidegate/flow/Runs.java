package io.tidegate.flow;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.plan.Plan;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;

/** HCP Terraform as Tidegate needs it; all calls throw {@link Outside}. */
public interface Runs {
    /**
     * A run to start.
     *
     * @param commit whose tree is uploaded
     * @param message for people, in HCP Terraform's list of runs; the token is added to it
     * @param token unique to the effect, so that a run of an earlier try is recognised
     * @param lookFirst an earlier try's outcome is unknown: adopt the run with this token if it exists
     */
    record Wanted(
            Repository repository,
            Environment environment,
            WorkspaceSeen workspace,
            RunKind kind,
            String commit,
            String message,
            String token,
            boolean lookFirst) {}

    /** Where the bytes of a commit come from; asked only when they are not spooled yet. */
    interface Source {
        InputStream tarball();

        SortedMap<String, Forge.TreeEntry> tree();
    }

    /** @param url the run's page in HCP Terraform */
    record Started(RunId run, String url) {}

    /**
     * The workspace as it is now.
     *
     * @throws Outside.Refused when this repository may not use it, it does not exist or our token may not see it
     */
    WorkspaceSeen workspace(Repository repository, Environment environment);

    Started start(Wanted wanted, Source source);

    /** The run of an earlier try with this token, which our own identity created; empty where none is among the newest. */
    Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token);

    /**
     * Reads files of a commit as they would be uploaded, one after another.
     *
     * @param taker is given each path that is uploaded, with its text; without one where it is no text of at most 1 MB.
     *     A symbolic link's text is its target
     * @throws Outside.Refused when the commit cannot be uploaded
     */
    void texts(
            Repository repository,
            String commit,
            Source source,
            Set<String> paths,
            BiConsumer<String, Optional<String>> taker);

    RunSeen read(RunId run);

    /** How far an apply is by now; empty where nothing is told. */
    Optional<Progress> progress(RunId run);

    /**
     * Reads a finished plan, with the workspace's id and settings in its context.
     *
     * @param rules how much of it is shown, and which attributes' values do not count
     * @throws Outside.Refused when it cannot be read or holds what Tidegate does not know; never a wrong "no changes"
     */
    Plan plan(RunId run, WorkspaceSeen workspace, Rules rules);

    /** @return false when HCP Terraform says that the run does not wait for a confirmation (409) */
    boolean confirm(RunId run);

    /** Which run has the workspace, so that real ones wait; empty where none has, or nothing is told. */
    Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting);

    /** What made the workspace's newest state, if that is newer than this; empty where nothing is told. */
    Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since);

    /** Asks a run that applies to stop; does nothing to one that is over. */
    void interrupt(RunId run);

    /** Cancels or discards, whichever the run's state permits; does nothing to one that is confirmed or over. */
    void stop(RunId run);
}
