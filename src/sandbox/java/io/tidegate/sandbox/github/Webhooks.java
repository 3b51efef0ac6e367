package io.tidegate.sandbox.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.github.HookDelivery.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks one after another, each once, and keeps what became of them. */
final class Webhooks implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final Site site;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final LinkedBlockingQueue<HookDelivery> queue = new LinkedBlockingQueue<>();
    private final List<HookDelivery> deliveries = new ArrayList<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private final Thread courier;
    private URI target;
    private boolean on = true;
    private int toLose;

    Webhooks(Site site) {
        this.site = site;
        this.courier = Thread.ofVirtual().name("github-webhooks").start(this::deliverAll);
    }

    void target(URI target) {
        this.target = target;
    }

    boolean on() {
        return on;
    }

    void on(boolean on) {
        this.on = on;
    }

    /** The next deliveries are recorded as failed to connect and never sent. */
    void loseNext(int count) {
        toLose = count;
    }

    boolean quiet() {
        return unsent.get() == 0;
    }

    /** Newest first. */
    List<HookDelivery> deliveries() {
        synchronized (site) {
            return List.copyOf(deliveries).reversed();
        }
    }

    void send(String event, String action, Repo repo, ObjectNode payload) {
        if (!on || target == null) {
            site.event("webhook-suppressed", Map.of("event", event, "action", action));
            return;
        }
        Long repository = repo == null ? null : repo.id;
        Long installation = repo == null ? null : repo.installation().id();
        offer(new HookDelivery(
                site.nextId(), UUID.randomUUID().toString(), event, action, repository, installation, false, payload));
    }

    HookDelivery redeliver(HookDelivery old) {
        HookDelivery again = new HookDelivery(
                site.nextId(),
                old.guid(),
                old.event(),
                old.action(),
                old.repositoryId(),
                old.installationId(),
                true,
                old.payload());
        offer(again);
        return again;
    }

    private void offer(HookDelivery delivery) {
        unsent.incrementAndGet();
        queue.add(delivery);
    }

    private void deliverAll() {
        try {
            while (true) {
                HookDelivery delivery = queue.take();
                try {
                    deliver(delivery);
                } catch (RuntimeException e) {
                    site.event("sandbox-bug", Map.of("webhook", delivery.event(), "error", String.valueOf(e)));
                } finally {
                    unsent.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(HookDelivery delivery) throws InterruptedException {
        URI to;
        boolean lost;
        synchronized (site) {
            to = target;
            lost = toLose > 0;
            toLose -= lost ? 1 : 0;
        }
        byte[] body = bytes(delivery.payload());
        Map<String, String> headers = headers(delivery, body);
        long start = System.nanoTime();
        Answer answer = lost || to == null ? Answer.failed("failed to connect to host") : post(to, headers, body);
        double seconds = (System.nanoTime() - start) / 1e9;
        synchronized (site) {
            deliveries.add(delivery.done(headers, answer, seconds, site.now()));
        }
        site.event(
                "webhook",
                Map.of(
                        "event", delivery.event(),
                        "action", delivery.action(),
                        "guid", delivery.guid(),
                        "redelivery", delivery.redelivery(),
                        "status", answer.code(),
                        "outcome", answer.status()));
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

    private Map<String, String> headers(HookDelivery delivery, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "*/*");
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitHub-Hookshot/sandbox");
        headers.put("X-GitHub-Delivery", delivery.guid());
        headers.put("X-GitHub-Event", delivery.event());
        headers.put("X-GitHub-Hook-ID", "515151");
        headers.put("X-GitHub-Hook-Installation-Target-ID", String.valueOf(site.app.id()));
        headers.put("X-GitHub-Hook-Installation-Target-Type", "integration");
        headers.put("X-Hub-Signature", "sha1=" + mac("HmacSHA1", body));
        headers.put("X-Hub-Signature-256", "sha256=" + mac("HmacSHA256", body));
        return headers;
    }

    private String mac(String algorithm, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(site.app.webhookSecret().getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(JsonNode payload) {
        try {
            return Json.MAPPER.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        courier.interrupt();
        client.shutdownNow();
    }
}
