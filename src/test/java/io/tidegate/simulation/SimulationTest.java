package io.tidegate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.simulation.planted.Planted;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final int SEEDS = 400;
    private static final int SEEDS_ON_POSTGRES = 8;
    private static final int MORE_ON_POSTGRES = 300;
    private static final Plant NONE = new Plant() {};
    /** What fails on purpose is told in the stories. */
    private static final Logger FLOW = Logger.getLogger("io.tidegate.flow");

    @BeforeAll
    static void hush() {
        FLOW.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        FLOW.setLevel(null);
    }

    @Test
    void whatever_fails_and_whoever_dies_every_invariant_holds() {
        int applied = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            applied += held(Simulation.of(seed, NONE)).applied();
        }
        assertThat(applied).as("runs that were applied").isGreaterThan(SEEDS / 5);
    }

    @Test
    void on_postgresql_the_same_seeds_tell_the_same_stories() {
        Postgres postgres = new Postgres();
        for (long seed = 1; seed <= SEEDS_ON_POSTGRES; seed++) {
            Simulation.Outcome there = held(Simulation.of(seed, postgres, NONE));
            assertThat(there.story())
                    .as("seed %d", seed)
                    .isEqualTo(Simulation.of(seed, NONE).story());
        }
    }

    @Tag("thorough")
    @Test
    void on_postgresql_every_invariant_holds_for_hundreds_of_seeds() {
        Postgres postgres = new Postgres();
        for (long seed = SEEDS_ON_POSTGRES + 1; seed <= MORE_ON_POSTGRES; seed++) {
            held(Simulation.of(seed, postgres, NONE));
        }
    }

    @Test
    void a_seed_is_replayed_step_by_step_and_another_one_is_another_story() {
        assertThat(Simulation.of(7, NONE)).isEqualTo(Simulation.of(7, NONE));
        assertThat(Simulation.of(7, NONE).digest())
                .isNotEqualTo(Simulation.of(8, NONE).digest());
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_bug_is_found(Planted planted) {
        long seed = planted.from();
        while (Simulation.of(seed, planted.plant()).broken().isEmpty()) {
            seed++;
            assertThat(seed).as("the first seed that was not tried").isLessThan(planted.from() + Planted.WITHIN);
        }
    }

    private static Simulation.Outcome held(Simulation.Outcome outcome) {
        assertThat(outcome.broken())
                .as("seed %d%n%s", outcome.seed(), outcome.story())
                .isEmpty();
        return outcome;
    }
}
