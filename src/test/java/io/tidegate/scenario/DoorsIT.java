package io.tidegate.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the started product answers at its doors, and on the port for those who operate it. */
class DoorsIT {
    private static final String NOTIFICATION_SECRET = "sandbox-notification-secret";
    private static final int MEGABYTE = 1 << 20;
    private static Stage stage;
    private static HttpClient client;

    @BeforeAll
    static void open() {
        stage = Stage.alone();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void close() {
        client.close();
        stage.close();
    }

    @Test
    void a_delivery_of_github_is_refused_unless_it_is_signed_whole_and_json() throws Exception {
        byte[] body = "{\"zen\":\"Half measures are as bad as nothing at all.\"}".getBytes(UTF_8);

        assertThat(status(github(body, null, "application/json", "ping"))).isEqualTo(401);
        assertThat(status(github(body, "sha256=" + "0".repeat(64), "application/json", "ping")))
                .isEqualTo(401);
        assertThat(status(github(body, signature(body), "application/x-www-form-urlencoded", "ping")))
                .isEqualTo(415);
        assertThat(status(github(body, signature(body), "application/json", null)))
                .isEqualTo(400);
        byte[] broken = "{\"zen\":".getBytes(UTF_8);
        assertThat(status(github(broken, signature(broken), "application/json", "ping")))
                .isEqualTo(400);
        // Signed wrongly comes first, whatever else is wrong with it.
        assertThat(status(github(broken, "sha256=" + "0".repeat(64), "text/plain", null)))
                .isEqualTo(401);
        assertThat(status(github(body, signature(body), "application/json", "ping")))
                .isEqualTo(202);
    }

    @Test
    void twenty_five_megabytes_are_accepted_and_more_is_not() throws Exception {
        byte[] most = json(25 * MEGABYTE);
        byte[] more = json(25 * MEGABYTE + 1);

        assertThat(status(github(most, signature(most), "application/json", "ping")))
                .isEqualTo(202);
        assertThat(status(github(more, signature(more), "application/json", "ping")))
                .isEqualTo(413);
        assertThat(stage.log()).doesNotContain("xxxxxxxxxxxxxxxx");
    }

    @Test
    void a_notification_of_hcp_terraform_is_refused_unless_it_is_signed_small_and_json() throws Exception {
        byte[] body = "{\"payload_version\":1,\"run_id\":null,\"notifications\":[{\"trigger\":\"verification\"}]}"
                .getBytes(UTF_8);
        byte[] broken = "[1".getBytes(UTF_8);
        byte[] large = json(MEGABYTE + 1);

        assertThat(status(terraform(body, null, "application/json"))).isEqualTo(401);
        assertThat(status(terraform(body, "0".repeat(128), "application/json"))).isEqualTo(401);
        assertThat(status(terraform(body, mac("HmacSHA512", NOTIFICATION_SECRET, body), "text/plain")))
                .isEqualTo(415);
        assertThat(status(terraform(broken, mac("HmacSHA512", NOTIFICATION_SECRET, broken), "application/json")))
                .isEqualTo(400);
        assertThat(status(terraform(large, mac("HmacSHA512", NOTIFICATION_SECRET, large), "application/json")))
                .isEqualTo(413);
        assertThat(status(terraform(body, mac("HmacSHA512", NOTIFICATION_SECRET, body), "application/json")))
                .isEqualTo(202);
    }

    @Test
    void health_and_metrics_are_on_the_management_port_alone() throws Exception {
        for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/metrics"}) {
            HttpResponse<String> inside = get(stage.product.managementUrl().resolve(path));
            assertThat(inside.statusCode()).as(path).isEqualTo(200);
            assertThat(get(stage.product.url().resolve(path)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(get(stage.product.managementUrl().resolve("/q/health/ready")).body())
                .contains("\"UP\"");
        assertThat(get(stage.product.managementUrl().resolve("/q/metrics")).body())
                .contains("jvm_memory_used_bytes");
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest github(byte[] body, String signature, String type, String event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stage.product.webhooks())
                .header("Content-Type", type)
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header(
                        "X-GitHub-Hook-Installation-Target-ID",
                        String.valueOf(stage.sandbox.github().appId()))
                .header("X-GitHub-Hook-Installation-Target-Type", "integration")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (signature != null) {
            request.header("X-Hub-Signature-256", signature);
        }
        if (event != null) {
            request.header("X-GitHub-Event", event);
        }
        return request.build();
    }

    private static HttpRequest terraform(byte[] body, String signature, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stage.product.url().resolve("/webhooks/terraform"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (signature != null) {
            request.header("X-TFE-Notification-Signature", signature);
        }
        return request.build();
    }

    private static String signature(byte[] body) {
        return "sha256=" + mac("HmacSHA256", stage.sandbox.github().webhookSecret(), body);
    }

    private static String mac(String algorithm, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JSON object of exactly this many bytes. */
    private static byte[] json(int size) {
        String frame = "{\"x\":\"\"}";
        return ("{\"x\":\"" + "x".repeat(size - frame.length()) + "\"}").getBytes(UTF_8);
    }
}
