package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.terraform.Terraform.Applied;
import io.tidegate.sandbox.terraform.Terraform.Planned;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves runs from one status to the next as their plans and applies end: one real run of a workspace at a time, in order
 * of creation, with plan-only runs beside them. Its methods are called with the cloud's lock held.
 */
final class Progress {
    private final Cloud cloud;
    private final Execution execution;
    private final Notifier notifier;

    Progress(Cloud cloud, Execution execution, Notifier notifier) {
        this.cloud = cloud;
        this.execution = execution;
        this.notifier = notifier;
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

    void background(LiveRun run, Execution.Step step) {
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
    void ready(LiveRun run) {
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

    void queueApply(LiveRun run) {
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

    void become(LiveRun run, RunStatus status) {
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

    void end(LiveRun run, RunStatus status) {
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
