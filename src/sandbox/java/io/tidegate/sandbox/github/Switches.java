package io.tidegate.sandbox.github;

/** Oddities of the real GitHub that a test turns up or down. */
final class Switches {
    /** How often a pull request is read after a change before GitHub knows whether it can be merged. */
    int mergeableDelay = 0;
    /** GitHub notes {@code base.sha} when a pull request is opened or its head moves, and lets it grow old. */
    boolean staleBaseSha = true;
    /** Entries after which a recursive tree is cut off. */
    int treeLimit = 100_000;
}
