package io.tidegate.simulation;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Runs;
import io.tidegate.plan.Action;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Context;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.StatedCounts;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** HCP Terraform as the product calls it. */
final class HcpCalls implements Runs {
    private final Hcp hcp;
    private final GitHub github;
    private final Clock clock;
    private final Wire wire;
    private final Judge judge;

    HcpCalls(Hcp hcp, GitHub github, Clock clock, Wire wire, Judge judge) {
        this.clock = clock;
        this.hcp = hcp;
        this.github = github;
        this.wire = wire;
        this.judge = judge;
    }

    @Override
    public WorkspaceSeen workspace(Repository repository, Environment environment) {
        return wire.call(
                "the workspace of " + environment.name(),
                () -> new WorkspaceSeen(
                        "ws-" + environment.name(),
                        environment.organization(),
                        environment.workspace(),
                        List.of("terraform 1.11.4"),
                        List.of(),
                        null));
    }

    @Override
    public Started start(Wanted wanted, Source source) {
        return wire.call("starting a run", () -> {
            Optional<RunInHcp> known = hcp.runs.values().stream()
                    .filter(run -> wanted.lookFirst() && run.token.equals(wanted.token()))
                    .findFirst();
            String name = wanted.environment().name().text();
            SortedMap<String, String> files = new TreeMap<>();
            github.git.files(wanted.commit()).forEach((path, content) -> {
                if (path.startsWith("environments/" + name + "/")) {
                    files.put(path, content);
                }
            });
            RunInHcp run = known.orElseGet(() -> hcp.starts(
                    name,
                    wanted.kind(),
                    wanted.commit(),
                    wanted.token(),
                    Objects.requireNonNull(wire.current()).effect() == null
                            ? 0
                            : Objects.requireNonNull(Objects.requireNonNull(wire.current())
                                            .effect())
                                    .change()
                                    .number(),
                    files));
            return new Started(run.id, "https://hcp.example/" + run.id);
        });
    }

    @Override
    public Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
        return wire.call(
                "looking for an earlier run",
                () -> hcp.runs.values().stream()
                        .filter(run -> run.token.equals(token))
                        .map(run -> run.id)
                        .findFirst());
    }

    @Override
    public void texts(
            Repository repository,
            String commit,
            Source source,
            Set<String> paths,
            BiConsumer<String, Optional<String>> taker) {
        wire.send(
                "the files of a commit",
                () -> paths.forEach(path -> taker.accept(
                        path, Optional.ofNullable(github.git.files(commit).get(path)))));
    }

    @Override
    public RunSeen read(RunId run) {
        return wire.call("the run " + run, () -> seen(hcp.get(run)));
    }

    private static RunSeen seen(RunInHcp run) {
        return new RunSeen(
                run.id,
                new RunStatus(run.status),
                run.status.equals("planned"),
                true,
                run.plan != null,
                run.plan != null && !run.plan.isEmpty(),
                false,
                run.ours(),
                run.confirmedBy == null || run.confirmedBy.equals("tidegate") ? null : run.confirmedBy,
                "",
                StatedCounts.NONE,
                Diagnostics.NONE);
    }

    /** Nothing of it decides anything. */
    @Override
    public Optional<Progress> progress(RunId run) {
        return Optional.empty();
    }

    @Override
    public Plan plan(RunId run, WorkspaceSeen workspace, Rules rules) {
        return wire.call("the plan of " + run, () -> {
            SortedMap<String, RunInHcp.Change> plan = hcp.get(run).plan;
            if (plan == null) {
                throw new Outside.Refused("no plan of " + run, "plan again");
            }
            List<ResourceChange> changes = new ArrayList<>();
            plan.forEach((path, change) -> changes.add(change(change.address(path))));
            return new Plan(
                    changes,
                    List.of(),
                    List.of(),
                    ChangeCounts.of(changes),
                    Context.empty().with("workspace", workspace.id()),
                    "t1:k",
                    !changes.isEmpty(),
                    true,
                    false,
                    "1.11.4",
                    0,
                    List.of(),
                    0,
                    false,
                    List.of(),
                    List.of());
        });
    }

    private static ResourceChange change(String address) {
        return new ResourceChange(
                address,
                null,
                "managed",
                "terraform_data",
                "terraform.io/builtin/terraform",
                null,
                Action.UPDATE,
                null,
                false,
                List.of(),
                0,
                new ChangeDigest("t1:k:" + address));
    }

    @Override
    public boolean confirm(RunId run) {
        Instant sent = clock.instant();
        return wire.call("confirming " + run, () -> {
            boolean taken = hcp.confirms(hcp.get(run), "tidegate");
            if (taken) {
                hcp.get(run).confirmations++;
                judge.confirmed(hcp.get(run), sent);
            }
            return taken;
        });
    }

    @Override
    public Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting) {
        return wire.call(
                "who is ahead of " + waiting,
                () -> hcp.holding(hcp.get(waiting).environment)
                        .map(run -> new OtherRun(
                                run.id,
                                "https://hcp.example/" + run.id,
                                run.status,
                                run.ours() ? null : "kim",
                                run.ours())));
    }

    @Override
    public Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since) {
        return wire.call("the newest state", () -> {
            @Nullable StateChange newest = hcp.changed.get(workspace.id().substring("ws-".length()));
            return Optional.ofNullable(newest).filter(change -> change.at().isAfter(since));
        });
    }

    @Override
    public void interrupt(RunId run) {
        wire.send("interrupting " + run, () -> {
            if (hcp.get(run).status.equals("applying")) {
                hcp.get(run).status = "canceled";
            }
        });
    }

    @Override
    public void stop(RunId run) {
        wire.send("stopping " + run, () -> hcp.stops(hcp.get(run)));
    }
}
