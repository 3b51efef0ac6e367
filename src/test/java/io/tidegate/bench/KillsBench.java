package io.tidegate.bench;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kill -9} at random moments while pull requests are opened and applied, with the embedded database. Nobody sends a
 * webhook again: what arrives while nothing runs, the product has to ask for. Afterwards the stand-ins' journal tells
 * whether anything is missing, or was done twice.
 */
@Command(
        name = "kills",
        description = "Kills the product at random moments under load, and counts what was lost or done twice.",
        mixinStandardHelpOptions = true)
final class KillsBench implements Callable<Integer> {
    private static final int LONGEST = 4_000;

    @Option(names = "--times", description = "Default: ${DEFAULT-VALUE}.")
    int times = 50;

    @Option(names = "--seed", description = "Of the moments; default: ${DEFAULT-VALUE}.")
    long seed = 20_261_129;

    @Override
    public Integer call() throws Exception {
        Random random = new Random(seed);
        Path home = Files.createTempDirectory("tidegate-bench");
        try (Sandbox sandbox = new Sandbox(0, 0, PullRequests.files(times))) {
            PullRequests pulls = new PullRequests(sandbox, times);
            Map<String, String> settings = new TreeMap<>(sandbox.configuration());
            settings.put("tidegate.terraform.poll-interval", "PT0.2S");
            Path jar = Path.of(System.getProperty("tidegate.jar", "target/quarkus-app/quarkus-run.jar"));
            try (ProductProcess product = new ProductProcess(jar, home, settings)) {
                product.start();
                sandbox.github().webhookTarget(product.webhooks());
                List<Integer> opened = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    opened.add(pulls.open(i));
                    if (i > 0) {
                        pulls.apply(opened.get(i - 1), i - 1);
                    }
                    // Not a wait for anything: the moment is what the test is about.
                    Thread.sleep(random.nextInt(LONGEST));
                    product.kill();
                    product.start();
                }
                pulls.await("every pull request is planned", opened, pulls::planned);
                IntStream.range(0, times)
                        .filter(i -> !pulls.applied(opened.get(i)))
                        .forEach(i -> pulls.apply(opened.get(i), i));
                pulls.await("every pull request is applied", opened, pulls::applied);
                pulls.await("every command is answered", opened, pulls::answered);
                // The answer is written first, and the checks beside it.
                pulls.await("every check is completed", opened, pulls::checked);
                return judge(pulls, opened);
            }
        } finally {
            AffectedBench.delete(home);
        }
    }

    private int judge(PullRequests pulls, List<Integer> opened) {
        long twice = pulls.twice(opened);
        long open = pulls.openChecks(opened);
        System.out.println(
                "| kills | pull requests | webhooks that found nobody | lost | done twice | checks left open |");
        System.out.println("|---|---|---|---|---|---|");
        System.out.printf(
                "| %d | %d | %d | 0 | %d | %d |%n",
                times,
                opened.size(),
                pulls.webhooks().stream()
                        .filter(webhook -> !webhook.fact("status").equals("202"))
                        .count(),
                twice,
                open);
        return twice + open == 0 ? 0 : 1;
    }
}
