package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.Journal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts what happens to real runs to the configured addresses, once each, in order, and never for speculative runs. */
final class Notifier implements AutoCloseable {
    private final Journal journal;
    private final Supplier<Collection<Notification>> configured;
    private final Supplier<String> url;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService queue = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("notifications").factory());

    Notifier(Journal journal, Supplier<Collection<Notification>> configured, Supplier<String> url) {
        this.journal = journal;
        this.configured = configured;
        this.url = url;
    }

    void statusChanged(LiveRun run) {
        switch (run.status) {
            case PENDING -> notify(run, "run:created");
            case PLANNING -> notify(run, "run:planning");
            case POLICY_OVERRIDE, POST_PLAN_AWAITING_DECISION -> notify(run, "run:needs_attention");
            case APPLYING -> notify(run, "run:applying");
            case APPLIED, PLANNED_AND_FINISHED -> notify(run, "run:completed");
            case ERRORED, CANCELED, FORCE_CANCELED -> notify(run, "run:errored");
            case PLAN_QUEUED,
                    PLANNED,
                    COST_ESTIMATING,
                    COST_ESTIMATED,
                    POST_PLAN_RUNNING,
                    POST_PLAN_COMPLETED,
                    POLICY_CHECKING,
                    POLICY_CHECKED,
                    POLICY_SOFT_FAILED,
                    PLANNED_AND_SAVED,
                    CONFIRMED,
                    APPLY_QUEUED,
                    DISCARDED -> {}
        }
    }

    void notify(LiveRun run, String trigger) {
        if (run.options.planOnly()) {
            return;
        }
        for (Notification notification : configured.get()) {
            if (notification.enabled()
                    && notification.workspace() == run.workspace
                    && notification.triggers().contains(trigger)) {
                byte[] body = payload(notification, run, trigger).toString().getBytes(StandardCharsets.UTF_8);
                queue.execute(() -> post(notification, trigger, body));
            }
        }
    }

    /** Whether the address answers the verification with 2xx. Blocks until it has. */
    boolean verified(Notification notification) {
        ObjectNode payload = json.createObjectNode().put("payload_version", 1);
        payload.put("notification_configuration_id", notification.id());
        for (String field : new String[] {
            "run_url",
            "run_id",
            "run_message",
            "run_created_at",
            "run_created_by",
            "workspace_id",
            "workspace_name",
            "organization_name"
        }) {
            payload.putNull(field);
        }
        ObjectNode entry = payload.putArray("notifications").addObject();
        entry.put("message", "Verification of " + notification.name()).put("trigger", "verification");
        entry.putNull("run_status").putNull("run_updated_at").putNull("run_updated_by");
        int status = post(notification, "verification", payload.toString().getBytes(StandardCharsets.UTF_8));
        return status >= 200 && status < 300;
    }

    private ObjectNode payload(Notification notification, LiveRun run, String trigger) {
        ObjectNode payload = json.createObjectNode().put("payload_version", 1);
        payload.put("notification_configuration_id", notification.id());
        payload.put(
                "run_url",
                url.get() + "/app/" + run.workspace.organization.name() + "/" + run.workspace.name() + "/runs/"
                        + run.id);
        payload.put("run_id", run.id);
        payload.put("run_message", run.options.message());
        payload.put("run_created_at", run.createdAt.toString());
        payload.put("run_created_by", run.createdBy.username());
        payload.put("workspace_id", run.workspace.id);
        payload.put("workspace_name", run.workspace.name());
        payload.put("organization_name", run.workspace.organization.name());
        ObjectNode entry = payload.putArray("notifications").addObject();
        entry.put("message", trigger).put("trigger", trigger).put("run_status", run.status.wire());
        entry.put("run_updated_at", Instant.now().toString());
        entry.put("run_updated_by", run.confirmedBy.orElse(run.createdBy).username());
        return payload;
    }

    private int post(Notification notification, String trigger, byte[] body) {
        int status = 0;
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(notification.url()))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            if (!notification.token().isEmpty()) {
                request.header("X-TFE-Notification-Signature", signature(notification.token(), body));
            }
            status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
            status = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.event(
                "terraform",
                "notification",
                Map.of(
                        "workspace",
                        notification.workspace().name(),
                        "trigger",
                        trigger,
                        "status",
                        status,
                        "body",
                        new String(body, StandardCharsets.UTF_8)));
        return status;
    }

    private static String signature(String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        queue.shutdownNow();
        client.shutdownNow();
    }
}
