package io.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Plant NONE = new Plant() {};

    @Test
    void whatever_fails_and_whoever_dies_every_invariant_holds() {
        int applied = 0;
        long begun = System.nanoTime();
        for (long seed = 1; seed <= Long.getLong("simulation.seeds", 2000); seed++) {
            Simulation.Outcome outcome = Simulation.of(seed, NONE);
            assertThat(outcome.broken())
                    .as("seed %d%n%s", seed, outcome.story())
                    .isEmpty();
            applied += outcome.applied();
        }
        System.out.println(applied + " applied in " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        assertThat(applied).isGreaterThan(2000);
    }
}
