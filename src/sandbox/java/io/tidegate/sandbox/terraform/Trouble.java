package io.tidegate.sandbox.terraform;

import io.tidegate.sandbox.http.Holds;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to go wrong in one workspace, for as long as it is switched on. Faults of single requests are scripted
 * elsewhere; this is what HCP Terraform itself may come to. Guarded by the cloud's lock.
 */
public final class Trouble {
    /** How a plan or an apply ends. */
    public enum Ending {
        AS_EXECUTED,
        ERRORED,
        /** The worker was lost. */
        UNREACHABLE,
        CANCELED;

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is answered when the JSON of a finished plan is asked for. */
    public enum PlanJson {
        THERE,
        NOT_YET,
        MISSING,
        /** Only the redacted one is there, as for somebody who is no administrator of the workspace. */
        REDACTED,
        UNSUPPORTED
    }

    /** What stands between a plan with changes and its confirmation. */
    public enum Policy {
        NONE,
        PASSES,
        /** A plan-only run ends {@code policy_soft_failed}, any other waits for an override. */
        SOFT_FAILS,
        HARD_FAILS,
        /** A task after the plan failed in a way that somebody may override. */
        TASK_NEEDS_DECISION
    }

    private final Cloud cloud;
    private final Engine engine;
    private final Holds holds;
    private final Workspace workspace;
    private final Map<String, String> shown = new TreeMap<>();
    boolean admits = true;
    Ending plan = Ending.AS_EXECUTED;
    Ending apply = Ending.AS_EXECUTED;
    PlanJson planJson = PlanJson.THERE;
    int miscounted;
    Policy policy = Policy.NONE;
    int uploadRefusal;
    boolean uploadsExpired;
    String configurationError = "";

    Trouble(Cloud cloud, Engine engine, Holds holds, Workspace workspace) {
        this.cloud = cloud;
        this.engine = engine;
        this.holds = holds;
        this.workspace = workspace;
    }

    /** Without workers a run stays {@code plan_queued} or {@code apply_queued}. */
    public void workers(boolean available) {
        for (String step : new String[] {"terraform plan ", "terraform apply "}) {
            if (available) {
                holds.release(step + workspace.name());
            } else {
                holds.hold(step + workspace.name());
            }
        }
    }

    /** While it admits none, a new run stays {@code pending}, a plan-only one too. */
    public void admits(boolean runs) {
        cloud.locked(() -> {
            admits = runs;
            engine.advance(workspace);
        });
    }

    /** Shows another word than this status of a run, which then can be neither confirmed nor discarded. */
    public void show(String status, String word) {
        cloud.locked(() -> {
            shown.put(status, word);
        });
    }

    /** Shows every status as it is again. */
    public void showPlainly() {
        cloud.locked(shown::clear);
    }

    public void planEnds(Ending ending) {
        cloud.locked(() -> {
            plan = ending;
        });
    }

    /** An apply that is not executed changes no state, whatever it says. */
    public void applyEnds(Ending ending) {
        cloud.locked(() -> {
            apply = ending;
        });
    }

    public void planJson(PlanJson answer) {
        cloud.locked(() -> {
            planJson = answer;
        });
    }

    /** @param more what HCP Terraform counts as destroyed beyond what its plan as data says */
    public void miscounts(int more) {
        cloud.locked(() -> {
            miscounted = more;
        });
    }

    public void policy(Policy result) {
        cloud.locked(() -> {
            policy = result;
        });
    }

    /** @param status what an upload is answered, for example 413; 0 to take it */
    public void refuseUploads(int status) {
        cloud.locked(() -> {
            uploadRefusal = status;
        });
    }

    /** Whether addresses to upload to have expired by the time they are given out. */
    public void expireUploads(boolean expired) {
        cloud.locked(() -> {
            uploadsExpired = expired;
        });
    }

    /** @param reason with which every uploaded configuration ends errored; empty to take them */
    public void rejectConfigurations(String reason) {
        cloud.locked(() -> {
            configurationError = reason;
        });
    }

    Optional<String> strange(RunStatus status) {
        return Optional.ofNullable(shown.get(status.wire()));
    }
}
