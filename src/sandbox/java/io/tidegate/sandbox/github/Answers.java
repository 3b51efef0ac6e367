package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What every answer has in common: error format, ETag, rate-limit headers. */
final class Answers {
    private static final int LIMIT = 5_000;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(int used, Instant reset) {}

    static ObjectNode body(int status, String message) {
        return Json.object(
                "message",
                message,
                "documentation_url",
                "https://docs.github.com/rest",
                "status",
                String.valueOf(status));
    }

    static Response error(int status, String message) {
        return Response.json(status, body(status, message));
    }

    /** Answers 304 to a GET whose ETag the client has; that costs no rate limit. */
    Response finish(Request request, Response response) {
        String who = request.header("Authorization").orElse("");
        // App JWTs change all the time; the App behind them does not.
        String key = who.contains("ghs_") ? who : "app";
        Response answer = response;
        boolean unchanged = false;
        if (request.method().equals("GET") && response.status() == 200) {
            String tag = "W/\"" + digest(key, response.body()) + "\"";
            unchanged = request.header("If-None-Match").map(tag::equals).orElse(false);
            answer = (unchanged ? new Response(304, Map.of(), new byte[0]) : response)
                    .with("ETag", tag)
                    .with("Cache-Control", "private, max-age=60, s-maxage=60")
                    .with("Vary", "Accept, Authorization, Cookie, X-GitHub-OTP");
        }
        Window window = count(key, unchanged || request.path().equals("/rate_limit") ? 0 : 1);
        return answer.with("X-GitHub-Media-Type", "github.v3; format=json")
                .with(
                        "X-GitHub-Api-Version-Selected",
                        request.header("X-GitHub-Api-Version").orElse("2022-11-28"))
                .with("X-GitHub-Request-Id", App.random(8))
                .with("X-RateLimit-Limit", String.valueOf(LIMIT))
                .with("X-RateLimit-Remaining", String.valueOf(Math.max(0, LIMIT - window.used())))
                .with("X-RateLimit-Used", String.valueOf(window.used()))
                .with("X-RateLimit-Reset", String.valueOf(window.reset().getEpochSecond()))
                .with("X-RateLimit-Resource", "core");
    }

    ObjectNode rateLimit(Request request) {
        String who = request.header("Authorization").orElse("");
        Window window = count(who.contains("ghs_") ? who : "app", 0);
        ObjectNode core = Json.object(
                "limit", LIMIT,
                "remaining", Math.max(0, LIMIT - window.used()),
                "used", window.used(),
                "reset", window.reset().getEpochSecond());
        return Json.object("resources", Json.object("core", core, "search", core), "rate", core);
    }

    private synchronized Window count(String key, int cost) {
        Window window = windows.get(key);
        if (window == null || window.reset().isBefore(Instant.now())) {
            window = new Window(0, Instant.now().plus(1, ChronoUnit.HOURS));
        }
        window = new Window(window.used() + cost, window.reset());
        windows.put(key, window);
        return window;
    }

    private static String digest(String key, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
