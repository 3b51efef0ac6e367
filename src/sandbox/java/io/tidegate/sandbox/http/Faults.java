package io.tidegate.sandbox.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The faults in force. Where several fit one request, the oldest that is not used up strikes. */
public final class Faults {
    private final Map<Long, Scripted> scripted = new LinkedHashMap<>();
    private long last;

    /** @param struck how many requests it has struck so far */
    public record Active(long id, Fault fault, int struck) {}

    /** A strike that hangs waits for the end of its fault. */
    record Hit(Strike strike, CountDownLatch over) {}

    private static final class Scripted {
        final Fault fault;
        final CountDownLatch over = new CountDownLatch(1);
        int seen;

        Scripted(Fault fault) {
            this.fault = fault;
        }

        int struck() {
            return Math.clamp((long) seen - fault.skip(), 0, fault.times());
        }
    }

    /** Puts a fault in force and returns its id. */
    public synchronized long add(Fault fault) {
        scripted.put(++last, new Scripted(fault));
        return last;
    }

    /** Ends a fault; what hangs by it ends too. */
    public synchronized void remove(long id) {
        Scripted removed = scripted.remove(id);
        if (removed != null) {
            removed.over.countDown();
        }
    }

    public synchronized void clear() {
        List.copyOf(scripted.keySet()).forEach(this::remove);
    }

    /** In the order in which they were added, those that are used up among them. */
    public synchronized List<Active> active() {
        return scripted.entrySet().stream()
                .map(entry -> new Active(
                        entry.getKey(), entry.getValue().fault, entry.getValue().struck()))
                .toList();
    }

    /** How many requests this fault has struck; 0 when it is not in force. */
    public synchronized int struck(long id) {
        Scripted one = scripted.get(id);
        return one == null ? 0 : one.struck();
    }

    synchronized Optional<Hit> strike(String route, String subject) {
        for (Scripted one : scripted.values()) {
            if (one.fault.fits(route, subject) && one.struck() < one.fault.times()) {
                one.seen++;
                if (one.seen > one.fault.skip()) {
                    return Optional.of(new Hit(one.fault.strike(), one.over));
                }
            }
        }
        return Optional.empty();
    }
}
