package io.tidegate.bench;

import io.tidegate.bench.Load.Figures;
import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many open pull requests whose runs are going on, in a process with 256 MB of heap: how soon it goes on after a start, how
 * much heap is used, and how long acknowledgements take beside a few. One real pull request is copied, row by row.
 */
@Command(
        name = "many",
        description = "10,000 open pull requests with runs going on: start, heap and acknowledgements.",
        mixinStandardHelpOptions = true)
final class ManyBench implements Callable<Integer> {
    private static final int HEAP = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(names = "--many", description = "Default: ${DEFAULT-VALUE}.")
    int many = 10_000;

    @Option(names = "--few", description = "Beside these; default: ${DEFAULT-VALUE}.")
    int few = 10;

    @Option(names = "--rounds", description = "Turns; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(names = "--seconds", description = "Of each turn; default: ${DEFAULT-VALUE}.")
    int seconds = 5;

    @Option(names = "--warm", description = "Seconds of load before, for each; default: ${DEFAULT-VALUE}.")
    int warm = 30;

    private record Measured(int pulls, double resumed, int heap, List<Figures> figures) {}

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        Path folder = Files.createTempDirectory("tidegate-bench");
        try (Sandbox sandbox = new Sandbox(0, 0)) {
            EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
            Map<String, String> settings = new TreeMap<>(AckBench.web(access));
            settings.put("tidegate.role", "all");
            settings.put("tidegate.sweeper.enabled", "false");
            one(sandbox, access, settings, folder);
            copies(access, few);
            Measured before = measured(sandbox, settings, folder, few);
            copies(access, many);
            Measured after = measured(sandbox, settings, folder, many);
            print(before, after);
            return 0;
        } finally {
            AffectedBench.delete(folder);
        }
    }

    /** A pull request whose plan has begun and does not end. */
    private static void one(Sandbox sandbox, EmbeddedDatabase.Access access, Map<String, String> settings, Path folder)
            throws Exception {
        sandbox.holds().hold("terraform plan " + SeededRepository.workspace("dev"));
        try (Server tidegate = Servers.tidegate(sandbox, settings, folder)) {
            sandbox.github().webhookTarget(tidegate.webhooks());
            sandbox.repository()
                    .openPullRequest(
                            sandbox.author(),
                            "many",
                            "One of many",
                            Map.of("environments/dev/many.tf", "resource \"terraform_data\" \"many\" {}\n"));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (count(access, "SELECT count(*) FROM effect WHERE kind = 'FollowRun' AND done < wanted") == 0
                    || count(access, "SELECT count(*) FROM effect WHERE done < wanted") > 1) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("no run goes on");
                }
                sandbox.journal().await(Duration.ofMillis(200));
            }
        }
    }

    private static void copies(EmbeddedDatabase.Access access, int all) throws SQLException {
        try (Connection connection = connection(access);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM effect WHERE done = wanted OR pull > 1");
            statement.execute("DELETE FROM change WHERE pull > 1");
            statement.execute("""
                    INSERT INTO change (repository, pull, version, codec, state)
                    SELECT repository, copy, version, codec,
                           regexp_replace(state::text, '"number":1(?![0-9])', '"number":' || copy, 'g')::json
                    FROM change, generate_series(2, %d) AS copy WHERE pull = 1""".formatted(all));
            statement.execute("""
                    INSERT INTO effect (repository, pull, key, lane, kind, codec, body, installation, owner, name, rank, turn)
                    SELECT repository, copy, key, lane, kind, codec, body, installation, owner, name, rank, turn
                    FROM effect, generate_series(2, %d) AS copy WHERE pull = 1 AND done < wanted""".formatted(all));
            statement.execute("ANALYZE");
        }
    }

    private Measured measured(Sandbox sandbox, Map<String, String> settings, Path folder, int pulls) throws Exception {
        int known = sandbox.journal().size();
        Instant started = Instant.now();
        try (Server tidegate = Servers.tidegate(sandbox, settings, folder, HEAP)) {
            double resumed = Duration.between(started, followed(sandbox, known)).toMillis() / 1000.0;
            load(tidegate, warm);
            List<Figures> figures = new ArrayList<>();
            int heap = 0;
            for (int round = 0; round < rounds; round++) {
                figures.add(load(tidegate, seconds));
                heap = Math.max(heap, tidegate.heap());
            }
            return new Measured(pulls, resumed, heap, figures);
        }
    }

    /** When the first run was looked at after the start. */
    private static Instant followed(Sandbox sandbox, int known) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Instant> first = sandbox.journal().since(known).stream()
                    .filter(entry -> entry.fact("route").equals("GET /api/v2/runs/{run}"))
                    .map(Entry::at)
                    .findFirst();
            if (first.isPresent()) {
                return first.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no run was looked at");
            }
            sandbox.journal().await(Duration.ofMillis(50));
        }
    }

    private static Figures load(Server server, int time) throws InterruptedException {
        return new Load(server.webhooks(), Webhooks.signed(), 4, 10, 202).during(Duration.ofSeconds(time));
    }

    private static void print(Measured... all) {
        System.out.println("| open, runs going on | first look at a run after the start, s | heap used, MB (of 256)"
                + " | acknowledged/s | p50, ms | p99, ms |");
        System.out.println("|---|---|---|---|---|---|");
        for (Measured one : all) {
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.1f | %d | %s | %s | %s |%n",
                    one.pulls(),
                    one.resumed(),
                    one.heap(),
                    AckBench.spread(one.figures(), Figures::perSecond, "%.0f"),
                    AckBench.spread(one.figures(), Figures::p50, "%.2f"),
                    AckBench.spread(one.figures(), Figures::p99, "%.1f"));
        }
    }

    static long count(EmbeddedDatabase.Access access, String sql) throws SQLException {
        try (Connection connection = connection(access);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection connection(EmbeddedDatabase.Access access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }
}
