package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** What HCP Terraform asks of every request before it looks at its path: rate, token, media type. */
final class Gate {
    private final String token;
    private final Deque<Long> second = new ArrayDeque<>();
    private final Deque<Long> listsOfAMinute = new ArrayDeque<>();
    private final String organizationToken;
    private int perSecond = 30;
    private int listsPerMinute = 30;
    private boolean revoked;

    Gate(String token, String organizationToken) {
        this.token = token;
        this.organizationToken = organizationToken;
    }

    synchronized void revoke(boolean revoked) {
        this.revoked = revoked;
    }

    String organizationToken() {
        return organizationToken;
    }

    synchronized void perSecond(int requests) {
        perSecond = requests;
    }

    synchronized void listsPerMinute(int requests) {
        listsPerMinute = requests;
    }

    /** The refusal, or null. */
    synchronized Response refuse(Request request) {
        if (request.path().equals("/.well-known/terraform.json")) {
            return null;
        }
        if (!admit(second, perSecond, Duration.ofSeconds(1))) {
            return tooMany();
        }
        if (request.path().equals("/api/v2/ping")) {
            return null;
        }
        if (is(request, organizationToken)) {
            // What the organisation's token may never do is not found for it, like everything forbidden.
            if (!request.path().matches("/api/v2/(organizations|workspaces)/.*") || ofRuns(request)) {
                return JsonApi.error(404, "");
            }
        } else if (revoked || !is(request, token)) {
            return JsonApi.error(401, "");
        }
        boolean lists = request.method().equals("GET") && request.path().matches("/api/v2/workspaces/[^/]+/runs");
        if (lists && !admit(listsOfAMinute, listsPerMinute, Duration.ofMinutes(1))) {
            return tooMany();
        }
        return acceptable(request) ? null : JsonApi.error(415, "Content-Type must be " + JsonApi.MEDIA_TYPE);
    }

    private static boolean is(Request request, String token) {
        byte[] sent = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(sent, ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean ofRuns(Request request) {
        return request.path()
                .matches(".*/(runs|configuration-versions|notification-configurations|state-versions)(/.*)?");
    }

    /** Actions take plain JSON as well; everything else that changes something is JSON:API, even without a body. */
    private static boolean acceptable(Request request) {
        if (request.method().equals("GET")) {
            return true;
        }
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean plain = request.path().contains("/actions/") && type.startsWith("application/json");
        return plain || type.startsWith(JsonApi.MEDIA_TYPE);
    }

    private static boolean admit(Deque<Long> times, int limit, Duration window) {
        long now = System.nanoTime();
        while (!times.isEmpty() && now - times.peekFirst() >= window.toNanos()) {
            times.removeFirst();
        }
        if (times.size() >= limit) {
            return false;
        }
        times.addLast(now);
        return true;
    }

    private static Response tooMany() {
        // The documented body of a 429 has the status as a number where every other error has a string.
        ObjectNode document = JsonApi.object();
        document.putArray("errors")
                .addObject()
                .put("detail", "You have exceeded the API's rate limit.")
                .put("status", 429)
                .put("title", "Too many requests");
        return JsonApi.answer(429, document);
    }

    synchronized Response finish(Request request, Response response) {
        double reset = Optional.ofNullable(second.peekFirst())
                .map(first -> Math.max(0, 1 - (System.nanoTime() - first) / 1e9))
                .orElse(0.0);
        return response.with("TFP-API-Version", "2.6")
                .with("TFP-AppName", "HCP Terraform")
                .with("X-RateLimit-Limit", Integer.toString(perSecond))
                .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, perSecond - second.size())))
                .with("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", reset));
    }
}
