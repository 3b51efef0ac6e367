package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.flow.Trace;
import io.tidegate.monitoring.Collector;
import io.tidegate.monitoring.ManagementPort;
import io.tidegate.monitoring.Monitoring;
import io.tidegate.monitoring.Prometheus;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the running product tells those who operate it, after a plan and an apply. The last test takes its database away. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Stage stage;
    private static int number;
    private static Collector collector;
    private static ManagementPort port;

    @BeforeAll
    static void apply() throws Exception {
        collector = new Collector();
        stage = Stage.aloneWith(
                Map.of(),
                Map.of(
                        "tidegate.log.json",
                        "true",
                        "tidegate.sweeper.enabled",
                        "true",
                        "tidegate.sweeper.delay",
                        "PT1S",
                        "tidegate.tracing.endpoint",
                        collector.address(),
                        "quarkus.otel.bsp.schedule.delay",
                        "PT0.2S"));
        port = new ManagementPort(stage.product.managementUrl());
        number = stage.openPlanned("dev");
        stage.approve(number);
        stage.say(stage.lee, number, "/apply dev");
        stage.awaitReply(number, "dev was applied");
        forge();
        stage.awaitQuiet();
        stage.await("the sweeper has looked", () -> port.metrics().contains("tidegate_sweeper_total"));
    }

    @AfterAll
    static void close() {
        port.close();
        stage.close();
        collector.close();
    }

    private static void forge() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest forged = HttpRequest.newBuilder(stage.product.webhooks())
                    .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(client.send(forged, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    @Order(1)
    void every_metric_is_documented_with_its_labels_and_every_documented_one_is_told() throws Exception {
        Map<String, Set<String>> labels = new TreeMap<>();
        Map<String, Set<String>> values = new TreeMap<>();
        for (ManagementPort.Sample sample : port.samples()) {
            String metric = sample.metric();
            Set<String> of = labels.computeIfAbsent(metric, name -> new TreeSet<>());
            if (metric.startsWith("tidegate_")) {
                of.addAll(sample.labels().keySet());
                sample.labels()
                        .forEach((label, value) -> values.computeIfAbsent(metric + " " + label, key -> new TreeSet<>())
                                .add(value));
            }
        }
        Map<String, Set<String>> documented = Monitoring.documented();
        assertThat(labels.keySet()).containsAll(documented.keySet());
        labels.keySet().removeIf(metric -> !metric.startsWith("tidegate_"));
        assertThat(documented.keySet()).containsAll(labels.keySet());
        labels.forEach(
                (metric, of) -> assertThat(documented.get(metric)).as(metric).containsExactlyInAnyOrderElementsOf(of));
        // Words and templates of the code alone: nothing that is somebody's name, or a number that grows.
        assertThat(values)
                .hasSizeGreaterThan(15)
                .allSatisfy((label, told) -> assertThat(told)
                        .hasSizeLessThan(60)
                        .allSatisfy(value -> assertThat(value)
                                .doesNotContain("my-devops-project", "run-", "ws-", "lee", "infra")
                                .matches(label.endsWith(" status") ? "\\d{1,3}|none" : "[^0-9]*(v2)?[^0-9]*")));
        assertThat(values.get("tidegate_applies_total outcome")).contains("applied");
        assertThat(port.metrics()).containsPattern("tidegate_applies_total\\{outcome=\"applied\"} 1\\.0");
    }

    @Test
    @Order(2)
    void log_lines_are_json_and_say_what_they_are_about_and_hold_no_secret() throws Exception {
        stage.sandbox
                .faults()
                .add(Fault.always(
                        "POST /repos/{owner}/{repo}/issues/{number}/comments", Strike.refuse(403, "scripted")));
        stage.say(stage.lee, number, "/status");
        stage.await("something is given up", () -> stage.log().contains("Given up: "));
        stage.sandbox.faults().clear();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : stage.log().lines().filter(one -> !one.isBlank()).toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("timestamp").asText()).isNotEmpty();
            assertThat(line.path("level").asText()).isNotEmpty();
            assertThat(line.path("message").isTextual()).isTrue();
        });
        JsonNode givenUp = lines.stream()
                .filter(line -> line.path("message").asText().startsWith("Given up: "))
                .findFirst()
                .orElseThrow();
        assertThat(givenUp.path("mdc").path("pullRequest").asText()).endsWith("#" + number);
        assertThat(givenUp.path("mdc").path("effect").asText()).isEqualTo("Reply");
        String trace = givenUp.path("mdc").path("trace").asText();
        assertThat(deliveries("issue_comment"))
                .as("its trace is that of one of GitHub's webhooks")
                .contains(trace);
        for (String secret : List.of(
                stage.sandbox.terraform().token(),
                stage.sandbox.github().webhookSecret(),
                stage.database().password(),
                Stage.KEY)) {
            assertThat(stage.log()).doesNotContain(secret);
        }
        assertThat(stage.log()).doesNotContainPattern("ghs_[A-Za-z0-9]{20,}|-----BEGIN");
    }

    @Test
    @Order(2)
    void the_apply_is_in_the_trace_of_the_comment_that_asked_for_it_and_no_secret_is() throws Exception {
        stage.await("the confirmation is told", () -> collector.told().contains("ConfirmRun"));
        // Tidegate's own comments come back as webhooks too.
        assertThat(deliveries("issue_comment")).anyMatch(trace -> collector.tells(trace, "ConfirmRun"));
        assertThat(collector.told()).contains("github issue_comment", "tidegate.pullRequest", "StartApply");
        for (String secret :
                List.of(stage.sandbox.terraform().token(), stage.database().password(), Stage.KEY)) {
            assertThat(collector.told()).doesNotContain(secret);
        }
    }

    @Test
    @Order(3)
    void a_real_prometheus_scrapes_it_evaluates_the_rules_and_understands_the_dashboards(@TempDir Path folder)
            throws Exception {
        assumeTrue(Monitoring.installed("prometheus"), "no prometheus on the path (Debian: apt install prometheus)");
        try (Prometheus prometheus = new Prometheus(stage.product.managementUrl(), 1, folder)) {
            stage.await("the product is scraped", prometheus::scrapes);
            stage.await("every rule is evaluated", prometheus::evaluates);
            assertThat(prometheus.value("sum(tidegate_applies_total{outcome=\"applied\"})"))
                    .isEqualTo("1");
            for (Path dashboard : Monitoring.dashboards()) {
                assertThat(Monitoring.expressions(dashboard)).isNotEmpty().allMatch(prometheus::understands);
            }
            assertThat(prometheus.understands("sum by (")).isFalse();
        }
    }

    @Test
    @Order(4)
    void it_is_ready_while_github_and_hcp_terraform_hang_and_not_without_its_database() throws Exception {
        stage.sandbox.faults().add(Fault.always("GET *", new Strike.Hang()));
        stage.sandbox.faults().add(Fault.always("POST *", new Strike.Hang()));
        stage.say(stage.lee, number, "/status");
        assertThat(port.ready().statusCode()).isEqualTo(200);
        JsonNode checks = JSON.readTree(port.ready().body()).path("checks");
        assertThat(checks.findValuesAsText("name")).containsExactly("database");

        database("ALTER DATABASE %s WITH ALLOW_CONNECTIONS false");
        database("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'");
        stage.await("it is not ready", () -> port.ready().statusCode() == 503);
        stage.await("its gauges tell nothing", () -> port.metrics().contains("tidegate_deliveries_waiting NaN"));
        database("ALTER DATABASE %s WITH ALLOW_CONNECTIONS true");
        stage.await("it is ready again", () -> port.ready().statusCode() == 200);
        stage.sandbox.faults().clear();
    }

    /** The traces of what GitHub delivered of this event. */
    private static Set<String> deliveries(String event) throws SQLException {
        Set<String> traces = new TreeSet<>();
        try (Connection connection = connect(stage.database().url());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT id FROM delivery WHERE source = 'github' AND kind = '" + event + "'")) {
            while (row.next()) {
                traces.add(Trace.of("github", row.getString(1)).toString());
            }
        }
        return traces;
    }

    /** From another database of the same server. */
    private static void database(String sql) throws SQLException {
        String url = stage.database().url();
        int slash = url.lastIndexOf('/');
        String name = url.substring(slash + 1).replaceAll("\\?.*", "");
        try (Connection connection = connect(url.substring(0, slash) + "/postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(name));
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url, stage.database().username(), stage.database().password());
    }
}
