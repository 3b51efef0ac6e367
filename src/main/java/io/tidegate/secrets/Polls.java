package io.tidegate.secrets;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** How it ended to ask Doppler again, and how long ago what is used was what Doppler says. */
final class Polls {
    /** What came of one of them; each is a label of a metric. */
    enum End {
        /** Something is not as before. */
        RENEWED,
        UNCHANGED,
        /** Doppler answered, and what it says cannot be used. */
        UNUSABLE,
        /** It was asked too often: 429. */
        LIMITED,
        /** The token is: 401, 403 or 404. */
        REFUSED,
        /** Another status, nonsense, or no answer. */
        AWAY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<End, LongAdder> ended = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private volatile long agreed;

    /** @param nanos as {@link System#nanoTime}: the age must not jump with the clock */
    Polls(LongSupplier nanos) {
        this.nanos = nanos;
        this.agreed = nanos.getAsLong();
    }

    void ended(End end) {
        adder(end).increment();
        switch (end) {
            case RENEWED, UNCHANGED -> agreed = nanos.getAsLong();
            case UNUSABLE, LIMITED, REFUSED, AWAY -> {
                // What is used grows old.
            }
        }
    }

    long times(End end) {
        return adder(end).sum();
    }

    /** Since Doppler last said what is used here; of a process that began with the copy, since then. */
    Duration age() {
        return Duration.ofNanos(nanos.getAsLong() - agreed);
    }

    private LongAdder adder(End end) {
        return ended.computeIfAbsent(end, none -> new LongAdder());
    }
}
