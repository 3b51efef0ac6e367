package io.tidegate.flow;

import java.time.Instant;
import java.time.InstantSource;

/**
 * One round of the sweeper.
 *
 * @param until when it should be at its end, by our clock
 */
public record Round(InstantSource clock, Instant until) {
    /** Nothing more is begun: the time is over, or the product stops. */
    boolean over() {
        return Thread.currentThread().isInterrupted() || !clock.instant().isBefore(until);
    }
}
