package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.change.ChangeId;
import io.tidegate.change.EnvironmentState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreMetersTest {
    private final FilledDatabase filled = FilledDatabase.at(FilledDatabase.newest());
    private final Database database = new Database(MigrationsTest.source(filled.access));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong minutes = new AtomicLong();

    @BeforeEach
    void register() {
        // Whenever it is asked for, what was read before is old.
        new StoreMeters(database, () -> Instant.EPOCH.plusSeconds(60 * minutes.incrementAndGet())).register(meters);
    }

    @Test
    void what_was_set_aside_or_given_up_is_counted() {
        filled.execute("UPDATE effect SET finished = now() WHERE outcome = 'given up'");
        assertThat(gauge("deliveries.set.aside")).isEqualTo(1);
        assertThat(gauge("deliveries.waiting")).isEqualTo(2);
        assertThat(gauge("effects.given.up")).isEqualTo(1);
        assertThat(gauge("effects.failing")).isZero();
        assertThat(new PostgresInbox(database, new StateCodec())
                        .accept("github", "guid-aside", "pull_request", "{}".getBytes()))
                .isTrue();
        assertThat(gauge("deliveries.set.aside")).isZero();
    }

    @Test
    void the_oldest_that_waits_tells_its_age() {
        filled.execute("UPDATE delivery SET received = now() - interval '90 seconds' WHERE outcome IS NULL");
        assertThat(gauge("deliveries.oldest")).isBetween(90.0, 150.0);
        filled.execute("UPDATE delivery SET outcome = 'done', reason = 'done' WHERE outcome IS NULL");
        assertThat(gauge("deliveries.oldest")).isZero();
    }

    @Test
    void an_effect_is_overdue_when_somebody_could_do_it_and_nobody_does() {
        filled.execute("UPDATE effect SET done = wanted");
        assertThat(gauge("effects.overdue")).isZero();
        filled.execute("UPDATE effect SET done = wanted - 1, due = now() - interval '10 minutes', lease_until = NULL"
                + " WHERE key = 'inspect'");
        assertThat(gauge("effects.waiting")).isEqualTo(1);
        assertThat(gauge("effects.overdue")).isBetween(600.0, 660.0);
        filled.execute("UPDATE effect SET lease_until = now() + interval '1 minute' WHERE key = 'inspect'");
        assertThat(gauge("effects.overdue")).as("somebody does it").isZero();
        filled.execute("UPDATE effect SET lease_until = NULL, due = now() + interval '1 minute' WHERE key = 'inspect'");
        assertThat(gauge("effects.waiting")).as("its time has not come").isZero();
    }

    @Test
    void runs_that_are_followed_and_locks_that_are_held_tell_their_ages() {
        assertThat(gauge("locks.held")).isZero();
        filled.execute("UPDATE effect SET done = wanted");
        filled.execute("UPDATE effect SET kind = 'FollowRun', done = wanted - 1, created = now() - interval '1 hour'"
                + " WHERE key = 'inspect'");
        assertThat(gauge("runs.followed")).isEqualTo(1);
        assertThat(gauge("runs.oldest")).isBetween(3600.0, 3660.0);

        EnvironmentState free = EnvironmentState.free("ws-held", "infra-held");
        EnvironmentState.Holder holder = new EnvironmentState.Holder(
                new ChangeId(7, 12),
                "lee",
                Instant.now().minusSeconds(7200),
                EnvironmentState.Hold.LOCK,
                1,
                null,
                null);
        EnvironmentState held = new EnvironmentState(
                free.workspace(), free.name(), holder, 1, free.queue(), null, null, free.rollout(), free.watchers());
        new PostgresEnvironments(database, new StateCodec()).lock(java.util.Set.of("ws-held"));
        new PostgresEnvironments(database, new StateCodec()).save(held);
        assertThat(gauge("locks.held")).isEqualTo(1);
        assertThat(gauge("locks.oldest")).isBetween(7200.0, 7260.0);
    }

    @Test
    void silence_is_the_time_since_github_s_last_webhook() {
        filled.execute("UPDATE delivery SET received = now() - interval '3 hours' WHERE source = 'github'");
        assertThat(gauge("webhooks.silent")).isBetween(10800.0, 10860.0);
        filled.execute("DELETE FROM delivery WHERE source = 'github'");
        assertThat(gauge("webhooks.silent")).isNaN();
    }

    @Test
    void without_a_database_nothing_is_told() {
        filled.execute("ALTER TABLE delivery RENAME TO gone");
        assertThat(gauge("deliveries.waiting")).isNaN();
        filled.execute("ALTER TABLE gone RENAME TO delivery");
        assertThat(gauge("deliveries.waiting")).isEqualTo(2);
    }

    @Test
    void a_database_that_lets_wait_tells_nothing_before_a_scrape_is_given_up() throws SQLException {
        try (Connection other = MigrationsTest.source(filled.access).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE");
            assertTimeoutPreemptively(
                    Duration.ofSeconds(9),
                    () -> assertThat(gauge("deliveries.waiting")).isNaN());
            other.rollback();
        }
        assertThat(gauge("deliveries.waiting")).isEqualTo(2);
    }

    private double gauge(String name) {
        return meters.get("tidegate." + name).gauge().value();
    }
}
