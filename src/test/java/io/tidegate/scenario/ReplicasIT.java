package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.store.EmbeddedDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two of each role on one PostgreSQL. */
class ReplicasIT {
    /** Before a run: one that arrived after its sender was killed would be a run that nobody waits for. */
    private static final String CREATE = "POST /api/v2/workspaces/{workspace}/configuration-versions";

    private static Stage stage;
    private static ProductProcess otherWorker;
    private static ProductProcess web;
    private static ProductProcess otherWeb;

    @BeforeAll
    static void start() {
        String independent = """
                version: 1
                organization: my-devops-project
                approvals: 0
                environments:
                  dev:   { directory: environments/dev }
                  stage: { directory: environments/stage }
                """;
        stage = Stage.aloneWith(Map.of(".github/tidegate.yml", independent), Map.of("tidegate.role", "worker"));
        otherWorker = stage.another(Map.of("tidegate.role", "worker"), "tidegate.github.webhook-secret");
        String[] keys = {"tidegate.github.private-key", "tidegate.terraform.token", "tidegate.encryption-key"};
        web = stage.another(Map.of("tidegate.role", "web"), keys);
        otherWeb = stage.another(Map.of("tidegate.role", "web"), keys);
        stage.sandbox.github().webhookTarget(web.webhooks());
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void a_rolling_restart_under_load_loses_nothing_and_the_story_is_sealed() throws Exception {
        assertThat(posted(stage.product.webhooks()))
                .as("a worker has no such door")
                .isEqualTo(404);
        List<Integer> opened = new ArrayList<>();
        opened.add(open("dev", "before"));
        stage.sandbox.github().webhookTarget(otherWeb.webhooks());
        restart(web);
        opened.add(open("dev", "webs"));
        restart(stage.product);
        opened.add(open("dev", "workers"));
        stage.sandbox.github().webhookTarget(web.webhooks());
        restart(otherWorker);
        restart(otherWeb);
        for (int number : opened) {
            stage.awaitCheck(number, "tidegate/dev", "success");
            stage.awaitShown(number, 1);
        }
        int first = opened.getFirst();
        stage.say(stage.lee, first, "/apply dev");
        stage.awaitReply(first, "dev was applied");
        stage.awaitQuiet();
        assertThat(stage.realRuns("dev")).extracting(Run::status).containsExactly("applied");
        assertThat(stage.confirmations())
                .filteredOn(entry ->
                        entry.fact("workspace").equals(stage.workspace("dev").name()))
                .hasSize(1);

        assertThat(audit("verify")).startsWith("0 Nothing was changed in ").contains(" Head: ");
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER TABLE audit DISABLE TRIGGER ALL");
            assertThat(statement.executeUpdate("UPDATE audit SET facts = replace(facts::text, 'lee', 'ann')::json"
                            + " WHERE number = (SELECT min(number) FROM audit WHERE facts ->> 'command' = '/apply')"))
                    .isEqualTo(1);
            statement.execute("ALTER TABLE audit ENABLE TRIGGER ALL");
        }
        assertThat(audit("verify")).startsWith("1 CHANGED: Row ").contains(" is not what was sealed at place ");
    }

    @Test
    void the_work_of_a_killed_worker_goes_on_within_seconds() throws Exception {
        otherWorker.close();
        int number = open("stage", "killed");
        stage.awaitCheck(number, "tidegate/stage", "success");
        stage.sandbox.holds().hold(CREATE);
        stage.say(stage.lee, number, "/apply stage");
        stage.await("the upload is under way", () -> stage.sandbox.holds().waiting(CREATE) == 1);
        otherWorker.start();
        stage.product.kill();
        Instant killed = Instant.now();
        stage.await("the other one goes on with it", () -> stage.sandbox.holds().waiting(CREATE) == 2);
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(15));
        stage.sandbox.holds().releaseAll();
        stage.awaitReply(number, "stage was applied");
        stage.product.start();
    }

    private static int open(String environment, String branch) {
        return stage.repository.openPullRequest(
                stage.lee,
                branch,
                "More nodes: " + branch,
                Map.of("environments/" + environment + "/main.tf", Stage.monitoringNodes(environment, 2)));
    }

    private static void restart(ProductProcess process) {
        process.close();
        process.start();
    }

    private static int posted(URI door) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(door)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static Connection owner() throws Exception {
        EmbeddedDatabase.Access access = stage.database();
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }

    /** The exit and what was printed. */
    private static String audit(String verb) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "audit",
                verb);
        builder.redirectErrorStream(true);
        EmbeddedDatabase.Access access = stage.database();
        builder.environment()
                .putAll(Map.of(
                        "TIDEGATE_DATABASE_URL", access.url(),
                        "TIDEGATE_DATABASE_USERNAME", access.username(),
                        "TIDEGATE_DATABASE_PASSWORD", access.password(),
                        "TIDEGATE_ENCRYPTION_KEY", Stage.KEY));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + printed;
    }
}
