package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order what waits is taken up. */
class PostgresTurnsTest {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final EnvironmentName DEV = new EnvironmentName("dev");
    private static final int STORM = 3_000;

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresInbox inbox = database.inbox();
    private final PostgresEffects effects = database.effects();

    @Test
    void what_a_person_says_goes_before_a_storm_of_what_machines_do() {
        storm(1, STORM);
        inbox.accept("github", "command", "issue_comment", payload(1));
        assertThat(next().delivery().id()).isEqualTo("command");
    }

    @Test
    void a_repository_is_not_held_up_by_the_storm_of_another() {
        storm(1, STORM);
        next();
        inbox.accept("github", "small", "pull_request", payload(2));
        assertThat(List.of(next().delivery().id(), next().delivery().id())).contains("small");
    }

    @Test
    void repositories_take_turns() {
        for (int repository = 1; repository <= 3; repository++) {
            storm(repository, 4);
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            order.add(next().delivery().id().split("/", 2)[0]);
        }
        assertThat(order).containsExactly("1", "2", "3", "1", "2", "3", "1", "2", "3", "1", "2", "3");
    }

    @Test
    void whoever_always_comes_anew_does_not_hold_up_those_who_have_waited() {
        storm(1, 5);
        int turns = 0;
        int served = 0;
        while (served < 5) {
            inbox.accept("github", "2/again-" + turns++, "pull_request", payload(2));
            Inbox.Claimed claimed = next();
            served += claimed.delivery().id().startsWith("1/") ? 1 : 0;
            inbox.finish(claimed, "done", "for this test");
            assertThat(turns).as("rounds until all five were served").isLessThan(15);
        }
    }

    @Test
    void an_outcome_for_which_a_person_waits_goes_before_the_others() {
        Repository one = new Repository(1, "acme", "infra", 99);
        database.inOne(() -> {
            inbox.add("machine", new ChangeId(1, 1), one, List.of(new ChangeEvent.LockMoved("ws-1", Instant.EPOCH)));
            inbox.add("person", new ChangeId(1, 2), one, List.of(new ChangeEvent.TurnCame("ws-1", Instant.EPOCH)));
        });
        assertThat(next().delivery().id()).isEqualTo("person");
    }

    @Test
    void a_confirmation_goes_before_a_storm_of_plans_and_plans_of_repositories_take_turns() {
        database.inOne(() -> {
            for (int pull = 1; pull <= STORM; pull++) {
                effects.want(
                        new ChangeId(1, pull),
                        new Repository(1, "acme", "infra", 99),
                        List.of(new Effect.StartPlan(DEV, 1)));
            }
        });
        want(2, 1, new Effect.StartPlan(DEV, 1));
        want(1, 7, new Effect.React(5, Effect.Reaction.EYES));
        assertThat(nextEffect().effect()).isInstanceOf(Effect.React.class);
        assertThat(List.of(
                        nextEffect().change().repository(),
                        nextEffect().change().repository()))
                .containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void what_waits_for_a_time_is_put_at_the_end_when_it_has_come() {
        want(1, 1, new Effect.Inspect());
        Effects.Claimed first = nextEffect();
        database.inOne(() -> effects.again(first, Duration.ZERO, Effects.Why.WAITING, "waiting"));
        want(1, 2, new Effect.Inspect());
        assertThat(nextEffect().change().number()).isEqualTo(2);
        assertThat(nextEffect().change().number()).isEqualTo(1);
    }

    @Test
    void a_hundred_thousand_waiting_rows_are_claimed_by_an_index_alone() {
        database.sql("INSERT INTO delivery (source, id, kind, payload, party, turn)"
                + " SELECT 'github', 'bulk/' || n, 'pull_request', '{}', n % 50, n / 50"
                + " FROM generate_series(1, 100000) AS n");
        database.sql(
                "INSERT INTO effect (repository, pull, key, lane, kind, codec, body, installation, owner, name, turn)"
                        + " SELECT n % 50, n, 'inspect', 'read', 'Inspect', 1, '{\"@\":\"Inspect\"}', 99, 'acme', 'infra', n / 50"
                        + " FROM generate_series(1, 100000) AS n");
        database.sql("ANALYZE delivery");
        database.sql("ANALYZE effect");
        inbox.claim(8, LEASE);
        effects.claim(8, LEASE);
        database.inOne(() -> {
            for (int i = 0; i < 10; i++) {
                assertThat(inbox.claim(8, LEASE)).hasSize(8);
                assertThat(effects.claim(8, LEASE)).hasSize(8);
            }
            assertThat(readThrough("delivery") + readThrough("effect"))
                    .as("rows that were read one after another")
                    .isZero();
        });
    }

    /** By this transaction. */
    private long readThrough(String table) {
        return database.value(
                "SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = '" + table + "'", Long.class);
    }

    /** In one transaction, since each one by itself would open a connection. */
    private void storm(int repository, int size) {
        database.inOne(() -> {
            for (int i = 0; i < size; i++) {
                inbox.accept("github", repository + "/" + i, "pull_request", payload(repository));
            }
        });
    }

    private Inbox.Claimed next() {
        return inbox.claim(1, LEASE).getFirst();
    }

    private Effects.Claimed nextEffect() {
        return effects.claim(1, LEASE).getFirst();
    }

    private void want(long repository, int pull, Effect effect) {
        database.inOne(() -> effects.want(
                new ChangeId(repository, pull), new Repository(repository, "acme", "infra", 99), List.of(effect)));
    }

    private static byte[] payload(int repository) {
        return ("{\"action\":\"opened\",\"number\":1,\"repository\":{\"name\":\"x\",\"owner\":{\"id\":3},\"id\":"
                        + repository + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
