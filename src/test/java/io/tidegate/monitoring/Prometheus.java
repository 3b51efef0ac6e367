package io.tidegate.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A real Prometheus that scrapes one process of the product and evaluates the alerts. */
public final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final Process process;

    /** @param seconds from one scrape to the next, which is also how long one may take */
    public Prometheus(URI management, int seconds, Path folder) throws IOException {
        int port = FreePorts.next();
        api = "http://127.0.0.1:" + port + "/api/v1/";
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: %ds, scrape_timeout: %ds, evaluation_interval: 1s }
                rule_files: [ "%s" ]
                scrape_configs:
                  - job_name: tidegate
                    metrics_path: /q/metrics
                    static_configs: [ { targets: [ "%s:%d" ] } ]
                """.formatted(
                        seconds,
                        seconds,
                        Monitoring.FOLDER.resolve("rules.yml").toAbsolutePath(),
                        management.getHost(),
                        management.getPort()));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    public boolean scrapes() {
        return ask("targets")
                .path("data")
                .path("activeTargets")
                .findValuesAsText("health")
                .equals(List.of("up"));
    }

    /** Whether every rule was evaluated, and none of them failed. */
    public boolean evaluates() {
        List<String> health =
                ask("rules?type=alert").path("data").path("groups").findValuesAsText("health");
        return health.size() > 15 && Set.copyOf(health).equals(Set.of("ok"));
    }

    /** Whether an alert's expression is true now: it fires once that has lasted for its time. */
    public boolean pending(String alert) {
        return ask("alerts")
                .path("data")
                .path("alerts")
                .findValuesAsText("alertname")
                .contains(alert);
    }

    /** Whether it understands an expression, whatever that gives. */
    public boolean understands(String expression) {
        return query(expression).path("status").asText().equals("success");
    }

    /** The first value of an expression. */
    public String value(String expression) {
        return query(expression)
                .path("data")
                .path("result")
                .path(0)
                .path("value")
                .path(1)
                .asText();
    }

    private JsonNode query(String expression) {
        return ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** Nothing, while it does not answer yet. */
    private JsonNode ask(String what) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(api + what))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            // 503 until it has started.
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        } catch (ConnectException notYet) {
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        client.close();
    }
}
