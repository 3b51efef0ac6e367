package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentState;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PostgresStoreTest {
    private static final ChangeId CHANGE = new ChangeId(7, 1);
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresChanges changes = new PostgresChanges(database.database, database.codec);
    private final PostgresEnvironments environments = new PostgresEnvironments(database.database, database.codec);
    private final PostgresAudit audit = new PostgresAudit(database.database, database.codec);
    private final PostgresExternalObjects objects = new PostgresExternalObjects(database.database);

    @Test
    void everything_in_a_transaction_is_committed_together_or_not_at_all() {
        assertThatThrownBy(() -> database.inOne(() -> {
                    write();
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");
        assertThat(rows()).isZero();
        database.inOne(this::write);
        assertThat(rows()).isEqualTo(5);
    }

    @Test
    void states_are_saved_and_found_again() {
        Change change = (Change) new Samples(5).of(Change.class);
        EnvironmentState state = (EnvironmentState) new Samples(6).of(EnvironmentState.class);
        assertThat(changes.find(change.id())).isEmpty();
        database.inOne(() -> {
            assertThat(changes.lock(new ChangeId(7, 2), REPOSITORY))
                    .isEqualTo(Change.unknown(new ChangeId(7, 2), REPOSITORY));
            Change known = withId(change, new ChangeId(7, 2));
            changes.save(known);
            assertThat(changes.lock(known.id(), REPOSITORY)).isEqualTo(known);
            assertThat(environments.lock(List.of(state.workspace(), "ws-b")))
                    .containsOnlyKeys(state.workspace(), "ws-b");
            environments.save(state);
        });
        assertThat(environments.find(List.of(state.workspace(), "unknown")))
                .isEqualTo(Map.of(state.workspace(), state));
    }

    @Test
    void a_locked_pull_request_lets_nobody_else_in_until_the_end() throws Exception {
        database.inOne(() -> changes.lock(CHANGE, REPOSITORY));
        CompletableFuture<Boolean> second = new CompletableFuture<>();
        Thread other = new Thread(() -> second.complete(database.inOne(() -> {
            changes.lock(CHANGE, REPOSITORY);
            return true;
        })));
        database.inOne(() -> {
            changes.lock(CHANGE, REPOSITORY);
            other.start();
            await("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)");
            assertThat(second).isNotDone();
        });
        assertThat(second.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_audit_log_is_never_changed() {
        audit.record(CHANGE, "Inspected", "it was read", Map.of("delivery", "github/a"));
        for (String attempt : List.of("UPDATE audit SET because = ''", "DELETE FROM audit", "TRUNCATE audit")) {
            assertThatThrownBy(() -> database.sql(attempt)).isInstanceOf(StoreFailure.class);
        }
        assertThat(database.value("SELECT because || facts FROM audit", String.class))
                .isEqualTo("it was read{\"delivery\":\"github/a\"}");
    }

    @Test
    void an_external_object_is_found_by_its_purpose() {
        assertThat(objects.find(CHANGE, "summary")).isEmpty();
        objects.put(CHANGE, "summary", 41);
        objects.put(CHANGE, "summary", 42);
        assertThat(objects.find(CHANGE, "summary")).contains(42L);
        assertThat(objects.find(new ChangeId(7, 2), "summary")).isEmpty();
    }

    @Test
    void a_commit_wakes_a_waiter_within_a_second_and_one_before_the_wait_is_not_slept_through() throws Exception {
        PostgresSignals signals = new PostgresSignals(database.direct());
        signals.start();
        try {
            Signals.Ear ear = signals.ear(Signals.Queue.DELIVERIES);
            ear.await(Duration.ofSeconds(10)); // the listener has connected
            CompletableFuture<Long> woken = CompletableFuture.supplyAsync(() -> {
                try {
                    ear.await(Duration.ofSeconds(10));
                    return System.nanoTime();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            long committed = System.nanoTime();
            database.inbox().accept("github", "a", "push", new byte[0]);
            assertThat(Duration.ofNanos(woken.get(10, TimeUnit.SECONDS) - committed))
                    .isLessThan(Duration.ofSeconds(1));

            Signals.Ear other = signals.ear(Signals.Queue.DELIVERIES);
            long begin = System.nanoTime();
            other.await(Duration.ofSeconds(10));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        } finally {
            signals.stop();
        }
    }

    @Test
    void what_is_new_of_one_queue_wakes_nobody_of_the_other_unless_an_older_version_did_not_say_which()
            throws Exception {
        PostgresSignals signals = new PostgresSignals(database.direct());
        signals.start();
        try {
            Signals.Ear deliveries = signals.ear(Signals.Queue.DELIVERIES);
            Signals.Ear effects = signals.ear(Signals.Queue.EFFECTS);
            assertThat(woken(deliveries)).isTrue(); // the listener has connected
            assertThat(woken(effects)).isTrue();

            database.inbox().accept("github", "a", "push", new byte[0]);
            assertThat(woken(deliveries)).isTrue();
            assertThat(isSilent(effects)).isTrue();

            database.effects().want(CHANGE, REPOSITORY, List.of(new Effect.Inspect()));
            assertThat(woken(effects)).isTrue();
            assertThat(isSilent(deliveries)).isTrue();

            database.database.query("SELECT pg_notify('tidegate', '')", row -> true);
            assertThat(woken(deliveries)).isTrue();
            assertThat(woken(effects)).isTrue();
        } finally {
            signals.stop();
        }
    }

    private static boolean woken(Signals.Ear ear) throws InterruptedException {
        return waited(ear, Duration.ofSeconds(10)).compareTo(Duration.ofSeconds(10)) < 0;
    }

    private static boolean isSilent(Signals.Ear ear) throws InterruptedException {
        Duration most = Duration.ofMillis(100);
        return waited(ear, most).compareTo(most) >= 0;
    }

    private static Duration waited(Signals.Ear ear, Duration most) throws InterruptedException {
        long begin = System.nanoTime();
        ear.await(most);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void write() {
        changes.lock(CHANGE, REPOSITORY);
        environments.lock(List.of("ws-1"));
        database.effects().want(CHANGE, REPOSITORY, List.of(new Effect.Inspect()));
        database.inbox().add("1", CHANGE, REPOSITORY, List.of());
        audit.record(CHANGE, "Touched", "it was opened", Map.of());
    }

    private long rows() {
        return database.value("""
                SELECT (SELECT count(*) FROM change) + (SELECT count(*) FROM environment) + (SELECT count(*) FROM effect)
                    + (SELECT count(*) FROM delivery) + (SELECT count(*) FROM audit)""", Long.class);
    }

    private void await(String condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!database.value(condition, Boolean.class)) {
            assertThat(System.nanoTime()).as(condition).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Change withId(Change c, ChangeId id) {
        return new Change(
                id,
                c.repository(),
                c.pullRequest(),
                c.revision(),
                c.configuration(),
                c.works(),
                c.unmapped(),
                c.unaffected(),
                c.people(),
                c.talk(),
                c.proposal(),
                c.landing());
    }
}
