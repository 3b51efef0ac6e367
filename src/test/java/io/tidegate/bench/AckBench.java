package io.tidegate.bench;

import io.tidegate.bench.Load.Figures;
import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many webhooks are acknowledged, each stored durably before, beside Probot, which stores nothing: turn by turn, the
 * server on one core, PostgreSQL and the load on the other.
 */
@Command(
        name = "ack",
        description = "Durable acknowledgement of webhooks beside Probot's.",
        mixinStandardHelpOptions = true)
final class AckBench implements Callable<Integer> {
    private static final int MANY = 32;
    private static final int FEW = 4;
    private static final long THINKING = 10;
    private static final int OURS = 202;
    private static final int PROBOTS = 200;

    @Option(names = "--rounds", description = "Turns; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(names = "--seconds", description = "Of each turn; default: ${DEFAULT-VALUE}.")
    int seconds = 5;

    @Option(names = "--warm", description = "Seconds of load before, for each server; default: ${DEFAULT-VALUE}.")
    int warm = 60;

    @Option(names = "--database", description = "JDBC URL of an empty database, user and password in it.")
    String url = "";

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        Path folder = Files.createTempDirectory("tidegate-bench");
        EmbeddedDatabase.Access database =
                url.isEmpty() ? TestDatabase.emptyDatabase() : new EmbeddedDatabase.Access(url, "postgres", "postgres");
        try (Sandbox sandbox = new Sandbox(0, 0);
                Server tidegate =
                        Servers.tidegate(sandbox, alone(database), Files.createDirectory(folder.resolve("tidegate")));
                Server probot = Servers.probot(sandbox, Files.createDirectory(folder.resolve("probot")))) {
            measure(tidegate, probot, database, folder);
            return 0;
        } finally {
            AffectedBench.delete(folder);
        }
    }

    /** Doors alone: what is done with deliveries is a worker's, on another machine. */
    static Map<String, String> web(EmbeddedDatabase.Access access) {
        return Map.of(
                "tidegate.role", "web",
                "tidegate.database.url", access.url(),
                "tidegate.database.username", access.username(),
                "tidegate.database.password", access.password());
    }

    /** With one webhook secret, as Probot has: each more is one more digest of every body. */
    private static Map<String, String> alone(EmbeddedDatabase.Access access) {
        Map<String, String> settings = new HashMap<>(web(access));
        settings.put("tidegate.github.webhook-secret", Webhooks.SECRET);
        return settings;
    }

    private void measure(Server tidegate, Server probot, EmbeddedDatabase.Access access, Path folder) throws Exception {
        Duration turn = Duration.ofSeconds(seconds);
        long answered = load(tidegate, MANY, 0, OURS, Duration.ofSeconds(warm)).answered();
        load(probot, MANY, 0, PROBOTS, Duration.ofSeconds(warm));
        List<Figures> ours = new ArrayList<>();
        List<Figures> probots = new ArrayList<>();
        List<Figures> oursPaced = new ArrayList<>();
        List<Figures> probotsPaced = new ArrayList<>();
        List<Double> fsyncs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(load(tidegate, MANY, 0, OURS, turn));
            probots.add(load(probot, MANY, 0, PROBOTS, turn));
            oursPaced.add(load(tidegate, FEW, THINKING, OURS, turn));
            probotsPaced.add(load(probot, FEW, THINKING, PROBOTS, turn));
            fsyncs.add(fsync(folder.resolve("probe")));
        }
        out.printf(
                Locale.ROOT,
                "%d turns of %d s, median (range); an fsync of one delivery takes %s ms (p50)%n%n",
                rounds,
                seconds,
                spread(fsyncs, figure -> figure, "%.2f"));
        out.println("| server | load | acknowledged/s | p50, ms | p99, ms |");
        out.println("|---|---|---|---|---|");
        row("tidegate, stored", "32 connections", ours);
        row("probot, not stored", "32 connections", probots);
        row("tidegate, stored", "4 connections, 10 ms apart", oursPaced);
        row("probot, not stored", "4 connections, 10 ms apart", probotsPaced);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(ours.get(round).perSecond() / probots.get(round).perSecond());
        }
        out.printf("%nRatio of the rates, median of the turns: %s%n", spread(ratios, ratio -> ratio, "%.2f"));
        for (Figures figures : ours) {
            answered += figures.answered();
        }
        for (Figures figures : oursPaced) {
            answered += figures.answered();
        }
        stored(access, answered);
    }

    private static Figures load(Server server, int connections, long pause, int expected, Duration time)
            throws InterruptedException {
        Figures figures = new Load(server.webhooks(), Webhooks.signed(), connections, pause, expected).during(time);
        if (figures.others() > 0) {
            throw new IllegalStateException(
                    server.name() + " answered " + figures.others() + " requests otherwise than with " + expected);
        }
        return figures;
    }

    /** What was acknowledged is there, each once. */
    private void stored(EmbeddedDatabase.Access access, long answered) throws Exception {
        try (Connection connection = DriverManager.getConnection(access.url(), access.username(), access.password());
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*), count(DISTINCT id) FROM delivery")) {
            row.next();
            if (row.getLong(1) != answered || row.getLong(2) != answered) {
                throw new IllegalStateException(answered + " were acknowledged, and " + row.getLong(1) + " are stored");
            }
            out.printf("%,d were acknowledged, and as many are stored.%n", answered);
        }
    }

    /** @return how long it takes to write one delivery to the disk, in milliseconds, median of 200 */
    private static double fsync(Path file) throws Exception {
        Latencies latencies = new Latencies();
        byte[] body = Webhooks.signed().body();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 200; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.wrap(body));
                channel.force(false);
                latencies.add(System.nanoTime() - begun);
            }
        }
        return latencies.quantile(0.5);
    }

    private void row(String server, String load, List<Figures> figures) {
        out.printf(
                "| %s | %s | %s | %s | %s |%n",
                server,
                load,
                spread(figures, Figures::perSecond, "%.0f"),
                spread(figures, Figures::p50, "%.2f"),
                spread(figures, Figures::p99, "%.1f"));
    }

    static <T> String spread(List<T> all, ToDoubleFunction<T> figure, String format) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return String.format(
                Locale.ROOT,
                format + " (" + format + "–" + format + ")",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
