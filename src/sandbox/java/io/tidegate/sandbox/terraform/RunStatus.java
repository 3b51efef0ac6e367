package io.tidegate.sandbox.terraform;

import java.util.Locale;

/** The statuses that runs of the stand-in go through; HCP Terraform has more. */
enum RunStatus {
    PENDING,
    PLAN_QUEUED,
    PLANNING,
    PLANNED,
    COST_ESTIMATING,
    COST_ESTIMATED,
    POST_PLAN_RUNNING,
    POST_PLAN_AWAITING_DECISION,
    POST_PLAN_COMPLETED,
    POLICY_CHECKING,
    POLICY_OVERRIDE,
    POLICY_CHECKED,
    POLICY_SOFT_FAILED,
    PLANNED_AND_SAVED,
    CONFIRMED,
    APPLY_QUEUED,
    APPLYING,
    APPLIED,
    PLANNED_AND_FINISHED,
    ERRORED,
    DISCARDED,
    CANCELED,
    FORCE_CANCELED;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean terminal() {
        return switch (this) {
            case APPLIED, PLANNED_AND_FINISHED, POLICY_SOFT_FAILED, ERRORED, DISCARDED, CANCELED, FORCE_CANCELED ->
                true;
            case PENDING,
                    PLAN_QUEUED,
                    PLANNING,
                    PLANNED,
                    COST_ESTIMATING,
                    COST_ESTIMATED,
                    POST_PLAN_RUNNING,
                    POST_PLAN_AWAITING_DECISION,
                    POST_PLAN_COMPLETED,
                    POLICY_CHECKING,
                    POLICY_OVERRIDE,
                    POLICY_CHECKED,
                    PLANNED_AND_SAVED,
                    CONFIRMED,
                    APPLY_QUEUED,
                    APPLYING -> false;
        };
    }

    /** Waits for a worker. */
    static boolean queued(RunStatus status) {
        return status == PLAN_QUEUED || status == APPLY_QUEUED;
    }

    /** Has a worker. */
    static boolean executing(RunStatus status) {
        return status == PLANNING || status == APPLYING;
    }

    boolean cancelable() {
        return switch (this) {
            case PENDING, PLAN_QUEUED, PLANNING, CONFIRMED, APPLY_QUEUED, APPLYING -> true;
            case PLANNED,
                    COST_ESTIMATING,
                    COST_ESTIMATED,
                    POST_PLAN_RUNNING,
                    POST_PLAN_AWAITING_DECISION,
                    POST_PLAN_COMPLETED,
                    POLICY_CHECKING,
                    POLICY_OVERRIDE,
                    POLICY_CHECKED,
                    POLICY_SOFT_FAILED,
                    PLANNED_AND_SAVED,
                    APPLIED,
                    PLANNED_AND_FINISHED,
                    ERRORED,
                    DISCARDED,
                    CANCELED,
                    FORCE_CANCELED -> false;
        };
    }

    /** Waits for somebody's decision that is not a confirmation. */
    boolean overridable() {
        return this == POLICY_OVERRIDE || this == POST_PLAN_AWAITING_DECISION;
    }
}
