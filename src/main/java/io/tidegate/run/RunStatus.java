package io.tidegate.run;

import java.util.Set;

/**
 * A run's status as HCP Terraform names it. The set is open: no published list is complete, so an unknown status is
 * neither an error nor safe; it counts as in progress.
 */
public record RunStatus(String text) {
    private static final Set<String> FINAL = Set.of(
            "applied",
            "planned_and_finished",
            "discarded",
            "errored",
            "canceled",
            "force_canceled",
            "policy_soft_failed");
    private static final Set<String> CONFIRMED = Set.of(
            "confirmed",
            "queuing_apply",
            "apply_queued",
            "applying",
            "pre_apply_running",
            "pre_apply_completed",
            "pre_apply_awaiting_decision",
            "post_apply_running",
            "post_apply_completed",
            "applied");

    private static final Set<String> IN_PROGRESS = Set.of(
            "pending",
            "fetching",
            "fetching_completed",
            "pre_plan_running",
            "pre_plan_completed",
            "pre_plan_awaiting_decision",
            "queuing",
            "plan_queued",
            "planning",
            "planned",
            "planned_and_saved",
            "cost_estimating",
            "cost_estimated",
            "policy_checking",
            "policy_checked",
            "policy_override",
            "post_plan_running",
            "post_plan_completed",
            "post_plan_awaiting_decision");

    /** Whether Tidegate has heard of it: of one that it has not, nobody knows whether another follows. */
    public boolean isKnown() {
        return FINAL.contains(text) || CONFIRMED.contains(text) || IN_PROGRESS.contains(text);
    }

    /** No further status follows. */
    public boolean isFinal() {
        return FINAL.contains(text);
    }

    /** Somebody has confirmed it: an apply is queued, going on or done. */
    public boolean isConfirmed() {
        return CONFIRMED.contains(text);
    }

    public boolean is(String name) {
        return text.equals(name);
    }

    @Override
    public String toString() {
        return text;
    }
}
