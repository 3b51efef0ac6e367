package io.tidegate.sandbox.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidegate.sandbox.github.HookDelivery.Answer;
import io.tidegate.sandbox.github.Posting.Damage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Carries one webhook: signs it, posts it, and waits for the answer as long as GitHub does. */
final class Courier implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final App app;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Courier(App app) {
        this.app = app;
    }

    record Carried(Map<String, String> headers, Answer answer, double seconds) {}

    /** @param to null for nowhere */
    Carried carry(Posting posting, URI to) throws InterruptedException {
        byte[] body = bytes(posting.delivery());
        String secret = posting.damage() == Damage.WRONGLY_SIGNED ? "not the App's secret" : app.webhookSecret();
        Map<String, String> headers = headers(posting.delivery(), secret, body);
        byte[] sent = posting.damage() == Damage.CUT_SHORT ? Arrays.copyOf(body, body.length / 2) : body;
        long start = System.nanoTime();
        Answer answer = posting.damage() == Damage.LOST || to == null
                ? Answer.failed("failed to connect to host")
                : post(to, headers, sent);
        return new Carried(headers, answer, (System.nanoTime() - start) / 1e9);
    }

    private Answer post(URI to, Map<String, String> headers, byte[] body) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to).timeout(LIMIT).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.statusCode() / 100 == 2 ? "OK" : "Invalid HTTP Response: " + response.statusCode(),
                    response.body());
        } catch (java.net.http.HttpTimeoutException e) {
            return Answer.failed("timed out");
        } catch (IOException e) {
            return Answer.failed("failed to connect to host");
        }
    }

    private Map<String, String> headers(HookDelivery delivery, String secret, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "*/*");
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitHub-Hookshot/sandbox");
        headers.put("X-GitHub-Delivery", delivery.guid());
        headers.put("X-GitHub-Event", delivery.event());
        headers.put("X-GitHub-Hook-ID", String.valueOf(App.HOOK));
        headers.put("X-GitHub-Hook-Installation-Target-ID", String.valueOf(app.id()));
        headers.put("X-GitHub-Hook-Installation-Target-Type", "integration");
        headers.put("X-Hub-Signature", "sha1=" + mac("HmacSHA1", secret, body));
        headers.put("X-Hub-Signature-256", "sha256=" + mac("HmacSHA256", secret, body));
        return headers;
    }

    private static String mac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(HookDelivery delivery) {
        try {
            return Json.MAPPER.writeValueAsBytes(delivery.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
