package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.terraform.Terraform.Applied;
import io.tidegate.sandbox.terraform.Terraform.Planned;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Executes what the engine has queued, two at a time and outside of the cloud's lock. A test can hold
 * {@code terraform plan WORKSPACE} and {@code terraform apply WORKSPACE} like any route.
 */
final class Execution implements AutoCloseable {
    private static final int AT_A_TIME = 2;
    private final Cloud cloud;
    private final Holds holds;
    private final Semaphore slots = new Semaphore(AT_A_TIME, true);
    private volatile boolean closed;

    Execution(Cloud cloud, Holds holds) {
        this.cloud = cloud;
        this.holds = holds;
    }

    /** Part of a run's life that may take its time. */
    interface Step {
        void take() throws InterruptedException;
    }

    void background(LiveRun run, Step step, Runnable afterBug) {
        Thread.ofVirtual().name(run.id).start(() -> {
            try {
                step.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!closed) {
                    cloud.journal.event("terraform", "sandbox-bug", Map.of("run", run.id, "error", "" + e));
                    cloud.locked(afterBug);
                }
            }
        });
    }

    void plan(LiveRun run, Runnable began, Consumer<Planned> done, Consumer<Trouble.Ending> lost)
            throws InterruptedException {
        holds.pass("terraform plan " + run.workspace.name());
        Thread.sleep(cloud.queueDelay);
        slots.acquire();
        try {
            boolean go = begin(run, () -> {
                run.job = job(run.workspace, run.configuration.slug, run.variables, run.options, run.id);
                run.planStatus = "running";
                began.run();
            });
            if (go && !lost(run.workspace.trouble.plan, run.planLog, lost)) {
                Thread.sleep(cloud.delay);
                Planned planned = cloud.terraform.plan(run.job, run.planLog, run.interruption);
                run.planLog.finish();
                cloud.locked(() -> done.accept(planned));
            }
        } finally {
            slots.release();
        }
    }

    void apply(LiveRun run, Runnable began, Consumer<Applied> done, Consumer<Trouble.Ending> lost)
            throws InterruptedException {
        holds.pass("terraform apply " + run.workspace.name());
        Thread.sleep(cloud.queueDelay);
        slots.acquire();
        try {
            boolean go = begin(run, () -> {
                run.applyStatus = "running";
                began.run();
            });
            if (go && !lost(run.workspace.trouble.apply, run.applyLog, lost)) {
                Thread.sleep(cloud.delay);
                Applied applied =
                        failing(run) ? broken(run) : cloud.terraform.apply(run.job, run.applyLog, run.interruption);
                run.applyLog.finish();
                cloud.locked(() -> done.accept(applied));
            }
        } finally {
            slots.release();
        }
    }

    /** Whether this execution is one that only seems to happen. */
    private boolean lost(Trouble.Ending ending, RunLog log, Consumer<Trouble.Ending> lost) {
        if (ending == Trouble.Ending.AS_EXECUTED) {
            return false;
        }
        log.append("The worker ended this: " + ending.wire() + "\n");
        log.finish();
        cloud.locked(() -> lost.accept(ending));
        return true;
    }

    /** Whether this apply was told to fail; the next is not. */
    private boolean failing(LiveRun run) {
        return cloud.locked(() -> {
            boolean fails = run.workspace.applyFails;
            run.workspace.applyFails = false;
            return fails;
        });
    }

    private static Applied broken(LiveRun run) {
        run.applyLog.append("Error: creating Kubernetes node pool: POST /v2/kubernetes/clusters: 422 (request 77c1)\n\n"
                + "  The region is out of capacity for this size. Try again later, or choose another size.\n");
        return new Applied(false, run.job.state());
    }

    private boolean begin(LiveRun run, Runnable begin) {
        return cloud.locked(() -> {
            if (closed || run.status.terminal()) {
                return false;
            }
            begin.run();
            return true;
        });
    }

    Job job(Workspace workspace, Slug slug, List<Variable> variables, RunOptions options, String folder) {
        Path directory = cloud.directory.resolve(folder);
        return new Job(directory, slug, workspace.workingDirectory, variables, workspace.state(), options);
    }

    /** Ends what is being executed, hard, and waits a little until it has. */
    @Override
    public void close() {
        cloud.locked(() -> {
            closed = true;
            cloud.runs.values().forEach(run -> run.interruption.force());
        });
        try {
            if (slots.tryAcquire(AT_A_TIME, 5, TimeUnit.SECONDS)) {
                slots.release(AT_A_TIME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove(cloud.directory);
    }

    /** Removes a directory and all below it, as far as it is still there; links are removed, not followed. */
    static void remove(Path directory) {
        File file = directory.toFile();
        if (!Files.isSymbolicLink(directory)) {
            File[] children = file.listFiles();
            if (children != null) {
                for (File child : children) {
                    remove(child.toPath());
                }
            }
        }
        file.delete();
    }
}
