package io.tidegate.bench;

import io.tidegate.bench.Load.Figures;
import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether acknowledgements wait for GitHub or HCP Terraform: beside stand-ins that answer, and beside some that never do. */
@Command(
        name = "hung",
        description = "Acknowledgement while GitHub and HCP Terraform never answer.",
        mixinStandardHelpOptions = true)
final class HungBench implements Callable<Integer> {
    @Option(names = "--rounds", description = "Turns; default: ${DEFAULT-VALUE}.")
    int rounds = 7;

    @Option(names = "--seconds", description = "Of each turn; default: ${DEFAULT-VALUE}.")
    int seconds = 5;

    @Option(names = "--warm", description = "Seconds of load before, for each; default: ${DEFAULT-VALUE}.")
    int warm = 30;

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        Path folder = Files.createTempDirectory("tidegate-bench");
        // Connections are taken by the system and never answered.
        try (ServerSocket nobody = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
                Sandbox sandbox = new Sandbox(0, 0);
                Server answered = Servers.tidegate(
                        sandbox, all(TestDatabase.emptyDatabase()), Files.createDirectory(folder.resolve("answered")));
                Server hung = Servers.tidegate(
                        sandbox,
                        beside("http://127.0.0.1:" + nobody.getLocalPort(), TestDatabase.emptyDatabase()),
                        Files.createDirectory(folder.resolve("hung")))) {
            load(answered, warm);
            load(hung, warm);
            List<Figures> before = new ArrayList<>();
            List<Figures> after = new ArrayList<>();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                before.add(load(answered, seconds));
                after.add(load(hung, seconds));
                ratios.add(after.getLast().p99() / before.getLast().p99());
            }
            System.out.println("| GitHub and HCP Terraform | acknowledged/s | p50, ms | p99, ms |");
            System.out.println("|---|---|---|---|");
            row("answer", before);
            row("never answer", after);
            System.out.println(
                    "\nRatio of p99, median of the turns: " + AckBench.spread(ratios, ratio -> ratio, "%.2f"));
            return 0;
        } finally {
            AffectedBench.delete(folder);
        }
    }

    private static void row(String name, List<Figures> figures) {
        System.out.printf(
                "| %s | %s | %s | %s |%n",
                name,
                AckBench.spread(figures, Figures::perSecond, "%.0f"),
                AckBench.spread(figures, Figures::p50, "%.2f"),
                AckBench.spread(figures, Figures::p99, "%.1f"));
    }

    private static Figures load(Server server, int time) throws InterruptedException {
        return new Load(server.webhooks(), Webhooks.signed(), 4, 10, 202).during(Duration.ofSeconds(time));
    }

    private static Map<String, String> all(EmbeddedDatabase.Access access) {
        Map<String, String> settings = new TreeMap<>(AckBench.web(access));
        settings.put("tidegate.role", "all");
        return settings;
    }

    private static Map<String, String> beside(String nobody, EmbeddedDatabase.Access access) {
        Map<String, String> settings = all(access);
        settings.put("tidegate.github.api-url", nobody);
        settings.put("tidegate.terraform.url", nobody);
        return settings;
    }
}
