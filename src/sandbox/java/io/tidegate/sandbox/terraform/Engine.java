package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What people and clients do to runs, and what becomes of it. Its methods are called with the cloud's lock held. */
final class Engine {
    private final Cloud cloud;
    private final Progress progress;

    Engine(Cloud cloud, Execution execution, Notifier notifier) {
        this.cloud = cloud;
        this.progress = new Progress(cloud, execution, notifier);
    }

    LiveRun create(Workspace workspace, ConfigurationVersion version, RunOptions options, User user) {
        LiveRun run = new LiveRun(cloud.text(16), workspace, version, options, user, workspace.variables());
        cloud.runs.put(run.id, run);
        cloud.journal.event(
                "terraform",
                "run-created",
                Map.of(
                        "run", run.id,
                        "workspace", workspace.name(),
                        "planOnly", options.planOnly(),
                        "by", user.username(),
                        "message", options.message(),
                        "configurationVersion", version.id));
        progress.become(run, RunStatus.PENDING);
        progress.background(run, () -> cloud.locked(() -> progress.advance(workspace)));
        return run;
    }

    ConfigurationVersion configuration(Workspace workspace, Slug slug, User user) {
        ConfigurationVersion version = new ConfigurationVersion(cloud.id("cv"), workspace, false, false, false, user);
        cloud.configurations.put(version.id, version);
        uploaded(version, slug);
        return version;
    }

    /** What is neither speculative nor provisional is what the next run without a configuration of its own plans. */
    void uploaded(ConfigurationVersion version, Slug slug) {
        version.uploaded(slug);
        if (!version.speculative && !version.provisional) {
            version.workspace.current = Optional.of(version);
        }
    }

    /** @throws Refusal 409 unless the run waits for that */
    void override(LiveRun run, User user) {
        if (!run.status.overridable()) {
            throw PolicyEndpoints.notWaiting();
        }
        run.overridden = true;
        cloud.journal.event("terraform", "run-overridden", Map.of("run", run.id, "by", user.username()));
        boolean policy = run.status == RunStatus.POLICY_OVERRIDE;
        progress.become(run, policy ? RunStatus.POLICY_CHECKED : RunStatus.POST_PLAN_COMPLETED);
        progress.ready(run);
    }

    /** @throws Refusal 409 unless the run is paused for confirmation */
    void confirm(LiveRun run, User user) {
        if (!run.confirmable()) {
            throw new Refusal(409, "Run was not paused for confirmation");
        }
        if (run.options.savePlan()) {
            takeTurn(run);
        }
        run.paused = false;
        run.confirmedBy = Optional.of(user);
        cloud.journal.event(
                "terraform",
                "run-confirmed",
                Map.of("run", run.id, "workspace", run.workspace.name(), "by", user.username()));
        progress.background(
                run,
                () -> cloud.locked(() -> {
                    progress.become(run, RunStatus.CONFIRMED);
                    progress.queueApply(run);
                }));
    }

    /** A saved plan was made beside everything; its apply needs the workspace to itself. */
    private void takeTurn(LiveRun run) {
        if (run.workspace.running.isPresent() || run.workspace.lock.isPresent()) {
            throw new Refusal(409, "The workspace is locked");
        }
        run.workspace.running = Optional.of(run);
        run.workspace.lock = Optional.of(new Workspace.Lock(run.createdBy, Optional.of(run), ""));
    }

    void discard(LiveRun run, User user) {
        if (!run.discardable()) {
            throw new Refusal(409, "Run cannot be discarded: it is " + run.status.wire());
        }
        run.paused = false;
        run.discarding = true;
        cloud.journal.event(
                "terraform",
                "run-discarded",
                Map.of("run", run.id, "workspace", run.workspace.name(), "by", user.username()));
        progress.background(run, () -> cloud.locked(() -> progress.end(run, RunStatus.DISCARDED)));
    }

    void cancel(LiveRun run, User user) {
        if (!run.cancelable()) {
            throw new Refusal(409, "Run cannot be canceled: it is " + run.status.wire());
        }
        run.canceledBy = Optional.of(user);
        run.forceCancelAvailableAt = Optional.of(Instant.now().plus(cloud.forceCancelCoolOff));
        boolean executing = run.status == RunStatus.PLANNING || run.status == RunStatus.APPLYING;
        run.interruption.interrupt();
        if (!executing) {
            progress.background(
                    run,
                    () -> cloud.locked(() -> {
                        if (!run.status.terminal()
                                && run.status != RunStatus.PLANNING
                                && run.status != RunStatus.APPLYING) {
                            progress.end(run, RunStatus.CANCELED);
                        }
                    }));
        }
    }

    void forceCancel(LiveRun run) {
        if (!run.forceCancelable(cloud.clock.now())) {
            throw new Refusal(409, "Run cannot be force-canceled: cancel it first, then wait for the cool-off period");
        }
        run.interruption.force();
        progress.background(run, () -> cloud.locked(() -> progress.end(run, RunStatus.FORCE_CANCELED)));
    }

    /** Starts whatever may start in this workspace now. */
    void advance(Workspace workspace) {
        progress.advance(workspace);
    }
}
