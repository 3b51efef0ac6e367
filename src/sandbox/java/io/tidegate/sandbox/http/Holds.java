package io.tidegate.sandbox.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Routes that a test holds: a request to a held route waits, before anything happened, until it is released.
 * A route is named by its method and template, for example {@code POST /api/v2/runs/{run}/actions/apply}.
 */
public final class Holds {
    private final Map<String, CountDownLatch> held = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    public synchronized void hold(String route) {
        held.computeIfAbsent(route, r -> new CountDownLatch(1));
    }

    public synchronized void release(String route) {
        CountDownLatch latch = held.remove(route);
        if (latch != null) {
            latch.countDown();
        }
    }

    public synchronized void releaseAll() {
        Set.copyOf(held.keySet()).forEach(this::release);
    }

    public synchronized Set<String> held() {
        return new TreeSet<>(held.keySet());
    }

    /** How many requests wait at this route now. */
    public synchronized int waiting(String route) {
        return waiting.getOrDefault(route, 0);
    }

    /** Waits while this route is held. Stand-ins may name steps of their own like routes. */
    public void pass(String route) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = held.get(route);
            if (latch == null) {
                return;
            }
            waiting.merge(route, 1, Integer::sum);
        }
        try {
            latch.await();
        } finally {
            synchronized (this) {
                waiting.merge(route, -1, Integer::sum);
            }
        }
    }
}
