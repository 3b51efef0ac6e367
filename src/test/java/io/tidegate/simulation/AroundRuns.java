package io.tidegate.simulation;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Runs;
import io.tidegate.plan.Plan;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Runs as another one has them, but for what is written anew. */
public interface AroundRuns extends Runs {
    Runs inner();

    @Override
    default WorkspaceSeen workspace(Repository repository, Environment environment) {
        return inner().workspace(repository, environment);
    }

    @Override
    default Started start(Wanted wanted, Source source) {
        return inner().start(wanted, source);
    }

    @Override
    default Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
        return inner().earlier(repository, workspace, kind, token);
    }

    @Override
    default void texts(
            Repository repository,
            String commit,
            Source source,
            Set<String> paths,
            BiConsumer<String, Optional<String>> taker) {
        inner().texts(repository, commit, source, paths, taker);
    }

    @Override
    default RunSeen read(RunId run) {
        return inner().read(run);
    }

    @Override
    default Optional<Progress> progress(RunId run) {
        return inner().progress(run);
    }

    @Override
    default Plan plan(RunId run, WorkspaceSeen workspace, Rules rules) {
        return inner().plan(run, workspace, rules);
    }

    @Override
    default boolean confirm(RunId run) {
        return inner().confirm(run);
    }

    @Override
    default Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting) {
        return inner().ahead(workspace, waiting);
    }

    @Override
    default Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since) {
        return inner().changedSince(repository, workspace, since);
    }

    @Override
    default void interrupt(RunId run) {
        inner().interrupt(run);
    }

    @Override
    default void stop(RunId run) {
        inner().stop(run);
    }
}
