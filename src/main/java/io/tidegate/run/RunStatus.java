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
