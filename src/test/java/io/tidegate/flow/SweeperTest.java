package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.store.PostgresSweeps;
import io.tidegate.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts that fail, parts that others do, and how they are counted. */
class SweeperTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final Sweeps sweeps = new PostgresSweeps(database.database);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> done = new ArrayList<>();

    private Sweep part(String name, Runnable what) {
        return new Sweep() {
            @Override
            public String part() {
                return name;
            }

            @Override
            public int look(Round round) {
                done.add(name);
                what.run();
                return 2;
            }
        };
    }

    private Sweeper sweeper(Duration every, Sweep... parts) {
        return new Sweeper(
                true,
                Duration.ZERO,
                every,
                Duration.ofMinutes(1),
                () -> List.of(parts),
                sweeps,
                InstantSource.fixed(NOW),
                meters);
    }

    private double counted(String part, String outcome) {
        return meters.get("tidegate.sweeper")
                .tags("part", part, "outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void a_part_that_fails_leaves_the_others_alone_and_is_counted() {
        Sweeper sweeper = sweeper(
                Duration.ofMinutes(10),
                part("away", () -> {
                    throw new Outside.Unavailable("GitHub is away", null);
                }),
                part("wrong", () -> {
                    throw new IllegalStateException("a mistake");
                }),
                part("well", () -> {}));
        sweeper.sweep();
        assertThat(done).containsExactly("away", "wrong", "well");
        assertThat(counted("away", "failed")).isEqualTo(1);
        assertThat(counted("wrong", "failed")).isEqualTo(1);
        assertThat(counted("well", "found")).isEqualTo(2);
        sweeper.sweep();
        assertThat(done).as("none is due again yet").hasSize(3);
    }

    @Test
    void every_start_looks_at_once_but_never_beside_another_replica() {
        Sweep runs = part("runs", () -> {});
        sweeper(Duration.ofMinutes(10), runs).sweep();
        sweeper(Duration.ofMinutes(10), runs).sweep();
        assertThat(done).hasSize(2);
        sweeps.begin("runs", true, Duration.ofMinutes(1));
        sweeper(Duration.ofMinutes(10), runs).sweep();
        assertThat(done).hasSize(2);
    }

    @Test
    void a_round_is_over_when_its_time_is_or_the_product_stops() {
        assertThat(new Round(InstantSource.fixed(NOW), NOW.plusSeconds(1)).over())
                .isFalse();
        assertThat(new Round(InstantSource.fixed(NOW), NOW).over()).isTrue();
        Thread.currentThread().interrupt();
        assertThat(new Round(InstantSource.fixed(NOW), NOW.plusSeconds(1)).over())
                .isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }
}
