package io.tidegate.environment;

/** How much of a plan is shown to people: numbers only, addresses and attribute names too, or values too. */
public enum ShowLevel {
    COUNTS,
    NAMES,
    VALUES
}
