package io.tidegate.scenario;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.terraform.Workspace;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One product and one sandbox for many cells, each with a repository and a workspace of its own. */
final class MatrixStage implements AutoCloseable {
    final Sandbox sandbox = Sandbox.recorded();
    final ProductProcess product;
    private final Connection database;
    private final AtomicInteger cells = new AtomicInteger();

    MatrixStage() {
        sandbox.terraform().rateLimit(1_000_000);
        sandbox.terraform().listLimit(1_000_000);
        sandbox.github().limits().hourly(1_000_000);
        EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
        Map<String, String> configuration = new TreeMap<>(sandbox.configuration());
        configuration.put("tidegate.database.url", access.url());
        configuration.put("tidegate.database.username", access.username());
        configuration.put("tidegate.database.password", access.password());
        configuration.put("tidegate.encryption-key", "a key for scenarios that nobody uses elsewhere");
        configuration.put("tidegate.terraform.poll-interval", "PT0.2S");
        configuration.put("tidegate.terraform.calls-per-second", "10000");
        configuration.put("tidegate.terraform.call-timeout", "2S");
        configuration.put("tidegate.terraform.transfer-timeout", "2S");
        configuration.put("tidegate.github.request-timeout", "2S");
        configuration.put("tidegate.github.merge-commit-pause", "0.1S");
        configuration.put("tidegate.retry.first", "PT0.05S");
        configuration.put("tidegate.retry.longest", "PT0.5S");
        configuration.put("tidegate.retry.give-up-after", "PT8S");
        configuration.put("tidegate.loop.effects", "40");
        configuration.put("tidegate.sweeper.enabled", "false");
        product = new ProductProcess(Path.of("target/quarkus-app/quarkus-run.jar"), temporary(), configuration);
        product.start();
        database = connected(access);
        sandbox.github().webhookTarget(product.webhooks());
    }

    /** A repository with one environment that is applied by command, or ({@code merged}) by the merge. */
    Ground ground(boolean merged) {
        String environment = merged ? "stage" : "dev";
        String name = "cell-" + cells.incrementAndGet();
        Map<String, String> files = new TreeMap<>(SeededRepository.files());
        files.put(".github/tidegate.yml", """
                version: 1
                organization: %s
                environments:
                  %s: { directory: environments/%s, apply: %s }
                """.formatted(
                        SeededRepository.ORGANIZATION, environment, environment, merged ? "on-merge" : "on-command"));
        Repo repository = sandbox.github().createRepository(Sandbox.OWNER, name, files);
        repository.permission(sandbox.author(), "write");
        repository.permission(sandbox.reviewer(), "write");
        Workspace workspace = sandbox.terraform()
                .createWorkspace(
                        SeededRepository.ORGANIZATION,
                        name + "-" + environment,
                        SeededRepository.workingDirectory(environment));
        workspace.seed(SeededRepository.bytes(SeededRepository.files()));
        return new Ground(repository, workspace, environment);
    }

    record Ground(Repo repository, Workspace workspace, String environment) {
        boolean about(Entry entry) {
            return entry.fact("subject").equals(repository.fullName())
                    || entry.fact("subject").equals(workspace.name())
                    || entry.fact("workspace").equals(workspace.name());
        }
    }

    boolean knows(long repository) {
        return !query("SELECT count(*) FROM change WHERE repository = ?", repository)
                .equals("0");
    }

    /** So many commands were read: the reaction to each is wanted. */
    boolean heard(long repository, int commands) {
        return query("SELECT count(*) FROM effect WHERE repository = ? AND kind = 'React'", repository)
                .equals(Integer.toString(commands));
    }

    /** The newest delivery so far. */
    long newest() {
        return Long.parseLong(query("SELECT coalesce(max(number), 0) FROM delivery"));
    }

    /**
     * Nothing is to be done and nothing to be decided. Webhooks do not say before they are read whose they are, so those
     * up to {@code newest} have to be read.
     */
    boolean settled(long repository, long newest) {
        return query("""
                SELECT (SELECT count(*) FROM effect WHERE repository = ? AND done < wanted)
                    + (SELECT count(*) FROM delivery
                        WHERE outcome IS NULL AND (repository = ? OR repository IS NULL AND number <= ?))""", repository, repository, newest).equals("0");
    }

    String open(long repository) {
        return query(
                "SELECT string_agg(key || ' ' || tries || ' ' || coalesce(reason, ''), '; ') FROM effect"
                        + " WHERE repository = ? AND done < wanted",
                repository);
    }

    String recorded(long repository) {
        return query(
                "SELECT string_agg(key || ': ' || reason, '; ' ORDER BY number) FROM effect"
                        + " WHERE repository = ? AND outcome = 'given up'",
                repository);
    }

    String unanswered(long repository) {
        return query(
                "SELECT string_agg(state -> 'talk' ->> 'commands', '') FROM change WHERE repository = ?", repository);
    }

    private static Connection connected(EmbeddedDatabase.Access access) {
        try {
            return DriverManager.getConnection(access.url(), access.username(), access.password());
        } catch (SQLException e) {
            throw new IllegalStateException("the product's database cannot be reached", e);
        }
    }

    private synchronized String query(String sql, long... ids) {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                statement.setLong(i + 1, ids[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the product's database cannot be asked", e);
        }
    }

    String log() {
        try {
            return Files.readString(product.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tidegate-matrix");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            sandbox.faults().clear();
            product.close();
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the product's database cannot be left", e);
        } finally {
            sandbox.close();
        }
    }
}
