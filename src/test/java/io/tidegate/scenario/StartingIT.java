package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product says when it cannot start. */
class StartingIT {
    @TempDir
    private Path home;

    @Test
    void without_its_keys_it_says_one_sentence_for_each_and_exits_with_70() throws Exception {
        EmbeddedDatabase.Access database = TestDatabase.emptyDatabase();
        Started started = start(Map.of(
                "TIDEGATE_DATABASE_URL", database.url(),
                "TIDEGATE_DATABASE_USERNAME", database.username(),
                "TIDEGATE_DATABASE_PASSWORD", database.password()));

        assertThat(started.exit()).as(started.output()).isEqualTo(70);
        assertThat(started.last())
                .startsWith("tidegate: not started: ")
                .contains("tidegate.github.app-id is missing: ")
                .contains("tidegate.github.private-key is missing: ")
                .contains("tidegate.github.webhook-secret is missing: ");
        assertThat(started.output()).doesNotContain("\tat ");
    }

    private record Started(int exit, String output) {
        String last() {
            return output.strip().substring(output.strip().lastIndexOf('\n') + 1);
        }
    }

    private Started start(Map<String, String> configuration) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar",
                        "run")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TIDEGATE_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(configuration);
        builder.environment().put("TIDEGATE_HOME", home.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Started(process.exitValue(), output);
    }
}
