package io.tidegate.bench;

import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the webhook of an opened pull request to the creation of its speculative run, and how much of that is Tidegate's own:
 * the time during which no stand-in had a request of it.
 */
@Command(
        name = "run",
        description = "From a webhook to the run that it asks for, without the time that the stand-ins take.",
        mixinStandardHelpOptions = true)
final class RunBench implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final int AT_ONCE = 10;

    @Option(names = "--times", description = "Pull requests that are measured; default: ${DEFAULT-VALUE}.")
    int times = 50;

    @Option(names = "--warm", description = "Pull requests before, ten at a time; default: ${DEFAULT-VALUE}.")
    int warm = 300;

    @Option(names = "--story", description = "Print when the stand-ins were asked for what, of the last pull request.")
    boolean story;

    private Sandbox sandbox;

    private record Stretch(Instant from, Instant to) {}

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        Path folder = Files.createTempDirectory("tidegate-bench");
        EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
        Map<String, String> settings = Map.of(
                "tidegate.database.url", access.url(),
                "tidegate.database.username", access.username(),
                "tidegate.database.password", access.password());
        try (Sandbox made = new Sandbox(0, 0);
                Server tidegate = Servers.tidegate(made, settings, folder)) {
            sandbox = made;
            sandbox.github().limits().hourly(1_000_000);
            sandbox.terraform().rateLimit(1_000_000);
            sandbox.holds().hold("terraform plan " + SeededRepository.workspace("dev"));
            sandbox.github().webhookTarget(tidegate.webhooks());
            Latencies whole = new Latencies();
            Latencies own = new Latencies();
            for (int i = 0; i < warm; i += AT_ONCE) {
                int known = sandbox.journal().size();
                List<Integer> numbers =
                        IntStream.range(i, i + AT_ONCE).map(this::open).boxed().toList();
                await("the runs of " + numbers, () -> Optional.of(true).filter(all -> begun(known) >= AT_ONCE));
                numbers.forEach(this::close);
            }
            for (int i = 0; i < times; i++) {
                becomeQuiet();
                int before = sandbox.journal().size();
                int number = open(warm + AT_ONCE + i);
                Entry created = await("the run of #" + number, () -> created(before));
                Entry webhook = await("the webhook of #" + number, () -> webhook(before));
                Instant sent = webhook.at().minusNanos((long) (Double.parseDouble(webhook.fact("seconds")) * 1e9));
                Duration all = Duration.between(sent, created.at());
                whole.add(all.toNanos());
                own.add(all.minus(theirs(sent, created.at(), before)).toNanos());
                close(number);
                if (story && i == times - 1) {
                    tell(sent, before);
                }
            }
            System.out.println("| from the webhook to the run | p50, ms | p99, ms |");
            System.out.println("|---|---|---|");
            row("in all", whole);
            row("Tidegate's own share", own);
            return 0;
        } finally {
            AffectedBench.delete(folder);
        }
    }

    private static void row(String name, Latencies latencies) {
        System.out.printf("| %s | %.1f | %.1f |%n", name, latencies.quantile(0.5), latencies.quantile(0.99));
    }

    private void tell(Instant sent, int since) {
        for (Entry entry : sandbox.journal().since(since)) {
            System.out.printf(
                    "%6d ms  %s %s%n", Duration.between(sent, entry.at()).toMillis(), entry.kind(), entry.facts());
        }
    }

    private int open(int i) {
        String file = "environments/dev/bench-" + i + ".tf";
        return sandbox.repository()
                .openPullRequest(
                        sandbox.author(),
                        "bench-" + i,
                        "Bench " + i,
                        Map.of(file, "resource \"terraform_data\" \"bench_" + i + "\" {}\n"));
    }

    private void close(int number) {
        sandbox.repository().close(sandbox.author(), number);
    }

    private long begun(int since) {
        return sandbox.journal().since(since).stream()
                .filter(entry -> entry.kind().equals("run-created"))
                .count();
    }

    /** Nothing of the pull requests before is measured with the next one. */
    private void becomeQuiet() {
        int before = -1;
        while (before != sandbox.journal().size()) {
            before = sandbox.journal().size();
            LockSupport.parkNanos(QUIET.toNanos());
        }
    }

    /** How much of this time some stand-in had a request; requests at the same time count once. */
    private Duration theirs(Instant from, Instant to, int since) {
        List<Stretch> stretches = sandbox.journal().since(since).stream()
                .filter(entry -> entry.kind().equals("request"))
                .map(entry ->
                        new Stretch(entry.at().minusNanos(Long.parseLong(entry.fact("micros")) * 1000), entry.at()))
                .filter(one -> one.to().isAfter(from) && one.from().isBefore(to))
                .sorted(Comparator.comparing(Stretch::from))
                .toList();
        Duration sum = Duration.ZERO;
        Instant counted = from;
        for (Stretch one : stretches) {
            Instant begin = one.from().isAfter(counted) ? one.from() : counted;
            Instant end = one.to().isBefore(to) ? one.to() : to;
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
                counted = end;
            }
        }
        return sum;
    }

    private Optional<Entry> webhook(int since) {
        return sandbox.journal().since(since).stream()
                .filter(entry ->
                        entry.kind().equals("webhook") && entry.fact("event").equals("pull_request"))
                .findFirst();
    }

    private Optional<Entry> created(int since) {
        return sandbox.journal().since(since).stream()
                .filter(entry -> entry.kind().equals("run-created"))
                .findFirst();
    }

    private <T> T await(String what, Supplier<Optional<T>> seen) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<T> found = seen.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("did not happen: " + what);
            }
            sandbox.journal().await(Duration.ofMillis(50));
        }
    }
}
