package io.tidegate.flow;

import java.time.Duration;

/** Wakes workers when rows were committed, in this process or another. */
public interface Signals {
    /** What there may be something new of. */
    enum Queue {
        DELIVERIES,
        EFFECTS
    }

    /** One worker's own: what is committed between two waits ends the second one at once, so nothing is slept through. */
    interface Ear {
        /** Returns when something of its queue was committed since the last return, or after {@code most}. */
        void await(Duration most) throws InterruptedException;
    }

    Ear ear(Queue queue);
}
