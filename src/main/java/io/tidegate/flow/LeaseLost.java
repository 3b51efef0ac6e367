package io.tidegate.flow;

/** Somebody else has claimed the row since: whatever was about to be written must not be. */
public final class LeaseLost extends RuntimeException {
    public LeaseLost(String what) {
        super(what);
    }
}
