package io.tidegate.plan;

/** How much of a plan people may see: configuration {@code show}. */
public enum ShowLevel {
    /** How many, nothing else. */
    COUNTS,
    /** Addresses and the names of top-level attributes. */
    NAMES,
    /** Values too, except masked and suspicious ones. */
    VALUES
}
