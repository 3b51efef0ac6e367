package io.tidegate.environment;

/** When the check {@code tidegate} is green. */
public enum MergeWhen {
    /** Every affected environment has a plan. */
    PLANNED,
    /** Every affected environment that is applied on command is applied too. */
    APPLIED
}
