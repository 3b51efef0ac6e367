package io.tidegate.environment;

/** Which JSON of a plan suffices to apply it. */
public enum PlanJson {
    /** Also the redacted one, in which sensitive values and what is configured cannot be compared. */
    ANY,
    FULL
}
