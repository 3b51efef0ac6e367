package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.doppler.DopplerStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged product has its secrets from Doppler, and they change while it runs. */
class SecretsIT {
    private static final String TOKEN = "dp.st.prd.canary0123456789abcdef";
    private static final String SECOND_TOKEN = "dp.st.prd.canary.of.tomorrow0123";
    private static final String HOOK = "canary of the secret that Doppler signs with";
    private static final String NEXT = "canary of the webhook secret of tomorrow";

    @Test
    void secrets_change_without_a_restart_dopplers_token_with_one_and_a_start_survives_its_being_away()
            throws Exception {
        try (DopplerStandIn doppler = new DopplerStandIn(TOKEN);
                Stage stage = Stage.alone()) {
            String first = stage.sandbox.github().webhookSecret();
            doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", first);
            doppler.put("TIDEGATE_GITHUB_PRIVATE_KEY", stage.sandbox.github().privateKeyPem());
            doppler.put("TIDEGATE_TERRAFORM_TOKEN", stage.sandbox.terraform().token());
            doppler.put("TIDEGATE_DATABASE_PASSWORD", stage.database().password());
            doppler.put("TIDEGATE_ENCRYPTION_KEY", Stage.KEY);
            doppler.put("TIDEGATE_DOPPLER_WEBHOOK_SECRET", HOOK);
            stage.product.close();

            ProductProcess product = started(doppler, stage, TOKEN);
            stage.sandbox.github().webhookTarget(product.webhooks());
            int number = stage.repository.openPullRequest(
                    stage.lee,
                    "more-nodes",
                    "More nodes",
                    Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 3)));
            stage.awaitCheck(number, "tidegate/dev", "success");

            assertThat(ping(product.webhooks(), first)).isEqualTo(202);
            assertThat(ping(product.webhooks(), NEXT)).isEqualTo(401);
            doppler.put("TIDEGATE_GITHUB_WEBHOOK_SECRET", NEXT);
            URI door = product.url().resolve("/webhooks/doppler");
            assertThat(doppler.tell(door, "not the secret that is shared", "TIDEGATE_GITHUB_WEBHOOK_SECRET"))
                    .isEqualTo(401);
            assertThat(doppler.tell(door, HOOK, "TIDEGATE_GITHUB_WEBHOOK_SECRET"))
                    .isEqualTo(202);
            stage.await("the new secret is accepted", () -> ping(product.webhooks(), NEXT) == 202);
            assertThat(ping(product.webhooks(), first))
                    .as("the one before, for the overlap")
                    .isEqualTo(202);

            assertThat(metrics(product.managementUrl()))
                    .containsPattern("tidegate_doppler_polls_total\\{outcome=\"renewed\"} 1\\.0")
                    .containsPattern("tidegate_doppler_age_seconds [0-9]");

            ProductProcess next = takeSecondToken(doppler, stage, product);

            next.close();
            doppler.close();
            next.start();
            assertThat(ping(next.webhooks(), NEXT)).isEqualTo(202);
            assertThat(Files.readString(next.log())).contains("What it said last is used, from its copy");
            assertNowhere(product.home());
            assertNowhere(next.home());
            assertThat(SecrecyIT.database(stage))
                    .isNotEmpty()
                    .allSatisfy((column, text) -> assertThat(text).as(column).doesNotContain("canary"));
        }
    }

    private static ProductProcess started(DopplerStandIn doppler, Stage stage, String token) {
        return stage.another(
                Map.of("tidegate.doppler.token", token, "tidegate.doppler.url", doppler.url()),
                "tidegate.github.webhook-secret",
                "tidegate.github.private-key",
                "tidegate.terraform.token",
                "tidegate.database.password",
                "tidegate.encryption-key");
    }

    /** As its runbook says; the process with the first token is left running for longer than it should be. */
    private static ProductProcess takeSecondToken(DopplerStandIn doppler, Stage stage, ProductProcess first)
            throws IOException, InterruptedException {
        doppler.issue(SECOND_TOKEN);
        ProductProcess second = started(doppler, stage, SECOND_TOKEN);
        assertThat(ping(second.webhooks(), NEXT)).isEqualTo(202);
        assertThat(ping(first.webhooks(), NEXT)).isEqualTo(202);

        doppler.revoke(TOKEN);
        assertThat(doppler.tell(first.url().resolve("/webhooks/doppler"), HOOK)).isEqualTo(202);
        stage.await(
                "the first token is refused",
                () -> read(first.log())
                        .contains(
                                "refused by Doppler with 401: it was revoked, has expired, or its config is gone. This"
                                        + " process goes on with what it knows"));
        assertThat(ping(first.webhooks(), NEXT)).as("it goes on").isEqualTo(202);
        assertThat(first.home().resolve("doppler/last-good")).doesNotExist();
        assertThat(second.home().resolve("doppler/last-good")).exists();
        first.close();
        assertThat(ping(second.webhooks(), NEXT)).isEqualTo(202);
        return second;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("thorough")
    @Test
    void a_token_that_doppler_refuses_stops_the_start_with_one_sentence() {
        try (DopplerStandIn doppler = new DopplerStandIn(TOKEN);
                Stage stage = Stage.alone()) {
            doppler.revoke(TOKEN);
            assertThatThrownBy(() -> stage.another(
                            Map.of("tidegate.doppler.token", TOKEN, "tidegate.doppler.url", doppler.url())))
                    .hasMessageContaining("not started: tidegate.doppler.token is refused by Doppler with 401")
                    .hasMessageNotContaining("canary")
                    .hasMessageNotContaining("\tat ");
        }
    }

    /** In its log, and in whatever else it keeps. */
    private static void assertNowhere(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("canary"));
        }
    }

    private static String metrics(URI management) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(management.resolve("/q/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static int ping(URI door, String secret) {
        byte[] body = "{\"zen\":\"Keep it logically awesome.\"}".getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", "ping")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-Hub-Signature-256", DopplerStandIn.sign(secret, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
