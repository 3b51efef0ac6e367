package io.tidegate.sandbox.doppler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One config of one project, read with its service tokens. */
public final class DopplerStandIn implements AutoCloseable {
    /** Reads of secrets a minute, on the smallest of Doppler's plans. */
    private static final int LIMIT = 120;

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Set<String> tokens = new HashSet<>();
    private final Map<String, String> secrets = new TreeMap<>();
    private final StandIn server;
    private int left = LIMIT;
    private int whole;
    private int unchanged;
    private Supplier<Response> trouble = () -> null;

    public DopplerStandIn(String token) {
        tokens.add(token);
        this.server = new StandIn("doppler", 0, new Journal(), new Holds(), DopplerStandIn::error)
                .route("GET", "/v3/configs/config/secrets/download", this::download)
                .start();
    }

    public String url() {
        return server.url();
    }

    public synchronized void put(String name, String value) {
        secrets.put(name, value);
    }

    public synchronized void remove(String name) {
        secrets.remove(name);
    }

    /** A further service token of the config. */
    public synchronized void issue(String token) {
        tokens.add(token);
    }

    /** From now on nobody knows this token. */
    public synchronized void revoke(String token) {
        tokens.remove(token);
    }

    /** Every request is answered with this, until it is null again. */
    public synchronized void trouble(Response answer) {
        trouble = () -> answer;
    }

    /** As after this many reads within a minute. */
    public synchronized void leave(int reads) {
        left = reads;
    }

    /** How often all secrets were sent. */
    public synchronized int whole() {
        return whole;
    }

    /** How often it was enough to say that nothing changed. */
    public synchronized int unchanged() {
        return unchanged;
    }

    private synchronized Response download(Request request) {
        Response struck = trouble.get();
        if (struck != null) {
            return struck;
        }
        String given = request.header("Authorization").orElse("");
        if (!given.startsWith("Bearer ") || !tokens.contains(given.substring("Bearer ".length()))) {
            return error(401, "Invalid Auth token");
        }
        if (left <= 0) {
            return error(429, "Too many requests")
                    .with("retry-after", "2")
                    .with("x-ratelimit-limit", String.valueOf(LIMIT))
                    .with("x-ratelimit-remaining", "0");
        }
        left--;
        if (!request.query("format").orElse("").equals("json")) {
            return error(400, "Unsupported format");
        }
        ObjectNode body = JSON.createObjectNode()
                .put("DOPPLER_PROJECT", "tidegate")
                .put("DOPPLER_ENVIRONMENT", "prd")
                .put("DOPPLER_CONFIG", "prd");
        secrets.forEach(body::put);
        String etag = "W/\"" + Integer.toHexString(body.toString().hashCode()) + "\"";
        if (request.header("If-None-Match").orElse("").equals(etag)) {
            unchanged++;
            return Response.empty(304).with("ETag", etag);
        }
        whole++;
        return Response.json(200, body).with("ETag", etag).with("x-ratelimit-remaining", String.valueOf(left));
    }

    private static Response error(int status, String message) {
        JsonNode body = JSON.valueToTree(new TreeMap<>(Map.of("messages", List.of(message), "success", Boolean.FALSE)));
        return Response.json(status, body);
    }

    /** Tells a webhook's address that these secrets changed. @return the status of the answer */
    public int tell(URI address, String secret, String... updated) throws IOException, InterruptedException {
        byte[] body = JSON.writeValueAsBytes(Map.of(
                "type", "config.secrets.update",
                "project", Map.of("id", "tidegate", "name", "tidegate"),
                "config", Map.of("name", "prd", "environment", "prd"),
                "diff", Map.of("added", List.of(), "removed", List.of(), "updated", List.of(updated))));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("X-Doppler-Signature", sign(secret, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    public static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
