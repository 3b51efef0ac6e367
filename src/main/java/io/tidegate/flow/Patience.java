package io.tidegate.flow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure, and for how long to go on trying. */
final class Patience {
    static final int UNEXPECTED = 3;
    static final Duration UNAVAILABLE = Duration.ofMinutes(30);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    Patience(RandomGenerator random) {
        this.random = random;
    }

    /** Doubles from 1 s to 5 min, give or take a fifth, so that what failed together does not come back together. */
    Duration after(int failures) {
        long doubled = FIRST.toMillis() << Math.clamp(failures, 0, 20);
        long capped = Math.min(doubled, LONGEST.toMillis());
        return Duration.ofMillis(Math.round(capped * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    /** What the other side asked for, or ours where it asked for nothing. */
    Duration after(Outside.Unavailable away, int failures) {
        Duration asked = away.after();
        return asked == null ? after(failures) : asked;
    }
}
