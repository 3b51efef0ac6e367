package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.monitoring.ManagementPort;
import io.tidegate.monitoring.Monitoring;
import io.tidegate.monitoring.Prometheus;
import io.tidegate.sandbox.FreePorts;
import io.tidegate.store.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that alerts are for, made on the running product, seen by what the alerts ask for, and ended as their runbooks say. */
class DrillsIT {
    private static Stage stage;
    private static int number;
    private static ManagementPort port;
    /** Empty where none is installed: then the samples that the alerts ask for have to do. */
    private static Optional<Prometheus> prometheus = Optional.empty();

    @BeforeAll
    static void plan(@TempDir Path folder) throws IOException {
        stage = Stage.aloneWith(
                Map.of(),
                Map.of(
                        // One listens for signals all the time.
                        "quarkus.datasource.jdbc.max-size", "3",
                        // However slow this machine is: the webhook is stored late, and not refused.
                        "quarkus.datasource.jdbc.acquisition-timeout", "30S",
                        "tidegate.sweeper.enabled", "true",
                        "tidegate.sweeper.delay", "PT1S",
                        "tidegate.sweeper.every", "PT2S"));
        port = new ManagementPort(stage.product.managementUrl());
        number = stage.openPlanned("dev");
        if (Monitoring.installed("prometheus")) {
            // While the database lets wait a scrape takes 3 s.
            Prometheus started = new Prometheus(stage.product.managementUrl(), 5, folder);
            prometheus = Optional.of(started);
            stage.await("the product is scraped", started::scrapes);
        }
    }

    @AfterAll
    static void close() {
        prometheus.ifPresent(Prometheus::close);
        port.close();
        stage.close();
    }

    @Test
    void a_lock_that_somebody_holds_uses_up_the_pool_and_slows_acknowledgements_until_it_is_ended() throws Exception {
        int answered = stage.replies(number).size();
        double slow = slow();
        long command;
        try (Connection other = connect();
                Statement held = other.createStatement();
                Connection operator = connect();
                Statement psql = operator.createStatement()) {
            other.setAutoCommit(false);
            held.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE");
            command = stage.repository.comment(stage.lee, number, "/status");

            stage.await("threads wait for a connection", () -> port.sample("agroal_awaiting_count") > 0);
            // A probe that waits for longer counts as failed, and after three of them no webhook comes any more.
            HttpResponse<String> ready = ready();
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("no connection became free in 2 s");
            // What was read just before is told for two seconds. No scrape may last as long as Prometheus waits for it.
            stage.await("gauges tell nothing", () -> Double.isNaN(port.sample("tidegate_deliveries_waiting")));
            awaitAlert("TidegateDatabasePoolExhausted", true);
            awaitAlert("TidegateDatabaseAway", true);
            stage.await(
                    "what waits is seen to have waited for six seconds",
                    () -> number(psql, """
                            SELECT coalesce(max(extract(epoch FROM since)), 0) FROM (%s) AS seen
                            WHERE wait_event_type = 'Lock'""".formatted(statement("TidegateAcknowledgementSlow", "wait_event_type"))) > 6);
            long ahead = (long) number(psql, statement("TidegateDatabasePoolExhausted", "usename"));
            assertThat(psql.executeQuery(statement("TidegateDatabasePoolExhausted", "behind"))
                            .next())
                    .isTrue();
            psql.execute(statement("TidegateDatabasePoolExhausted", "pg_terminate_backend")
                    .replace("PID", String.valueOf(ahead)));
        }
        stage.await("nobody waits for a connection", () -> port.sample("agroal_awaiting_count") == 0);
        stage.await("the command is answered", () -> stage.replies(number).size() > answered);
        stage.await("the acknowledgement counts as slow", () -> slow() > slow);
        assertThat(stage.sandbox.github().mail().about(command)).isNotEmpty();
        stage.await("its gauges tell again", () -> !Double.isNaN(port.sample("tidegate_deliveries_waiting")));
        awaitAlert("TidegateAcknowledgementSlow", true);
        awaitAlert("TidegateDatabasePoolExhausted", false);
        awaitAlert("TidegateDatabaseAway", false);
    }

    @Test
    void webhooks_that_go_to_a_wrong_address_are_missed_and_come_once_it_is_corrected() throws Exception {
        stage.sandbox.github().webhookTarget(URI.create("http://127.0.0.1:" + FreePorts.next() + "/"));
        stage.await("nothing is under way", () -> stage.sandbox.github().webhooksQuiet());
        int answered = stage.replies(number).size();
        long lost = stage.repository.comment(stage.lee, number, "/status");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE delivery SET received = received - interval '25 hours'");
        }
        stage.await("a day is silent", () -> port.sample("tidegate_webhooks_silent_seconds") > 86_400);
        stage.await(
                "GitHub was asked for it in vain",
                () -> port.sample("tidegate_sweeper_total", "outcome=\"found\",part=\"webhooks\"") > 0);
        stage.await(
                "GitHub lists it as failed again",
                () -> stage.sandbox.github().mail().about(lost).size() > 1);
        assertThat(stage.sandbox.github().mail().about(lost)).allMatch(sent -> sent.status() == 0);
        assertThat(stage.replies(number)).hasSize(answered);
        assertThat(unsigned()).as("the door itself is well").isEqualTo(401);

        stage.sandbox.github().webhookTarget(stage.product.webhooks());
        stage.sandbox.clock().forward(Duration.ofSeconds(5));
        stage.repository.comment(stage.lee, number, "Anybody there?");
        stage.await("GitHub is heard again", () -> port.sample("tidegate_webhooks_silent_seconds") < 86_400);
        stage.await(
                "what was lost arrives",
                () -> stage.sandbox.github().mail().about(lost).stream().anyMatch(sent -> sent.status() == 202));
        stage.await("and is answered", () -> stage.replies(number).size() > answered);
        awaitAlert("TidegateNoWebhooks", false);
    }

    private static void awaitAlert(String alert, boolean pending) {
        prometheus.ifPresent(real -> stage.await(
                alert + (pending ? " would fire in a while" : " is over"), () -> real.pending(alert) == pending));
    }

    /** Acknowledgements that took longer than the alert allows. */
    private static double slow() {
        return port.sample("tidegate_acknowledgement_seconds_count", "source=\"github\"")
                - port.sample("tidegate_acknowledgement_seconds_bucket", "source=\"github\",le=\"5.0\"");
    }

    /** As the probe of deploy/kubernetes asks, and no longer than it waits. */
    private static HttpResponse<String> ready() throws IOException {
        Matcher timeout = Pattern.compile("readinessProbe:\\s+httpGet:.*\\s+periodSeconds:.*\\s+timeoutSeconds: (\\d+)")
                .matcher(Files.readString(Path.of("deploy/kubernetes/base/web.yaml")));
        assertThat(timeout.find()).isTrue();
        return port.ready(Duration.ofSeconds(Long.parseLong(timeout.group(1))));
    }

    private static int unsigned() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(stage.product.webhooks())
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** What the runbook has people type, the first one with this word. */
    private static String statement(String runbook, String word) {
        try {
            return Pattern.compile("`(SELECT [^`]+)`")
                    .matcher(Files.readString(Path.of("docs/runbooks", runbook + ".md")))
                    .results()
                    .map(found -> found.group(1))
                    .filter(sql -> sql.contains(word))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(Statement statement, String sql) {
        try (ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect() throws SQLException {
        EmbeddedDatabase.Access access = stage.database();
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }
}
