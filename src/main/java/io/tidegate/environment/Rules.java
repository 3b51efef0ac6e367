package io.tidegate.environment;

import java.util.List;

/**
 * What an environment asks before it is planned, shown and applied.
 *
 * @param plan when it is planned unasked
 * @param approvals who must approve its plan
 * @param rights who may do what with it
 * @param confirmDestroy who applies a plan that destroys or replaces must write how many
 * @param freezes times in which nothing is applied
 * @param ignored attributes whose values may differ from the reviewed ones
 */
public record Rules(
        ApplyMode apply,
        PlanMode plan,
        ApprovalRule approvals,
        Rights rights,
        boolean confirmDestroy,
        List<Freeze> freezes,
        AfterFreeze afterFreeze,
        IgnoredDifferences ignored,
        ShowLevel show,
        PlanJson planJson) {
    /** What holds where nothing is configured, in a private repository. */
    public static final Rules USUAL = new Rules(
            ApplyMode.ON_COMMAND,
            PlanMode.AUTO,
            ApprovalRule.of(1),
            Rights.USUAL,
            false,
            List.of(),
            ShowLevel.VALUES,
            PlanJson.ANY);

    public Rules {
        freezes = List.copyOf(freezes);
    }

    /** Ones under which a freeze leaves the rest to people, and every difference counts. */
    public Rules(
            ApplyMode apply,
            PlanMode plan,
            ApprovalRule approvals,
            Rights rights,
            boolean confirmDestroy,
            List<Freeze> freezes,
            ShowLevel show,
            PlanJson planJson) {
        this(
                apply,
                plan,
                approvals,
                rights,
                confirmDestroy,
                freezes,
                AfterFreeze.WAIT,
                IgnoredDifferences.NONE,
                show,
                planJson);
    }

    public Rules with(ApplyMode other) {
        return new Rules(other, plan, approvals, rights, confirmDestroy, freezes, afterFreeze, ignored, show, planJson);
    }

    public Rules with(PlanMode other) {
        return new Rules(
                apply, other, approvals, rights, confirmDestroy, freezes, afterFreeze, ignored, show, planJson);
    }

    public Rules with(ApprovalRule other) {
        return new Rules(apply, plan, other, rights, confirmDestroy, freezes, afterFreeze, ignored, show, planJson);
    }

    public Rules with(Rights other) {
        return new Rules(apply, plan, approvals, other, confirmDestroy, freezes, afterFreeze, ignored, show, planJson);
    }

    public Rules with(ShowLevel other) {
        return new Rules(
                apply, plan, approvals, rights, confirmDestroy, freezes, afterFreeze, ignored, other, planJson);
    }

    public Rules with(PlanJson other) {
        return new Rules(apply, plan, approvals, rights, confirmDestroy, freezes, afterFreeze, ignored, show, other);
    }

    public Rules withConfirmDestroy(boolean other) {
        return new Rules(apply, plan, approvals, rights, other, freezes, afterFreeze, ignored, show, planJson);
    }

    public Rules withFreezes(List<Freeze> other) {
        return new Rules(apply, plan, approvals, rights, confirmDestroy, other, afterFreeze, ignored, show, planJson);
    }

    public Rules with(AfterFreeze other) {
        return new Rules(apply, plan, approvals, rights, confirmDestroy, freezes, other, ignored, show, planJson);
    }

    public Rules with(IgnoredDifferences other) {
        return new Rules(apply, plan, approvals, rights, confirmDestroy, freezes, afterFreeze, other, show, planJson);
    }
}
