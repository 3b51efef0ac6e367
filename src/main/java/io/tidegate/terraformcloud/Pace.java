package io.tidegate.terraformcloud;

import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * So many calls in any second, and no more: a burst goes out at once, what is beyond it waits its turn. Whoever is refused by
 * HCP Terraform's limit has asked for nothing, and all that share the token pause. When a call was counted there is not known
 * here, but it was before its end; so a turn is free again a second after that.
 *
 * <p>HCP Terraform lets a token ask 30 times in a second (source: its API documentation, «Rate Limiting»); a few should be
 * left for other replicas.
 */
final class Pace {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final DelayQueue<Free> turns = new DelayQueue<>();

    Pace(int perSecond) {
        long now = System.nanoTime();
        for (int i = 0; i < perSecond; i++) {
            turns.add(new Free(now));
        }
    }

    /** A call that goes on; it ends when this is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until it may begin. */
    Turn begin() throws InterruptedException {
        turns.take();
        return () -> turns.add(new Free(System.nanoTime() + SECOND));
    }

    /** @param from of {@link System#nanoTime} */
    private record Free(long from) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(from - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
