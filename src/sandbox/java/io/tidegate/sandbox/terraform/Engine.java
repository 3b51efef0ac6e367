package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.terraform.Terraform.Applied;
import io.tidegate.sandbox.terraform.Terraform.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves runs through their life: one real run of a workspace at a time, in order of creation, with plan-only runs beside
 * them. Its methods are called with the cloud's lock held.
 */
final class Engine {
    private final Cloud cloud;
    private final Execution execution;
    private final Notifier notifier;

    Engine(Cloud cloud, Execution execution, Notifier notifier) {
        this.cloud = cloud;
        this.execution = execution;
        this.notifier = notifier;
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
        become(run, RunStatus.PENDING);
        background(run, () -> cloud.locked(() -> advance(workspace)));
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

    /** Starts whatever may start in this workspace now. */
    void advance(Workspace workspace) {
        List<LiveRun> pending = cloud.runs(workspace)
                .filter(run -> workspace.trouble.admits)
                .filter(run -> run.status == RunStatus.PENDING && !run.discarding && !run.interruption.requested())
                .toList();
        pending.stream().filter(run -> run.options.beside()).forEach(this::start);
        if (workspace.running.isEmpty() && workspace.lock.isEmpty()) {
            pending.stream().filter(run -> !run.options.beside()).findFirst().ifPresent(run -> {
                workspace.running = Optional.of(run);
                workspace.lock = Optional.of(new Workspace.Lock(run.createdBy, Optional.of(run), ""));
                start(run);
            });
        }
    }

    private void background(LiveRun run, Execution.Step step) {
        execution.background(run, step, () -> end(run, RunStatus.ERRORED));
    }

    private void start(LiveRun run) {
        become(run, RunStatus.PLAN_QUEUED);
        run.planStatus = "queued";
        background(
                run,
                () -> execution.plan(
                        run,
                        () -> become(run, RunStatus.PLANNING),
                        planned -> planned(run, planned),
                        ending -> lost(run, ending, true)));
    }

    /** Ends a run whose plan or apply was never executed. */
    private void lost(LiveRun run, Trouble.Ending ending, boolean planning) {
        if (planning) {
            run.planStatus = ending.wire();
        } else {
            run.applyStatus = ending.wire();
        }
        end(run, ending == Trouble.Ending.CANCELED ? RunStatus.CANCELED : RunStatus.ERRORED);
    }

    private void planned(LiveRun run, Planned planned) {
        if (run.status.terminal()) {
            return;
        }
        if (run.interruption.requested()) {
            run.planStatus = "canceled";
            end(run, RunStatus.CANCELED);
            return;
        }
        run.planned = planned;
        run.changes = planned.json().map(Changes::of).orElse(Changes.NONE);
        run.planStatus = planned.succeeded() ? "finished" : "errored";
        boolean empty = !run.changes.any() && !run.options.allowEmptyApply();
        if (!planned.succeeded()) {
            end(run, RunStatus.ERRORED);
        } else if (empty && !run.workspace.costEstimation) {
            end(run, RunStatus.PLANNED_AND_FINISHED);
        } else {
            become(run, RunStatus.PLANNED);
            afterPlan(run, empty);
        }
    }

    private void afterPlan(LiveRun run, boolean empty) {
        if (run.workspace.costEstimation) {
            become(run, RunStatus.COST_ESTIMATING);
            become(run, RunStatus.COST_ESTIMATED);
        }
        if (empty) {
            end(run, RunStatus.PLANNED_AND_FINISHED);
            return;
        }
        run.policy = run.workspace.trouble.policy;
        switch (run.policy) {
            case NONE -> ready(run);
            case PASSES -> {
                become(run, RunStatus.POLICY_CHECKING);
                become(run, RunStatus.POLICY_CHECKED);
                ready(run);
            }
            case SOFT_FAILS -> {
                become(run, RunStatus.POLICY_CHECKING);
                if (run.options.planOnly()) {
                    end(run, RunStatus.POLICY_SOFT_FAILED);
                } else {
                    become(run, RunStatus.POLICY_OVERRIDE);
                }
            }
            case HARD_FAILS -> {
                become(run, RunStatus.POLICY_CHECKING);
                end(run, RunStatus.ERRORED);
            }
            case TASK_NEEDS_DECISION -> {
                become(run, RunStatus.POST_PLAN_RUNNING);
                become(run, RunStatus.POST_PLAN_AWAITING_DECISION);
            }
        }
    }

    /** Nothing but a confirmation is missing, if even that. */
    private void ready(LiveRun run) {
        if (run.options.planOnly()) {
            end(run, RunStatus.PLANNED_AND_FINISHED);
        } else if (run.options.savePlan()) {
            run.paused = true;
            become(run, RunStatus.PLANNED_AND_SAVED);
        } else if (run.options.autoApply() || !run.changes.any()) {
            queueApply(run);
        } else {
            run.paused = true;
            notifier.notify(run, "run:needs_attention");
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
        become(run, policy ? RunStatus.POLICY_CHECKED : RunStatus.POST_PLAN_COMPLETED);
        ready(run);
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
        background(
                run,
                () -> cloud.locked(() -> {
                    become(run, RunStatus.CONFIRMED);
                    queueApply(run);
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

    private void queueApply(LiveRun run) {
        run.applyStatus = "queued";
        become(run, RunStatus.APPLY_QUEUED);
        background(
                run,
                () -> execution.apply(
                        run,
                        () -> become(run, RunStatus.APPLYING),
                        applied -> applied(run, applied),
                        ending -> lost(run, ending, false)));
    }

    private void applied(LiveRun run, Applied applied) {
        if (run.status.terminal()) {
            return;
        }
        run.workspace.state(applied.state(), run.createdBy, Optional.of(run));
        if (applied.succeeded()) {
            run.applied = run.changes;
            run.applyStatus = "finished";
            if (run.configuration.provisional && newest(run)) {
                run.workspace.current = Optional.of(run.configuration);
            }
            cloud.journal.event("terraform", "applied", Map.of("run", run.id, "workspace", run.workspace.name()));
            end(run, RunStatus.APPLIED);
        } else {
            boolean canceled = run.interruption.requested();
            run.applyStatus = canceled ? "canceled" : "errored";
            end(run, canceled ? RunStatus.CANCELED : RunStatus.ERRORED);
        }
    }

    /** A provisional configuration becomes current when applied, unless a newer one already is. */
    private boolean newest(LiveRun run) {
        return run.workspace
                .current
                .filter(version -> version.createdAt.isAfter(run.configuration.createdAt))
                .isEmpty();
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
        background(run, () -> cloud.locked(() -> end(run, RunStatus.DISCARDED)));
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
            background(
                    run,
                    () -> cloud.locked(() -> {
                        if (!run.status.terminal()
                                && run.status != RunStatus.PLANNING
                                && run.status != RunStatus.APPLYING) {
                            end(run, RunStatus.CANCELED);
                        }
                    }));
        }
    }

    void forceCancel(LiveRun run) {
        if (!run.forceCancelable(cloud.clock.now())) {
            throw new Refusal(409, "Run cannot be force-canceled: cancel it first, then wait for the cool-off period");
        }
        run.interruption.force();
        background(run, () -> cloud.locked(() -> end(run, RunStatus.FORCE_CANCELED)));
    }

    private void become(LiveRun run, RunStatus status) {
        run.status = status;
        run.statuses.add(status);
        run.timestamps.put(status.wire().replace('_', '-') + "-at", Instant.now());
        cloud.journal.event(
                "terraform",
                "run-status",
                Map.of(
                        "run", run.id,
                        "workspace", run.workspace.name(),
                        "planOnly", run.options.planOnly(),
                        "status", status.wire()));
        notifier.statusChanged(run);
        cloud.notifyAll();
    }

    private void end(LiveRun run, RunStatus status) {
        if (run.status.terminal()) {
            return;
        }
        run.planLog.finish();
        run.applyLog.finish();
        if (run.planStatus.equals("pending") || run.planStatus.equals("queued")) {
            run.planStatus = "unreachable";
        }
        if (run.applyStatus.equals("pending") || run.applyStatus.equals("queued")) {
            run.applyStatus = "unreachable";
        }
        become(run, status);
        Workspace workspace = run.workspace;
        if (workspace.running.filter(run::equals).isPresent()) {
            workspace.running = Optional.empty();
            workspace.lock = Optional.empty();
        }
        if (run.job != null) {
            Execution.remove(run.job.directory());
        }
        advance(workspace);
    }
}
