package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The object store beside the API, on a port of its own: whoever has an address may use it until it expires, and a
 * credential sent along is a leak, which is refused and journalled.
 */
final class Archivist implements AutoCloseable {
    static final Duration LONG = Duration.ofHours(25);
    static final Duration SHORT = Duration.ofMinutes(1);

    /** What answers for one kind of object. */
    interface Store {
        Response get(String kind, String id, Request request);

        Response put(String kind, String id, byte[] body);
    }

    private final byte[] key = new byte[32];
    private final SandboxClock clock;
    private final Store store;
    private final StandIn server;

    Archivist(Journal journal, Holds holds, Faults faults, Subjects subjects, SandboxClock clock, Store store) {
        new SecureRandom().nextBytes(key);
        this.clock = clock;
        this.store = store;
        server = new StandIn("terraform", 0, journal, holds, Archivist::error)
                .gatekeeper(request -> withoutCredential(journal, request))
                .faults(faults, request -> subject(subjects, request))
                .route("GET", "/v1/object/{token}", this::get)
                .route("PUT", "/v1/object/{token}", this::put)
                .start();
    }

    private static Response withoutCredential(Journal journal, Request request) {
        // Terraform itself sends its token along when it downloads a state, and the real one takes it there.
        if (request.header("Authorization").isEmpty() || kind(request).equals("state")) {
            return null;
        }
        journal.event("terraform", "bearer-at-archivist", Map.of("method", request.method()));
        return error(400, "Only one auth mechanism allowed: this address must be used without Authorization");
    }

    private static String kind(Request request) {
        String token = request.path().replaceFirst("^/v1/object/([^.]*).*", "$1");
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).replaceFirst(" .*", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Response error(int status, String message) {
        return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    String url() {
        return server.url();
    }

    /** An address for one object, valid for a while. */
    String address(String kind, String id, Duration validity) {
        String claim = kind + " " + id + " " + clock.now().plus(validity).getEpochSecond();
        return server.url() + "/v1/object/" + encode(claim.getBytes(StandardCharsets.UTF_8)) + "." + mac(claim);
    }

    private String subject(Subjects subjects, Request request) {
        try {
            String[] claim = claim(request);
            return subjects.named(claim[0], claim[1]);
        } catch (Refusal expired) {
            return "";
        }
    }

    private Response get(Request request) {
        String[] claim = claim(request);
        return store.get(claim[0], claim[1], request);
    }

    private Response put(Request request) {
        String[] claim = claim(request);
        return store.put(claim[0], claim[1], request.body());
    }

    private String[] claim(Request request) {
        String[] token = request.parameter("token").split("\\.", -1);
        try {
            String claim = new String(Base64.getUrlDecoder().decode(token[0]), StandardCharsets.UTF_8);
            String[] parts = claim.split(" ");
            boolean signed = token.length == 2 && MessageDigest.isEqual(bytes(token[1]), bytes(mac(claim)));
            if (signed && clock.now().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[2])))) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(404, "no such object");
        }
        throw new Refusal(404, "no such object, or its address has expired");
    }

    private String mac(String claim) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return encode(mac.doFinal(bytes(claim)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
