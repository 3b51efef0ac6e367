package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.InboxContract;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresInboxTest implements InboxContract {
    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresInbox inbox = database.inbox();

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public Transactions transactions() {
        return database;
    }

    @Override
    public DeliveryReader reader() {
        return new OutcomeReader(database.codec);
    }

    @Override
    public String ending() {
        return database.value("SELECT outcome || ': ' || reason FROM delivery", String.class);
    }

    @Test
    void two_workers_never_hold_the_same_delivery() throws Exception {
        for (int i = 0; i < 60; i++) {
            inbox.accept("github", "id-" + i, "push", bytes("x"));
        }
        List<Long> claimed = new ArrayList<>();
        try (var workers = Executors.newFixedThreadPool(4)) {
            Callable<List<Long>> work = () -> {
                List<Long> mine = new ArrayList<>();
                List<Inbox.Claimed> some = inbox.claim(3, LEASE);
                while (!some.isEmpty()) {
                    some.forEach(one -> mine.add(one.delivery().number()));
                    some = inbox.claim(3, LEASE);
                }
                return mine;
            };
            for (Future<List<Long>> done : workers.invokeAll(List.of(work, work, work, work))) {
                claimed.addAll(done.get());
            }
        }
        claimed.addAll(
                inbox.claim(100, LEASE).stream().map(c -> c.delivery().number()).toList());
        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void what_a_newer_version_wrote_is_left_to_it() {
        inbox.accept("github", "a", "push", bytes("1"));
        database.sql("UPDATE delivery SET codec = " + (StateCodec.VERSION + 1));
        assertThat(inbox.claim(1, LEASE)).isEmpty();
    }

    @Test
    void what_is_left_to_others_was_no_try_and_waits_for_its_time() {
        inbox.accept("github", "a", "push", bytes("1"));
        for (int time = 0; time < 2 * PostgresInbox.ATTEMPTS; time++) {
            inbox.leave(inbox.claim(1, LEASE).getFirst(), Duration.ZERO, "a newer version's");
        }
        Inbox.Claimed last = inbox.claim(1, LEASE).getFirst();
        inbox.leave(last, Duration.ofHours(1), "a newer version's");
        assertThat(inbox.claim(1, LEASE)).isEmpty();
        assertThatThrownBy(() -> inbox.leave(last, Duration.ZERO, "again")).isInstanceOf(LeaseLost.class);
    }

    @Test
    void a_renewed_lease_lasts_and_a_lost_one_is_left_alone() {
        inbox.accept("github", "a", "push", bytes("1"));
        Inbox.Claimed lost = inbox.claim(1, Duration.ZERO).getFirst();
        inbox.renew(List.of(lost), LEASE);
        assertThat(inbox.claim(1, LEASE)).isEmpty();
        database.sql("UPDATE delivery SET lease_until = now()");
        Inbox.Claimed now = inbox.claim(1, Duration.ZERO).getFirst();
        inbox.renew(List.of(lost), LEASE);
        assertThat(inbox.claim(1, LEASE))
                .singleElement()
                .satisfies(next -> assertThat(next.lease()).isGreaterThan(now.lease()));
    }

    @Test
    void a_reason_may_hold_what_the_database_has_no_character_for() {
        inbox.accept("github", "NUL \0", "push", bytes("1"));
        inbox.finish(inbox.claim(1, LEASE).getFirst(), "ignored", "NUL \0");
        assertThat(ending()).isEqualTo("ignored: NUL \uFFFD");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
