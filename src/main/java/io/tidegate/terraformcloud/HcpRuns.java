package io.tidegate.terraformcloud;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Runs;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.OwnRule;
import io.tidegate.plan.Plan;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs of HCP Terraform or Terraform Enterprise by its API. */
public final class HcpRuns implements Runs {
    private static final int MOST_REMEMBERED = 10_000;
    private final HcpClient client;
    private final Accesses accesses;
    private final ConfigurationArchive archives;
    private final Workspaces workspaces;
    private final Uploads uploads;
    private final RunCreation creation;
    private final RunReading reading;
    private final Traffic traffic;
    private final PlanDownload plans;
    private final HcpOwnRuns own;
    private final Map<RunId, Token> known = new ConcurrentHashMap<>();

    HcpRuns(
            HcpClient client,
            Accesses accesses,
            ConfigurationArchive archives,
            DigestKey key,
            List<OwnRule> rules,
            Duration unpackTimeout) {
        this.client = client;
        this.accesses = accesses;
        this.archives = archives;
        Identity identity = new Identity(client);
        workspaces = new Workspaces(client, accesses, identity);
        uploads = new Uploads(client, unpackTimeout);
        creation = new RunCreation(client, identity);
        reading = new RunReading(client, identity);
        traffic = new Traffic(client, identity, reading);
        plans = new PlanDownload(client, key, rules);
        own = new HcpOwnRuns(client, accesses, identity);
    }

    /** Runs of ours, by the same tokens. */
    HcpOwnRuns own() {
        return own;
    }

    @Override
    public WorkspaceSeen workspace(Repository repository, Environment environment) {
        return workspaces.read(repository, environment);
    }

    @Override
    public Started start(Wanted wanted, Source source) {
        WorkspaceSeen workspace = wanted.workspace();
        if (wanted.kind() == RunKind.REAL && !workspace.appliable().isEmpty()) {
            throw new Outside.Refused(
                    "Nothing is applied in the workspace " + workspace.name() + ": "
                            + String.join("; ", workspace.appliable()) + ".",
                    "Change the workspace's settings, then ask again.");
        }
        Token token = accesses.used(wanted.repository(), workspace.organization(), workspace.name())
                .token();
        try (ConfigurationArchive.Lease archive =
                archives.of(wanted.repository(), wanted.environment(), wanted.commit(), source)) {
            Optional<RunId> earlier =
                    wanted.lookFirst() ? creation.find(token, wanted, archive.digest()) : Optional.empty();
            RunId run = earlier.orElseGet(() -> {
                String version = uploads.upload(token, workspace, wanted.kind(), archive.file());
                return creation.create(token, wanted, archive.digest(), version);
            });
            remember(run, token);
            return new Started(run, traffic.page(workspace, run));
        }
    }

    @Override
    public Optional<RunId> earlier(Repository repository, WorkspaceSeen workspace, RunKind kind, String token) {
        Token used = accesses.used(repository, workspace.organization(), workspace.name())
                .token();
        Optional<RunId> run = creation.find(used, workspace, kind, RunCreation.end(token));
        run.ifPresent(id -> remember(id, used));
        return run;
    }

    @Override
    public void texts(
            Repository repository,
            String commit,
            Source source,
            Set<String> paths,
            BiConsumer<String, Optional<String>> taker) {
        try (ConfigurationArchive.Lease archive = archives.of(repository, commit, source)) {
            ArchiveTexts.read(archive.file(), paths, taker);
        } catch (IOException failed) {
            throw new Outside.Unavailable(
                    "The spooled archive of " + repository.fullName() + " at " + commit + " could not be read ("
                            + failed.getClass().getSimpleName() + ").",
                    null);
        }
    }

    @Override
    public RunSeen read(RunId run) {
        return withToken(run, token -> reading.read(token, run));
    }

    @Override
    public Optional<Progress> progress(RunId run) {
        return withToken(run, token -> reading.progress(token, run));
    }

    @Override
    public Plan plan(RunId run, WorkspaceSeen workspace, Rules rules) {
        return withToken(run, token -> plans.read(token, run, workspace, rules));
    }

    @Override
    public boolean confirm(RunId run) {
        return withToken(run, token -> act(token, run, "apply"));
    }

    @Override
    public void stop(RunId run) {
        withToken(run, token -> {
            Attributes.Run seen = reading.document(token, run).data().attributes();
            Attributes.RunActions actions = seen.actions();
            RunStatus status = new RunStatus(seen.status());
            if (status.isFinal() || status.isConfirmed()) {
                return false;
            }
            if (actions != null && actions.isDiscardable()) {
                return act(token, run, "discard") || stillOpen(token, run);
            }
            if (actions != null && actions.isCancelable()) {
                return act(token, run, "cancel") || stillOpen(token, run);
            }
            throw new Outside.Unavailable(
                    "HCP Terraform lets the run " + run + " be neither cancelled nor discarded; it is " + status + ".",
                    null);
        });
    }

    @Override
    public Optional<OtherRun> ahead(WorkspaceSeen workspace, RunId waiting) {
        return Traffic.told(() -> withToken(waiting, token -> traffic.ahead(token, workspace, waiting)));
    }

    @Override
    public Optional<StateChange> changedSince(Repository repository, WorkspaceSeen workspace, Instant since) {
        return Traffic.told(() -> traffic.changedSince(
                accesses.used(repository, workspace.organization(), workspace.name())
                        .token(),
                workspace,
                since));
    }

    @Override
    public void interrupt(RunId run) {
        withToken(run, token -> {
            if (!act(token, run, "cancel") && !isOver(token, run)) {
                throw new Outside.Unavailable(
                        "HCP Terraform does not let the apply of run " + run + " be interrupted at this moment.", null);
            }
            return true;
        });
    }

    private boolean isOver(Token token, RunId run) {
        return new RunStatus(reading.document(token, run).data().attributes().status()).isFinal();
    }

    /** After a 409: the run moved on meanwhile. If it can still be stopped, the effect is to be tried again. */
    private boolean stillOpen(Token token, RunId run) {
        RunStatus status =
                new RunStatus(reading.document(token, run).data().attributes().status());
        if (status.isFinal() || status.isConfirmed()) {
            return false;
        }
        throw new Outside.Unavailable(
                "The run " + run + " moved on while it was being stopped.", Duration.ofSeconds(1));
    }

    /** @return false when the run's state does not permit it (409) */
    private boolean act(Token token, RunId run, String action) {
        Call call = Call.post(
                        token,
                        "/runs/{run}/actions/" + action,
                        "runs/" + Paths.segment(run.text()) + "/actions/" + action,
                        Map.of(),
                        action + " the run " + run)
                .expecting(409);
        return client.send(call).succeeded();
    }

    /** A run's id does not tell its organisation: the tokens are tried, and the one that may see it is remembered. */
    private <T> T withToken(RunId run, Function<Token, T> use) {
        Token remembered = known.get(run);
        if (remembered != null) {
            return use.apply(remembered);
        }
        Outside.Refused refused =
                new Outside.Refused("No token is configured for the run " + run + ".", "Configure one.");
        for (Access access : accesses.all()) {
            try {
                T seen = use.apply(access.token());
                remember(run, access.token());
                return seen;
            } catch (Outside.Refused hidden) {
                refused = hidden;
            }
        }
        throw refused;
    }

    private void remember(RunId run, Token token) {
        if (known.size() >= MOST_REMEMBERED) {
            known.clear(); // They are found again by trying.
        }
        known.put(run, token);
    }
}
