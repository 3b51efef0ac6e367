package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Who is asking: verifies App JWTs and keeps installation tokens. Both live by the clock of GitHub's machines. */
final class Tokens {
    /** Who asks, where it is no installation. */
    static final String APP = "app";

    private static final String UNDECODABLE = "A JSON web token could not be decoded";
    private final App app;
    private final SandboxClock clock;
    private final Map<String, Grant> grants = new HashMap<>();

    Tokens(App app, SandboxClock clock) {
        this.app = app;
        this.clock = clock;
    }

    /** Refuses everything but a valid JWT of the App. */
    void requireApp(Request request) {
        String[] parts = bearer(request).split("\\.");
        if (parts.length != 3 || parts[0].startsWith("ghs_")) {
            throw new Refusal(401, UNDECODABLE);
        }
        JsonNode header = decode(parts[0]);
        JsonNode claims = decode(parts[1]);
        if (!"RS256".equals(header.path("alg").asText()) || !signed(parts)) {
            throw new Refusal(401, UNDECODABLE);
        }
        long now = clock.machine().getEpochSecond();
        if (!claims.path("iat").isNumber() || claims.path("iat").asLong() > now) {
            throw new Refusal(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the"
                            + " assertion was issued");
        }
        if (!claims.path("exp").isNumber() || claims.path("exp").asLong() <= now) {
            throw new Refusal(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the future"
                            + " time at which the assertion expires");
        }
        if (claims.path("exp").asLong() > now + 600) {
            throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
        }
        if (!claims.path("iss").asText().equals(String.valueOf(app.id()))) {
            throw new Refusal(404, "Integration not found");
        }
    }

    Grant requireGrant(Request request) {
        Grant grant = grants.get(token(request));
        if (grant == null || !grant.expires().isAfter(clock.machine())) {
            throw new Refusal(401, GitHubFaults.BAD_CREDENTIALS);
        }
        if (grant.installation().suspended()) {
            throw suspended();
        }
        return grant;
    }

    /** Whose quota a request uses up: its installation's, or the App's own. */
    String whose(Request request) {
        String header = request.header("Authorization").orElse("");
        Grant grant =
                grants.get(header.replaceFirst("(?i)^(bearer|token) +", "").trim());
        return grant == null ? APP : String.valueOf(grant.installation().id());
    }

    Grant issue(Installation installation, Map<String, String> permissions, Set<Long> repositories) {
        // GitHub's format since April 2026: the App's id, then three parts, about 520 characters.
        String token = "ghs_" + app.id() + "_" + random(27) + "." + random(99) + "." + random(256);
        Instant expires = clock.machine().plus(1, ChronoUnit.HOURS);
        Grant grant = new Grant(token, installation, permissions, repositories, expires);
        grants.put(token, grant);
        return grant;
    }

    void revoke(Grant grant) {
        grants.remove(grant.token());
    }

    void revokeAll() {
        grants.clear();
    }

    void revokeAll(Installation installation) {
        grants.values().removeIf(grant -> grant.installation().id() == installation.id());
    }

    static Refusal suspended() {
        return new Refusal(403, GitHubFaults.SUSPENDED);
    }

    private boolean signed(String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(app.keys().getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static JsonNode decode(String part) {
        try {
            return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new Refusal(401, UNDECODABLE);
        }
    }

    /** JWTs are taken after {@code Bearer} only. */
    private static String bearer(Request request) {
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(401, UNDECODABLE);
        }
        return header.substring(7).trim();
    }

    private static String token(Request request) {
        String header = request.header("Authorization").orElseThrow(() -> new Refusal(401, "Requires authentication"));
        return header.replaceFirst("(?i)^(bearer|token) +", "").trim();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
