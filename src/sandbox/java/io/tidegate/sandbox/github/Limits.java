package io.tidegate.sandbox.github;

import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * GitHub's limits, really counted. The primary one, per installation and hour, is on from the start; the secondary ones,
 * which GitHub shows nowhere in advance, are off until they are set, so that nothing trips over them by chance.
 */
public final class Limits {
    private static final int OFF = Integer.MAX_VALUE;
    private static final String GRAPHQL = "/graphql";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final SandboxClock clock;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, Deque<Instant>> created = new HashMap<>();
    private final Map<Request, String> underWay = new IdentityHashMap<>();
    private Window fresh;
    private Window freshPoints;
    private int hourly = 5_000;
    private int contentPerMinute = OFF;
    private int concurrent = OFF;
    private Duration retryAfter = MINUTE;
    private boolean tellsRetryAfter = true;
    private int status = 403;

    Limits(SandboxClock clock) {
        this.clock = clock;
    }

    private record Window(int used, Instant reset) {}

    /** What an installation may ask in its hour. */
    record Quota(int limit, int used, Instant reset) {
        int remaining() {
            return Math.max(0, limit - used);
        }
    }

    /** Why a request is refused. */
    enum Exceeded {
        PRIMARY,
        SECONDARY
    }

    /** Requests per hour and installation; 5,000 at first. */
    public synchronized void hourly(int requests) {
        hourly = requests;
    }

    /** Every installation has so many requests left, until this much later; the App itself has a quota of its own. */
    public synchronized void remaining(int requests, Duration resetIn) {
        fresh = new Window(hourly - requests, clock.machine().plus(resetIn));
        windows.clear();
    }

    /** Every installation has so many points of GraphQL left, until this much later; each query costs one here. */
    public synchronized void points(int left, Duration resetIn) {
        freshPoints = new Window(hourly - left, clock.machine().plus(resetIn));
        windows.clear();
    }

    /** Whose quota a request uses up: that of GraphQL is another one than REST's. */
    static String budget(String who, Request request) {
        return request.path().equals(GRAPHQL) ? who + GRAPHQL : who;
    }

    /** Content-creating requests per minute and installation; GitHub's is 80. */
    public synchronized void contentPerMinute(int requests) {
        contentPerMinute = requests;
    }

    /** Requests of an installation at the same time; GitHub's is 100. */
    public synchronized void concurrent(int requests) {
        concurrent = requests;
    }

    /** How limits are told: 403 or 429; GitHub's documentation allows for both. */
    public synchronized void refusedWith(int status) {
        if (status != 403 && status != 429) {
            throw new IllegalArgumentException("GitHub answers 403 or 429, not " + status);
        }
        this.status = status;
    }

    /** What a secondary limit asks to wait; null for an answer without the header, which GitHub may send too. */
    public synchronized void retryAfter(Duration wait) {
        tellsRetryAfter = wait != null;
        retryAfter = wait == null ? MINUTE : wait;
    }

    /** As at the start: the hour's quota is whole, and no secondary limit is enforced. */
    public synchronized void off() {
        windows.clear();
        created.clear();
        fresh = null;
        freshPoints = null;
        hourly = 5_000;
        contentPerMinute = OFF;
        concurrent = OFF;
        retryAfter = MINUTE;
        tellsRetryAfter = true;
        status = 403;
    }

    synchronized int status() {
        return status;
    }

    /** Null where none is told. */
    synchronized Duration told() {
        return tellsRetryAfter ? retryAfter : null;
    }

    /** Counts a request that begins; null when it may go on. */
    synchronized Exceeded begin(String who, Request request) {
        underWay.put(request, who);
        long now = underWay.values().stream().filter(who::equals).count();
        if (quota(budget(who, request)).remaining() == 0 && costs(request)) {
            return Exceeded.PRIMARY;
        }
        if (now > concurrent) {
            return Exceeded.SECONDARY;
        }
        if (contentPerMinute < OFF && creates(request)) {
            Deque<Instant> times = created.computeIfAbsent(who, w -> new ArrayDeque<>());
            Instant ago = Instant.now().minus(retryAfter.compareTo(MINUTE) < 0 ? retryAfter : MINUTE);
            while (!times.isEmpty() && times.getFirst().isBefore(ago)) {
                times.removeFirst();
            }
            if (times.size() >= contentPerMinute) {
                return Exceeded.SECONDARY;
            }
            times.add(Instant.now());
        }
        return null;
    }

    /** Counts a request that began and ends, and tells what is left. */
    synchronized Quota end(Request request, boolean free) {
        // Who it was is known from its beginning: it may have been the end of its token.
        String who = budget(underWay.remove(request), request);
        Quota before = quota(who);
        if (free || !costs(request)) {
            return before;
        }
        windows.put(who, new Window(before.used() + 1, before.reset()));
        return quota(who);
    }

    synchronized Quota quota(String who) {
        Window window = windows.get(who);
        Window set = who.endsWith(GRAPHQL) ? freshPoints : fresh;
        if (window == null
                && set != null
                && !who.equals(Tokens.APP)
                && set.reset().isAfter(clock.machine())) {
            window = set;
        }
        if (window == null || !window.reset().isAfter(clock.machine())) {
            window = new Window(0, clock.machine().plus(Duration.ofHours(1)));
        }
        windows.put(who, window);
        return new Quota(hourly, window.used(), window.reset());
    }

    private static boolean costs(Request request) {
        return !request.path().equals("/rate_limit");
    }

    private static boolean creates(Request request) {
        return !request.method().equals("GET") && !request.path().startsWith("/app/");
    }
}
