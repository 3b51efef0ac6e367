package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.github.Site.Installation;
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

/** Who is asking: verifies App JWTs and keeps installation tokens. Both live by the wall clock. */
final class Tokens {
    private static final String UNDECODABLE = "A JSON web token could not be decoded";
    private final App app;
    private final Map<String, Grant> grants = new HashMap<>();

    Tokens(App app) {
        this.app = app;
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
        long now = Instant.now().getEpochSecond();
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
        if (grant == null || !grant.expires().isAfter(Instant.now())) {
            throw new Refusal(401, "Bad credentials");
        }
        return grant;
    }

    Grant issue(Installation installation, Map<String, String> permissions, Set<Long> repositories) {
        // GitHub's format since April 2026: the App's id, then three parts, about 520 characters.
        String token = "ghs_" + app.id() + "_" + random(27) + "." + random(99) + "." + random(256);
        Instant expires = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
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
