package io.tidegate.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.flow.Role;
import io.tidegate.secrets.LiveSecrets;
import io.tidegate.secrets.SecretSources;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The App's secrets change under a process that goes on. */
class RotationTest {
    private static final String OLD = "the webhook secret of today";
    private static final String NEW = "the webhook secret of tomorrow";

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private Path hook = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void write() throws IOException {
        hook = Files.writeString(folder.resolve("hook"), OLD);
        key = Files.writeString(folder.resolve("key"), Forges.key());
    }

    private record Live(GitHubSettings settings, LiveSecrets secrets) {}

    private Live live() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(GitHubConfiguration.class)
                .withDefaultValues(Map.of(
                        "tidegate.github.app-id", "424242",
                        "tidegate.github.webhook-secret-file", hook.toString(),
                        "tidegate.github.private-key-file", key.toString()))
                .withSources(new SecretSources())
                .build();
        LiveSecrets secrets = new LiveSecrets(config, () -> now, Duration.ofHours(1));
        return new Live(
                GitHubSettings.of(config.getConfigMapping(GitHubConfiguration.class), Role.ALL, secrets), secrets);
    }

    @Test
    void no_webhook_is_lost_while_its_secret_changes_whoever_learns_of_it_first() throws Exception {
        Live live = live();
        Vertx vertx = Vertx.vertx();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Router router = Router.router(vertx);
            HeldInbox inbox = new HeldInbox();
            new WebhookDoor(
                            Role.ALL,
                            live.settings(),
                            inbox,
                            vertx,
                            Executors.newVirtualThreadPerTaskExecutor(),
                            () -> now,
                            new SimpleMeterRegistry())
                    .open(router);
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .actualPort();
            assertThat(deliver(client, port, OLD)).isEqualTo(202);
            assertThat(deliver(client, port, NEW)).isEqualTo(401);

            // Both stand there until GitHub's settings have been changed.
            Files.writeString(hook, NEW + "," + OLD);
            live.secrets().renew();
            assertThat(deliver(client, port, OLD)).isEqualTo(202);
            assertThat(deliver(client, port, NEW)).isEqualTo(202);

            // What was under way or is repeated with the old one is still taken in for a while.
            Files.writeString(hook, NEW);
            live.secrets().renew();
            assertThat(deliver(client, port, OLD)).isEqualTo(202);
            now = now.plus(Duration.ofHours(1));
            assertThat(deliver(client, port, OLD)).isEqualTo(401);
            assertThat(deliver(client, port, NEW)).isEqualTo(202);

            // A mistake in it costs nothing.
            Files.writeString(hook, "short");
            live.secrets().renew();
            assertThat(deliver(client, port, NEW)).isEqualTo(202);
        } finally {
            vertx.close();
        }
    }

    @Test
    void the_next_credential_of_the_app_is_signed_with_the_new_key() throws Exception {
        Live live = live();
        AppAuthentication app = new AppAuthentication(live.settings(), () -> now);
        String before = app.token();
        assertThat(app.token()).isEqualTo(before);

        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var pair = generator.generateKeyPair();
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        live.secrets().renew();
        String after = app.token();
        assertThat(after).isNotEqualTo(before);
        String[] parts = after.split("\\.");
        var signature = java.security.Signature.getInstance("SHA256withRSA");
        signature.initVerify(pair.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    private static int deliver(HttpClient client, int port, String secret) throws Exception {
        byte[] body = "{\"action\":\"opened\"}".getBytes(UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/github"))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "pull_request")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-GitHub-Hook-Installation-Target-Type", "integration")
                .header("X-GitHub-Hook-Installation-Target-ID", "424242")
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
