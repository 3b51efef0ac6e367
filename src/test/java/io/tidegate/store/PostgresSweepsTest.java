package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.Sweeps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PostgresSweepsTest {
    private static final Duration LEASE = Duration.ofMinutes(4);
    private static final Duration LATER = Duration.ofMinutes(10);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresSweeps sweeps = new PostgresSweeps(database.database);

    @Test
    void a_part_is_done_by_one_replica_at_a_time_and_again_when_it_is_due() {
        OptionalLong fence = sweeps.begin("runs", false, LEASE);
        assertThat(fence).isPresent();
        assertThat(sweeps.begin("runs", true, LEASE)).as("while it goes on").isEmpty();
        assertThat(sweeps.begin("checks", false, LEASE)).as("another part").isPresent();
        sweeps.end("runs", fence.getAsLong(), LATER);
        assertThat(sweeps.begin("runs", false, LEASE)).as("not due yet").isEmpty();
        assertThat(sweeps.begin("runs", true, LEASE)).as("a process started").isPresent();
    }

    @Test
    void a_part_whose_process_died_is_free_after_its_lease_and_its_late_end_changes_nothing() {
        long dead = sweeps.begin("runs", false, Duration.ZERO).getAsLong();
        long next = sweeps.begin("runs", false, LEASE).getAsLong();
        assertThat(next).isGreaterThan(dead);
        sweeps.end("runs", dead, Duration.ZERO);
        assertThat(sweeps.begin("runs", true, LEASE)).isEmpty();
    }

    @Test
    void progress_is_remembered_part_by_part() {
        Instant at = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(sweeps.progress("webhooks").reached())
                .as("nothing is asked for from before the database was there")
                .isNotNull();
        assertThat(sweeps.progress("other")).isEqualTo(new Sweeps.Progress(null, null, null));
        sweeps.remember("other", new Sweeps.Progress(at, at.plusSeconds(1), "77"));
        assertThat(sweeps.progress("other")).isEqualTo(new Sweeps.Progress(at, at.plusSeconds(1), "77"));
    }

    @Test
    void nothing_is_tried_for_ever_or_too_soon() {
        assertThat(sweeps.mayTry("run/1", 2, Duration.ZERO)).isTrue();
        assertThat(sweeps.mayTry("run/1", 2, Duration.ofHours(1)))
                .as("too soon")
                .isFalse();
        assertThat(sweeps.mayTry("run/1", 2, Duration.ZERO)).isTrue();
        assertThat(sweeps.mayTry("run/1", 2, Duration.ZERO)).as("often enough").isFalse();
        assertThat(sweeps.mayTry("run/2", 2, Duration.ZERO)).isTrue();
    }

    @Test
    void known_is_what_was_delivered_by_that_source() {
        database.inbox().accept("github", "a", "push", new byte[] {1});
        database.inbox().accept("terraform", "b", "run", new byte[] {1});
        assertThat(sweeps.known("github", List.of("a", "b", "c"))).containsExactly("a");
    }
}
