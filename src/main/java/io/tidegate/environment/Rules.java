package io.tidegate.environment;

import java.util.List;

/**
 * What an environment asks before it is shown and applied.
 *
 * @param approvals how many people must approve its plan
 * @param confirmDestroy who applies a plan that destroys or replaces must write how many
 * @param freezes times in which nothing is applied
 */
public record Rules(
        ApplyMode apply,
        int approvals,
        boolean confirmDestroy,
        List<Freeze> freezes,
        ShowLevel show,
        PlanJson planJson) {
    /** What holds where nothing is configured, in a private repository. */
    public static final Rules USUAL =
            new Rules(ApplyMode.ON_COMMAND, 1, false, List.of(), ShowLevel.VALUES, PlanJson.ANY);

    public Rules {
        freezes = List.copyOf(freezes);
    }
}
