package io.tidegate.plan;

/** Placeholder until the package arrives. */
public record Plan(boolean applyable) {
    public boolean changesNothing() {
        return !applyable;
    }
}
