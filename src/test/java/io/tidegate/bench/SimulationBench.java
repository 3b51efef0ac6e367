package io.tidegate.bench;

import io.tidegate.simulation.Plant;
import io.tidegate.simulation.Postgres;
import io.tidegate.simulation.Simulation;
import io.tidegate.simulation.planted.Planted;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The loop under the simulation, seed by seed; docs/simulation.md says what is simulated. */
@Command(
        name = "simulation",
        description = "Simulates the loop for many seeds, until an invariant does not hold.",
        mixinStandardHelpOptions = true)
final class SimulationBench implements Callable<Integer> {
    private static final int BROKEN = 1;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--seeds", description = "How many; default: ${DEFAULT-VALUE}.")
    long seeds = 1000;

    @Option(names = "--from", description = "The first of them; default: ${DEFAULT-VALUE}.")
    long from = 1;

    @Option(names = "--seed", description = "This one alone, and its story.")
    @Nullable
    Long seed;

    @Option(names = "--postgresql", description = "With the product's own stores on a PostgreSQL server of its own.")
    boolean postgresql;

    @Option(names = "--plant", description = "With this bug, by its name in docs/simulation.md.")
    @Nullable
    String plant;

    @Override
    public Integer call() {
        // What fails on purpose is told in the stories.
        LogManager.getLogManager().reset();
        Plant planted = planted();
        LongFunction<Simulation.Outcome> told = one -> Simulation.of(one, planted);
        if (postgresql) {
            Postgres postgres = new Postgres();
            told = one -> Simulation.of(one, postgres, planted);
        }
        if (seed != null) {
            Simulation.Outcome outcome = told.apply(seed);
            System.out.print(outcome.story());
            return verdict(outcome);
        }
        long begun = System.nanoTime();
        int applied = 0;
        for (long next = from; next < from + seeds; next++) {
            Simulation.Outcome outcome = told.apply(next);
            applied += outcome.applied();
            if (!outcome.broken().isEmpty()) {
                System.out.print(outcome.story());
                return verdict(outcome);
            }
        }
        System.out.printf(
                "%d seeds from %d: every invariant held, %d runs were applied, %d s%n",
                seeds, from, applied, (System.nanoTime() - begun) / 1_000_000_000);
        return 0;
    }

    private static int verdict(Simulation.Outcome outcome) {
        outcome.broken().forEach(broken -> System.out.println("BROKEN " + broken));
        System.out.println("seed " + outcome.seed() + ", story " + outcome.digest());
        return outcome.broken().isEmpty() ? 0 : BROKEN;
    }

    private Plant planted() {
        if (plant == null) {
            return new Plant() {};
        }
        return Arrays.stream(Planted.values())
                .filter(one -> one.text().equals(plant))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        java.util.Objects.requireNonNull(spec).commandLine(),
                        "There is no planted bug " + plant + ". There are: "
                                + Arrays.stream(Planted.values())
                                        .map(Planted::text)
                                        .collect(Collectors.joining(", "))))
                .plant();
    }
}
