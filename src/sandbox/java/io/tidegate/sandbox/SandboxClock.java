package io.tidegate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The stand-in GitHub's clock: the wall clock plus an offset that tests and the story player may move forward, so that
 * the product's 30 seconds stay unmodified and cost no waiting. Token lifetimes do not use it.
 */
public final class SandboxClock {
    private Duration offset = Duration.ZERO;

    /** Now, in whole seconds as GitHub reports it. */
    public synchronized Instant now() {
        return Instant.now().plus(offset).truncatedTo(ChronoUnit.SECONDS);
    }

    public synchronized void forward(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the sandbox's clock only moves forward");
        }
        offset = offset.plus(duration);
    }
}
