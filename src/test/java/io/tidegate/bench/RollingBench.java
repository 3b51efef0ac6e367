package io.tidegate.bench;

import io.tidegate.bench.Load.Figures;
import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.FreePorts;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Two {@code web} and two {@code worker} processes on one PostgreSQL, behind a front that plays the load balancer, under
 * webhooks and applies: first what each takes, then each is restarted, one after the other. The sweeper is off, so nothing that
 * was refused is asked for again; the stand-ins' journal and the inbox tell whether anything is missing, or was done twice.
 */
@Command(
        name = "rolling",
        description =
                "Restarts two web and two worker processes under load, and counts what was refused, lost or done twice.",
        mixinStandardHelpOptions = true)
final class RollingBench implements Callable<Integer> {
    /** 60 in 100 of the memory that the manifests allow, as the image has it. */
    private static final int HEAP = 307;

    private static final int MOST = 200;
    private static final int CONNECTIONS = 4;

    @Option(
            names = "--seconds",
            description = "Of load before the restarts, in which is measured; default: ${DEFAULT-VALUE}.")
    int seconds = 60;

    @Option(names = "--between", description = "Seconds between two restarts; default: ${DEFAULT-VALUE}.")
    int between = 5;

    @Option(names = "--every", description = "Milliseconds between two pull requests; default: ${DEFAULT-VALUE}.")
    int every = 4_000;

    @Option(
            names = "--pause",
            description = "Milliseconds between two webhooks of each of four connections; default: ${DEFAULT-VALUE}.")
    int pause = 200;

    private final Map<String, Server> processes = new LinkedHashMap<>();
    private Sandbox sandbox;
    private EmbeddedDatabase.Access access;
    private Path folder;

    private record Taken(String name, double cores, double resident, double peak) {}

    private record Rolled(List<Taken> taken, Figures webhooks) {}

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        folder = Files.createTempDirectory("tidegate-bench");
        access = TestDatabase.emptyDatabase();
        try (Sandbox made = new Sandbox(0, 0, PullRequests.files(MOST));
                Front front = new Front();
                ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            sandbox = made;
            for (String name : List.of("web-1", "web-2", "worker-1", "worker-2")) {
                start(name);
            }
            web().forEach(name -> front.add(processes.get(name).webhooks()));
            sandbox.github().webhookTarget(front.webhooks());
            PullRequests pulls = new PullRequests(sandbox, MOST);
            Future<Rolled> rolled = beside.submit(() -> roll(front, beside));
            List<Integer> opened = load(pulls, rolled);
            Rolled done = rolled.get();
            pulls.await("every pull request is applied", opened, pulls::applied);
            pulls.await("every command is answered", opened, pulls::answered);
            // The answer is written first, and the checks beside it.
            pulls.await("every check is completed", opened, pulls::checked);
            return judge(pulls, opened, done);
        } finally {
            processes.values().forEach(Server::close);
            AffectedBench.delete(folder);
        }
    }

    private List<String> web() {
        return processes.keySet().stream()
                .filter(name -> name.startsWith("web"))
                .toList();
    }

    private void start(String name) throws Exception {
        Map<String, String> settings = new TreeMap<>(AckBench.web(access));
        settings.put("tidegate.role", name.replaceAll("-.*", ""));
        settings.put("tidegate.sweeper.enabled", "false");
        settings.put("tidegate.terraform.poll-interval", "PT1S");
        settings.put("quarkus.datasource.jdbc.max-size", name.startsWith("web") ? "4" : "8");
        int management = FreePorts.next();
        settings.put("quarkus.management.port", Integer.toString(management));
        Path home = folder.resolve(name);
        Files.createDirectories(home);
        processes.put(name, Servers.tidegate(sandbox, settings, home, HEAP));
        Servers.awaitReady(URI.create("http://127.0.0.1:" + management + "/q/health/ready"));
    }

    /** Opens one pull request after the other, and applies each as soon as it is planned, until the restarts are over. */
    private List<Integer> load(PullRequests pulls, Future<Rolled> until) {
        List<Integer> opened = new ArrayList<>();
        Set<Integer> commanded = new HashSet<>();
        Instant next = Instant.now();
        while (!until.isDone()) {
            if (opened.size() < MOST && Instant.now().isAfter(next)) {
                opened.add(pulls.open(opened.size()));
                next = next.plusMillis(every);
            }
            command(pulls, opened, commanded);
            sandbox.journal().await(Duration.ofMillis(200));
        }
        pulls.await("every pull request is planned", opened, pulls::planned);
        command(pulls, opened, commanded);
        return opened;
    }

    private static void command(PullRequests pulls, List<Integer> opened, Set<Integer> commanded) {
        for (int i = 0; i < opened.size(); i++) {
            if (!commanded.contains(i) && pulls.planned(opened.get(i))) {
                pulls.apply(opened.get(i), i);
                commanded.add(i);
            }
        }
    }

    private Rolled roll(Front front, ExecutorService beside) throws Exception {
        Webhooks webhook = Webhooks.signed();
        AtomicBoolean over = new AtomicBoolean();
        Future<Figures> webhooks = beside.submit(
                () -> new Load(front.webhooks(), webhook, CONNECTIONS, pause, 202).asLongAs(() -> !over.get()));
        try {
            Map<String, Duration> before = new TreeMap<>();
            processes.forEach((name, one) -> before.put(name, cpu(one)));
            Instant begun = Instant.now();
            // Not a wait for anything: the load of this time is what is measured.
            Thread.sleep(Duration.ofSeconds(seconds));
            double took = Duration.between(begun, Instant.now()).toMillis();
            List<Taken> taken = new ArrayList<>();
            for (Map.Entry<String, Server> one : processes.entrySet()) {
                double cores =
                        cpu(one.getValue()).minus(before.get(one.getKey())).toMillis() / took;
                taken.add(new Taken(
                        one.getKey(),
                        cores,
                        one.getValue().resident(),
                        one.getValue().peak()));
            }
            for (String name : List.copyOf(processes.keySet())) {
                restart(name, front);
                Thread.sleep(Duration.ofSeconds(between));
            }
            over.set(true);
            return new Rolled(taken, webhooks.get());
        } finally {
            over.set(true);
        }
    }

    private static Duration cpu(Server server) {
        return server.process().info().totalCpuDuration().orElseThrow();
    }

    /** As Kubernetes does with a pod that nobody is to reach any more. */
    private void restart(String name, Front front) throws Exception {
        Server old = processes.get(name);
        front.takeOut(old.webhooks());
        old.close();
        start(name);
        if (name.startsWith("web")) {
            front.add(processes.get(name).webhooks());
        }
    }

    /** How many webhooks were sent and accepted, and how many were not. */
    private record Sent(long accepted, long refused) {}

    private static Sent sent(PullRequests pulls, Figures beside) {
        long accepted = pulls.webhooks().stream()
                .filter(webhook -> webhook.fact("status").equals("202"))
                .count();
        return new Sent(accepted + beside.answered(), pulls.webhooks().size() - accepted + beside.others());
    }

    private long stored() {
        try {
            return ManyBench.count(access, "SELECT count(*) FROM delivery WHERE source = 'github'");
        } catch (SQLException e) {
            throw new IllegalStateException("the inbox cannot be counted", e);
        }
    }

    private int judge(PullRequests pulls, List<Integer> opened, Rolled rolled) {
        pulls.await(
                "every accepted webhook is in the inbox",
                opened,
                number -> sandbox.github().webhooksQuiet()
                        && stored() == sent(pulls, rolled.webhooks()).accepted());
        Sent sent = sent(pulls, rolled.webhooks());
        long twice = pulls.twice(opened);
        long open = pulls.openChecks(opened);
        System.out.println(
                "| restarted | pull requests applied | webhooks | refused by the front | lost | done twice | checks left open |");
        System.out.println("|---|---|---|---|---|---|---|");
        System.out.printf(
                "| %d | %d | %d | %d | 0 | %d | %d |%n%n",
                processes.size(), opened.size(), sent.accepted() + sent.refused(), sent.refused(), twice, open);
        System.out.println("| process | CPU, cores | resident, MB | most, MB |");
        System.out.println("|---|---|---|---|");
        rolled.taken()
                .forEach(one -> System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %.0f | %.0f |%n",
                        one.name(),
                        one.cores(),
                        one.resident(),
                        one.peak()));
        return sent.refused() + twice + open == 0 ? 0 : 1;
    }
}
