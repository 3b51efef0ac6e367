package io.tidegate.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks by name. */
@Command(
        name = "tidegate bench",
        description = "Measures Tidegate; the figures that were obtained are in docs/performance.md.",
        subcommands = {
            SummarizeBench.class,
            AffectedBench.class,
            AckBench.class,
            HungBench.class,
            ForgedBench.class,
            KillsBench.class,
            RollingBench.class,
            RunBench.class,
            ManyBench.class,
            SimulationBench.class
        },
        mixinStandardHelpOptions = true)
final class Bench implements Runnable {
    private static final int USAGE = 64;

    private Bench() {}

    public static void main(String[] arguments) {
        CommandLine benches = new CommandLine(new Bench());
        benches.getCommandSpec().exitCodeOnInvalidInput(USAGE);
        benches.getSubcommands()
                .values()
                .forEach(bench -> bench.getCommandSpec().exitCodeOnInvalidInput(USAGE));
        System.exit(benches.execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
