package io.tidegate.sandbox.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what was read last and before its last change, so that a read can be answered with what is out of date. */
final class Staleness {
    private static final int MOST = 2_000;
    private static final int LARGEST = 100_000;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    /** @param changed {@link System#nanoTime()} of the first read after the change */
    private record Seen(Response now, Response before, long changed) {}

    /** Notes an answer to a read, and returns what a replica so far behind would have answered. */
    synchronized Response read(Request request, Response response, Duration behind) {
        if (!request.method().equals("GET") || response.status() != 200 || response.body().length > LARGEST) {
            return response;
        }
        String address = request.path() + "?" + request.query();
        Seen known = seen.remove(address);
        Seen next = known != null && Arrays.equals(known.now().body(), response.body())
                ? known
                : new Seen(response, known == null ? response : known.now(), System.nanoTime());
        seen.put(address, next);
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
        return System.nanoTime() - next.changed() < behind.toNanos() ? next.before() : response;
    }
}
