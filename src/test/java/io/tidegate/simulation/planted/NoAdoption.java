package io.tidegate.simulation.planted;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Runs;
import io.tidegate.plan.Plan;
import io.tidegate.run.OtherRun;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import io.tidegate.simulation.Plant;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** A run of an earlier try whose outcome is unknown is not looked for: another one is created. */
public final class NoAdoption implements Plant {
    @Override
    public Runs around(Runs inner) {
        return new Runs() {
            @Override
            public WorkspaceSeen workspace(Repository repository, Environment environment) {
                return inner.workspace(repository, environment);
            }

            @Override
            public Started start(Wanted w, Source source) {
                return inner.start(
                        new Wanted(
                                w.repository(),
                                w.environment(),
                                w.workspace(),
                                w.kind(),
                                w.commit(),
                                w.message(),
                                w.token(),
                                false),
                        source);
            }

            @Override
            public Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
                return inner.earlier(repository, workspace, kind, token);
            }

            @Override
            public void texts(
                    Repository repository,
                    String commit,
                    Source source,
                    Set<String> paths,
                    BiConsumer<String, Optional<String>> taker) {
                inner.texts(repository, commit, source, paths, taker);
            }

            @Override
            public RunSeen read(RunId run) {
                return inner.read(run);
            }

            @Override
            public Plan plan(RunId run, WorkspaceSeen workspace, Rules rules) {
                return inner.plan(run, workspace, rules);
            }

            @Override
            public boolean confirm(RunId run) {
                return inner.confirm(run);
            }

            @Override
            public Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting) {
                return inner.ahead(workspace, waiting);
            }

            @Override
            public Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since) {
                return inner.changedSince(repository, workspace, since);
            }

            @Override
            public void interrupt(RunId run) {
                inner.interrupt(run);
            }

            @Override
            public void stop(RunId run) {
                inner.stop(run);
            }
        };
    }
}
