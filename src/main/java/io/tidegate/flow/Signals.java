package io.tidegate.flow;

import java.time.Duration;

/** Wakes workers when rows were committed, in this process or another. */
public interface Signals {
    /** Returns when something was committed, or after {@code most}. */
    void await(Duration most) throws InterruptedException;
}
