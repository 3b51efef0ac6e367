package io.tidegate.bench;

import io.tidegate.bench.Load.Figures;
import io.tidegate.bench.Servers.Server;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What somebody without the secret can do to it: memory and log before and after a flood of forged webhooks. */
@Command(
        name = "forged",
        description = "Memory and log under a flood of forged webhooks.",
        mixinStandardHelpOptions = true)
final class ForgedBench implements Callable<Integer> {
    private static final int CONNECTIONS = 32;
    private static final int REFUSED = 401;

    @Option(names = "--requests", description = "Default: ${DEFAULT-VALUE}.")
    int requests = 100_000;

    @Override
    public Integer call() throws Exception {
        Servers.moveAside();
        Path folder = Files.createTempDirectory("tidegate-bench");
        try (Sandbox sandbox = new Sandbox(0, 0);
                Server tidegate = Servers.tidegate(
                        sandbox,
                        AckBench.web(TestDatabase.emptyDatabase()),
                        Files.createDirectory(folder.resolve("tidegate")))) {
            Load load = new Load(tidegate.webhooks(), Webhooks.forged(), CONNECTIONS, 0, REFUSED);
            load.times(requests / 5);
            double before = tidegate.resident();
            long logged = Files.size(tidegate.log());
            Figures figures = load.times(requests);
            double after = tidegate.resident();
            System.out.println("| forged | refused | refused/s | resident before, MB | after, MB | log grew by, kB |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %,d | %,.0f | %.0f | %.0f | %.1f |%n",
                    requests,
                    figures.answered(),
                    figures.perSecond(),
                    before,
                    after,
                    (Files.size(tidegate.log()) - logged) / 1000.0);
            return 0;
        } finally {
            AffectedBench.delete(folder);
        }
    }
}
