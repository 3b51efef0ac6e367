package io.tidegate.flow;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure, and for how long to go on trying. */
final class Patience {
    static final int UNEXPECTED = 3;
    /** GitHub and HCP Terraform answer 404 or 403 for a moment about what was made just now, so a no is heard thrice. */
    static final int BELIEVED = 3;

    private static final double JITTER = 0.2;
    private static final int SPREAD = 10;

    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private final Duration unavailable;

    /**
     * @param first the pause after the first failure
     * @param longest no pause of ours is longer
     * @param unavailable for how long what is away is tried again before it is given up
     */
    Patience(RandomGenerator random, Duration first, Duration longest, Duration unavailable) {
        this.random = random;
        this.first = first;
        this.longest = longest;
        this.unavailable = unavailable;
    }

    /** Whether something that has failed for so long is still tried again. */
    boolean endedAfter(Duration lasting) {
        return lasting.compareTo(unavailable) >= 0;
    }

    /** Doubles from the first to the longest, give or take a fifth, so that what failed together does not come back together. */
    Duration after(int failures) {
        return Duration.ofMillis(Math.round(doubled(failures) * (1 + JITTER * (2 * random.nextDouble() - 1))));
    }

    private long doubled(int failures) {
        return Math.min(first.toMillis() << Math.clamp(failures, 0, 20), longest.toMillis());
    }

    /** What the other side asked for, or ours where it asked for nothing. */
    Duration after(Outside.Unavailable away, int failures) {
        Duration asked = away.after();
        return asked == null ? after(failures) : later(asked);
    }

    /**
     * As long as was asked for; longer each time it goes on being limited. Many that take turns at a limit of so many calls a
     * second would otherwise all come back at once, each get a few calls further, and none ever to its end.
     */
    Duration after(Outside.Limited limited, int failures) {
        return later(Duration.ofMillis(Math.max(limited.after().toMillis(), doubled(failures))));
    }

    /** Never sooner than asked; later by a fifth of it, at most, and by no more than a few of our own first pauses. */
    private Duration later(Duration asked) {
        long most = Math.min(Math.round(asked.toMillis() * JITTER), first.toMillis() * SPREAD);
        return asked.plusMillis(Math.round(most * random.nextDouble()));
    }
}
