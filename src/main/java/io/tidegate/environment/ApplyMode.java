package io.tidegate.environment;

/** When an environment is applied: on {@code /apply}, by itself after the merge, or never by Tidegate. */
public enum ApplyMode {
    ON_COMMAND,
    ON_MERGE,
    NEVER
}
