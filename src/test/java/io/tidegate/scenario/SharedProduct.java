package io.tidegate.scenario;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.StartCache;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The product and the sandbox of all scenarios of this JVM that ask for no settings of their own, each in a repository
 * of its own: a start costs more of the machine than most stories. Whoever leaves it at work gets it replaced, so that
 * nobody sees what another left behind.
 */
final class SharedProduct {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static Optional<SharedProduct> running = Optional.empty();

    final Sandbox sandbox;
    final ProductProcess product;
    final EmbeddedDatabase.Access database;
    private int repositories;

    private SharedProduct() {
        sandbox = new Sandbox(0, 0);
        // The limits of an hour and a minute are for one story, not for all of them.
        sandbox.terraform().rateLimit(1_000_000);
        sandbox.terraform().listLimit(1_000_000);
        sandbox.github().limits().hourly(1_000_000);
        database = TestDatabase.emptyDatabase();
        product = start(sandbox, database, Map.of("tidegate.terraform.calls-per-second", "10000"));
    }

    /** The one that runs; started when first asked for. */
    static synchronized SharedProduct get() {
        if (running.isEmpty()) {
            SharedProduct started = new SharedProduct();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            running = Optional.of(started);
        }
        return running.get();
    }

    /** A product that works between both stand-ins of this sandbox. */
    static ProductProcess start(Sandbox sandbox, EmbeddedDatabase.Access database, Map<String, String> settings) {
        StartCache.make(Stage.JAR, () -> common(TestDatabase.emptyDatabase()));
        ProductProcess product = new ProductProcess(Stage.JAR, temporary(), configuration(sandbox, database, settings));
        product.start();
        sandbox.github().webhookTarget(product.webhooks());
        return product;
    }

    static Map<String, String> configuration(
            Sandbox sandbox, EmbeddedDatabase.Access database, Map<String, String> settings) {
        Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
        configuration.putAll(common(database));
        configuration.putAll(settings);
        if (settings.containsKey("tidegate.terraform.organizations[0].name")) {
            configuration.put(
                    "tidegate.terraform.organizations[0].token", configuration.remove("tidegate.terraform.token"));
        }
        return configuration;
    }

    private static Map<String, String> common(EmbeddedDatabase.Access database) {
        return Map.of(
                "tidegate.terraform.poll-interval",
                "PT0.2S",
                // Scripted faults and counted calls are about what people do; what looks for the lost has a scenario.
                "tidegate.sweeper.enabled",
                "false",
                "tidegate.database.url",
                database.url(),
                "tidegate.database.username",
                database.username(),
                "tidegate.database.password",
                database.password(),
                "tidegate.encryption-key",
                Stage.KEY);
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("tidegate-scenario");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new repository with these files, its workspaces, and clocks that are right. */
    Repo repository(Map<String, String> files) {
        sandbox.clock().reset();
        repositories++;
        return sandbox.seed(SeededRepository.NAME + "-" + repositories, files);
    }

    /** Ends a story: nothing is held or fails any more, and whoever comes next finds nobody at work. */
    void leave() {
        sandbox.faults().clear();
        sandbox.holds().releaseAll();
        if (!calm()) {
            retire(this);
        }
    }

    private static synchronized void retire(SharedProduct left) {
        running = Optional.empty();
        left.close();
    }

    /** Whether everything that was wanted is done and every delivery was read, at once or after a moment. */
    private boolean calm() {
        Instant deadline = Instant.now().plus(PATIENCE);
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            do {
                if (sandbox.github().webhooksQuiet() && isCalm(statement)) {
                    return true;
                }
                sandbox.journal().await(Duration.ofMillis(100));
            } while (Instant.now().isBefore(deadline));
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException("the product's database cannot be asked", e);
        }
    }

    private static boolean isCalm(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT NOT EXISTS (SELECT FROM effect WHERE done < wanted)
                    AND NOT EXISTS (SELECT FROM delivery WHERE outcome IS NULL)""")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void close() {
        try {
            product.close();
        } finally {
            sandbox.close();
        }
    }
}
