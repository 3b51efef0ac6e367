package io.tidegate.github;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be held at once over all requests, so that no number of senders can exhaust memory. */
final class InflightBytes {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    InflightBytes(long limit) {
        this.limit = limit;
    }

    boolean reserve(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
