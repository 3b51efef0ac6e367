package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PostgresInboxTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Repository REPOSITORY = new Repository(7, "acme", "infra", 99);

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresInbox inbox = database.inbox();

    @Test
    void the_same_body_under_the_same_id_is_the_same_delivery() {
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isTrue();
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isFalse();
        assertThat(inbox.accept("terraform", "a", "run", bytes("3"))).isTrue();
        assertThat(inbox.claim(10, LEASE))
                .extracting(
                        c -> c.delivery().source(), c -> new String(c.delivery().payload()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("github", "1"),
                        org.assertj.core.groups.Tuple.tuple("terraform", "3"));
    }

    @Test
    void another_body_or_event_under_a_known_id_is_another_delivery_and_that_once() {
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isTrue();
        for (int time = 0; time < 2; time++) {
            assertThat(inbox.accept("github", "a", "push", bytes("2"))).isEqualTo(time == 0);
            assertThat(inbox.accept("github", "a", "ping", bytes("1"))).isEqualTo(time == 0);
        }
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isFalse();
        assertThat(inbox.claim(10, LEASE))
                .extracting(
                        c -> c.delivery().kind() + " " + new String(c.delivery().payload()))
                .containsExactly("push 1", "push 2", "ping 1");
    }

    @Test
    void a_set_aside_delivery_is_not_replaced_by_another_one_under_its_id() {
        inbox.accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < PostgresInbox.ATTEMPTS; attempt++) {
            inbox.retry(inbox.claim(1, LEASE).getFirst(), Duration.ZERO, "it broke");
        }
        assertThat(inbox.accept("github", "a", "push", bytes("2"))).isTrue();
        assertThat(inbox.claim(10, LEASE))
                .extracting(c -> new String(c.delivery().payload()))
                .containsExactly("2");
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isTrue();
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
    void an_expired_lease_is_claimed_anew_and_the_first_claim_can_no_longer_end_it() {
        inbox.accept("github", "a", "push", bytes("x"));
        Inbox.Claimed late = inbox.claim(1, Duration.ZERO).getFirst();
        Inbox.Claimed now = inbox.claim(1, LEASE).getFirst();
        assertThat(now.lease()).isGreaterThan(late.lease());
        assertThatThrownBy(() -> inbox.finish(late, "done", "late")).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> inbox.retry(late, Duration.ZERO, "late")).isInstanceOf(LeaseLost.class);
        inbox.finish(now, "done", "in time");
        assertThat(reason()).isEqualTo("done: in time");
    }

    @Test
    void after_too_many_tries_it_is_set_aside_with_its_reason_and_a_redelivery_opens_it() {
        inbox.accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < PostgresInbox.ATTEMPTS; attempt++) {
            inbox.retry(inbox.claim(1, LEASE).getFirst(), Duration.ZERO, "it broke");
        }
        assertThat(inbox.claim(1, LEASE)).isEmpty();
        assertThat(reason()).isEqualTo("set aside: it broke");
        assertThat(inbox.accept("github", "a", "push", bytes("1"))).isTrue();
        assertThat(inbox.claim(1, LEASE)).hasSize(1);
    }

    @Test
    void a_delivery_whose_workers_all_die_is_set_aside_too() {
        inbox.accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < PostgresInbox.ATTEMPTS; attempt++) {
            assertThat(inbox.claim(1, Duration.ZERO)).hasSize(1);
        }
        assertThat(inbox.claim(1, LEASE)).isEmpty();
        assertThat(reason()).startsWith("set aside: no worker");
    }

    @Test
    void outcomes_of_one_pull_request_are_claimed_one_after_another_and_read_as_they_were_added() {
        List<ChangeEvent> first = List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH));
        List<ChangeEvent> second = List.of(new ChangeEvent.CommentDeleted(2, Instant.EPOCH));
        database.inOne(() -> {
            inbox.add("1", new ChangeId(7, 1), REPOSITORY, first);
            inbox.add("1", new ChangeId(7, 1), REPOSITORY, second);
            inbox.add("2", new ChangeId(7, 1), REPOSITORY, second);
            inbox.add("3", new ChangeId(7, 2), REPOSITORY, first);
        });
        List<Inbox.Claimed> heads = inbox.claim(10, LEASE);
        assertThat(heads).extracting(c -> c.delivery().id()).containsExactly("1", "3");
        assertThat(new OutcomeReader(database.codec).read(heads.getFirst().delivery()))
                .isEqualTo(new Reading.Relevant(new ChangeId(7, 1), REPOSITORY, first));
        inbox.finish(heads.getFirst(), "done", "decided");
        assertThat(inbox.claim(10, LEASE)).extracting(c -> c.delivery().id()).containsExactly("2");
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
        assertThat(reason()).isEqualTo("ignored: NUL \uFFFD");
    }

    private String reason() {
        return database.value("SELECT outcome || ': ' || reason FROM delivery", String.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
