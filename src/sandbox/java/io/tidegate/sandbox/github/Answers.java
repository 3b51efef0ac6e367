package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.Limits.Quota;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** What every answer has in common: error format, time, ETag, limits. */
final class Answers {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private final Site site;
    private final Tokens tokens;
    private final SandboxClock clock;
    private final Limits limits;

    Answers(Site site, Tokens tokens, Limits limits) {
        this.site = site;
        this.tokens = tokens;
        this.clock = site.clock;
        this.limits = limits;
    }

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

    /** Counts a request that begins; an answer when GitHub refuses it, whatever the route. */
    Response refuse(Request request) {
        String who = whose(request);
        Limits.Exceeded exceeded = limits.begin(who, request);
        if (exceeded != null) {
            site.event(
                    "limit",
                    Map.of("installation", who, "exceeded", exceeded.name().toLowerCase()));
        }
        Response refused = Api.refuse(request);
        return switch (exceeded) {
            case null -> refused;
            case PRIMARY -> primary(request, who);
            case SECONDARY -> GitHubFaults.secondary(limits.status(), limits.told());
        };
    }

    private Response primary(Request request, String who) {
        Instant reset = limits.quota(Limits.budget(who, request)).reset();
        // GitHub answers a query with a success all the same.
        return request.path().equals("/graphql")
                ? GitHubFaults.points(who, reset)
                : GitHubFaults.primary(limits.status(), who, reset);
    }

    /** Answers 304 to a GET whose ETag the client has; that costs no rate limit. */
    Response finish(Request request, Response response) {
        String bearer = request.header("Authorization").orElse("");
        // App JWTs change all the time; the App behind them does not.
        String key = bearer.contains("ghs_") ? bearer : "app";
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
        Quota quota = limits.end(request, unchanged);
        return limited(request, answer, quota)
                .with("Date", DATE.format(clock.machine()))
                .with("X-GitHub-Media-Type", "github.v3; format=json")
                .with(
                        "X-GitHub-Api-Version-Selected",
                        request.header("X-GitHub-Api-Version").orElse("2022-11-28"))
                .with("X-GitHub-Request-Id", App.random(8));
    }

    /** An answer may say something else about the quota, as one that a test asked for does. */
    private static Response limited(Request request, Response answer, Quota quota) {
        Map<String, String> told = Map.of(
                "X-RateLimit-Limit", String.valueOf(quota.limit()),
                "X-RateLimit-Remaining", String.valueOf(quota.remaining()),
                "X-RateLimit-Used", String.valueOf(quota.used()),
                "X-RateLimit-Reset", String.valueOf(quota.reset().getEpochSecond()),
                "X-RateLimit-Resource", request.path().equals("/graphql") ? "graphql" : "core");
        Response complete = answer;
        for (Map.Entry<String, String> header : told.entrySet()) {
            if (answer.headers().keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
                complete = complete.with(header.getKey(), header.getValue());
            }
        }
        return complete;
    }

    ObjectNode rateLimit(Request request) {
        Quota quota = limits.quota(whose(request));
        ObjectNode core = Json.object(
                "limit", quota.limit(),
                "remaining", quota.remaining(),
                "used", quota.used(),
                "reset", quota.reset().getEpochSecond());
        return Json.object("resources", Json.object("core", core, "search", core), "rate", core);
    }

    private String whose(Request request) {
        synchronized (site) {
            return tokens.whose(request);
        }
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
