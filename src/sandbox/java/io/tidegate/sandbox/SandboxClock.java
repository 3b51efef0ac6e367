package io.tidegate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The stand-in GitHub's clock. It may be wrong by a while, as seen from the product, like anybody's clock; and people's
 * acts may be dated forward, so that the product's 30 seconds stay unmodified and cost no waiting. Credentials, limits
 * and the header {@code Date} follow the former only.
 */
public final class SandboxClock {
    private Duration skew = Duration.ZERO;
    private Duration offset = Duration.ZERO;

    /** When what people do now happens, in whole seconds as GitHub reports it. */
    public synchronized Instant now() {
        return machine().plus(offset);
    }

    /** GitHub's machines' own time, in whole seconds. */
    public synchronized Instant machine() {
        return Instant.now().plus(skew).truncatedTo(ChronoUnit.SECONDS);
    }

    public synchronized void forward(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the sandbox's clock only moves forward; skew(...) sets it wrong");
        }
        offset = offset.plus(duration);
    }

    /** Right again, and people act now: for a story that has nothing to do with the one before. */
    public synchronized void reset() {
        offset = Duration.ZERO;
        skew = Duration.ZERO;
    }

    /** How far GitHub's clock runs ahead of everybody else's; negative for behind, zero for right. */
    public synchronized void skew(Duration ahead) {
        skew = ahead;
    }

    public synchronized Duration skew() {
        return skew;
    }
}
