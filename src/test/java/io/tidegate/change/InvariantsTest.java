package io.tidegate.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The invariants hold after every step, whatever is delayed, repeated, reordered or lost. */
class InvariantsTest {
    private static final int SEEDS = 2_000;
    private static final int STEPS = 250;

    @Test
    void no_order_of_events_breaks_an_invariant() {
        long applies = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed);
            for (int step = 0; step < STEPS && world.broken.isEmpty(); step++) {
                world.step();
            }
            if (world.broken.isEmpty()) {
                world.drain();
            }
            assertThat(world.broken)
                    .as("seed %d:\n%s", seed, String.join("\n", world.story))
                    .isEmpty();
            applies += world.applies();
        }
        // A walk in which nothing is ever applied would prove nothing.
        assertThat(applies).isGreaterThan(SEEDS / 10);
    }
}
