package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Rank;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two replicas, whose clocks are moved by hand. */
class PostgresBudgetsTest {
    private static final String WHOSE = "github/22";
    private static final Duration HOUR = Duration.ofMinutes(50);

    private final TestDatabase database = TestDatabase.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final PostgresBudgets one = new PostgresBudgets(database.database, () -> now, meters);
    /** Its clock is wrong by ten minutes. */
    private final PostgresBudgets other =
            new PostgresBudgets(database.database, () -> now.minusSeconds(600), new SimpleMeterRegistry());

    @Test
    void a_limit_that_one_replica_hit_holds_for_the_others_and_for_nobody_else() {
        one.hold(WHOSE, Duration.ofSeconds(90));
        for (PostgresBudgets replica : new PostgresBudgets[] {one, other}) {
            assertThat(refused(replica, Rank.PEOPLE).after()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(91));
            assertThatCode(() -> replica.ask("github/23")).doesNotThrowAnyException();
        }
        assertThat(meters.get("tidegate.budget.left")
                        .tag("side", "github")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("tidegate.budget.left")
                        .tag("side", "terraform")
                        .gauge()
                        .value())
                .isEqualTo(1);
        pass(Duration.ofSeconds(92));
        assertThatCode(() -> one.ask(WHOSE)).doesNotThrowAnyException();
    }

    @Test
    void a_wait_that_is_over_before_others_hear_of_it_is_nobody_elses() {
        one.hold(WHOSE, Duration.ofMillis(1900));
        assertThatCode(() -> one.ask(WHOSE)).doesNotThrowAnyException();
        assertThat(database.value("SELECT count(*) FROM rate_budget", Long.class))
                .isZero();
    }

    @Test
    void the_last_tenth_is_kept_for_people_until_the_limit_is_renewed() {
        one.told(WHOSE, new Budgets.Told(499, 5000, HOUR));
        assertThat(refused(one, Rank.MACHINES))
                .hasMessageContaining("499 times more out of 5000")
                .satisfies(wait -> assertThat(wait.after()).isBetween(HOUR, HOUR.plusSeconds(1)));
        assertThat(refused(other, Rank.MACHINES)).hasMessageContaining("499");
        ScopedValue.where(Rank.CURRENT, Rank.PEOPLE).run(() -> one.ask(WHOSE));
        pass(HOUR.plusSeconds(1));
        assertThatCode(() -> one.ask(WHOSE)).doesNotThrowAnyException();
    }

    @Test
    void plenty_is_not_written_and_a_newer_answer_counts() {
        one.told(WHOSE, new Budgets.Told(4000, 5000, HOUR));
        assertThat(database.value("SELECT count(*) FROM rate_budget", Long.class))
                .isZero();
        one.told(WHOSE, new Budgets.Told(900, 5000, HOUR));
        for (int left = 899; left > 800; left--) {
            one.told(WHOSE, new Budgets.Told(left, 5000, HOUR));
        }
        assertThat(database.value("SELECT remaining FROM rate_budget", Long.class))
                .isEqualTo(900);
        now = now.plusSeconds(6);
        one.told(WHOSE, new Budgets.Told(700, 5000, HOUR));
        assertThat(database.value("SELECT remaining FROM rate_budget", Long.class))
                .isEqualTo(700);
        assertThat(meters.get("tidegate.budget.left")
                        .tag("side", "github")
                        .gauge()
                        .value())
                .isEqualTo(0.14);
    }

    /** By the clocks of the replicas and by the database's. */
    private void pass(Duration time) {
        now = now.plus(time);
        database.sql("UPDATE rate_budget SET held = held - interval '" + time.toSeconds()
                + " s', resets = resets - interval '" + time.toSeconds() + " s'");
    }

    private static Outside.Unavailable refused(PostgresBudgets budgets, Rank rank) {
        Outside.Unavailable refused = catchThrowableOfType(
                Outside.Unavailable.class,
                () -> ScopedValue.where(Rank.CURRENT, rank).run(() -> budgets.ask(WHOSE)));
        assertThat(refused).isNotNull();
        return refused;
    }
}
