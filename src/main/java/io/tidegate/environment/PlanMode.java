package io.tidegate.environment;

/** When an environment is planned. A plan runs the pull request's code with the workspace's credentials. */
public enum PlanMode {
    /** Unasked, for authors and pushers who may plan. */
    AUTO,
    /** Unasked only if the author and every pusher may approve this environment; otherwise somebody releases the plan. */
    TRUSTED,
    /** Only by {@code /plan}. */
    ON_COMMAND
}
