package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every inbox holds, the one in PostgreSQL and the one of the simulation. */
public interface InboxContract {
    int ATTEMPTS = 6;
    Duration LEASE = Duration.ofSeconds(30);
    Repository REPOSITORY = new Repository(7, "acme", "infra", 99);

    Inbox inbox();

    Transactions transactions();

    /** Reads what {@link Inbox#add} wrote. */
    DeliveryReader reader();

    /** Outcome and reason of the one delivery that has ended. */
    String ending();

    @Test
    default void the_same_body_under_the_same_id_is_the_same_delivery() {
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isTrue();
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isFalse();
        assertThat(inbox().accept("terraform", "a", "run", bytes("3"))).isTrue();
        assertThat(inbox().claim(10, LEASE))
                .extracting(
                        c -> c.delivery().source(), c -> new String(c.delivery().payload()))
                .containsExactly(tuple("github", "1"), tuple("terraform", "3"));
    }

    @Test
    default void another_body_or_event_under_a_known_id_is_another_delivery_and_that_once() {
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isTrue();
        for (int time = 0; time < 2; time++) {
            assertThat(inbox().accept("github", "a", "push", bytes("2"))).isEqualTo(time == 0);
            assertThat(inbox().accept("github", "a", "ping", bytes("1"))).isEqualTo(time == 0);
        }
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isFalse();
        assertThat(inbox().claim(10, LEASE))
                .extracting(
                        c -> c.delivery().kind() + " " + new String(c.delivery().payload()))
                .containsExactly("push 1", "push 2", "ping 1");
    }

    @Test
    default void a_set_aside_delivery_is_not_replaced_by_another_one_under_its_id() {
        inbox().accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            inbox().retry(inbox().claim(1, LEASE).getFirst(), Duration.ZERO, "it broke");
        }
        assertThat(inbox().accept("github", "a", "push", bytes("2"))).isTrue();
        assertThat(inbox().claim(10, LEASE))
                .extracting(c -> new String(c.delivery().payload()))
                .containsExactly("2");
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isTrue();
    }

    @Test
    default void an_expired_lease_is_claimed_anew_and_the_first_claim_can_no_longer_end_it() {
        inbox().accept("github", "a", "push", bytes("x"));
        Inbox.Claimed late = inbox().claim(1, Duration.ZERO).getFirst();
        Inbox.Claimed now = inbox().claim(1, LEASE).getFirst();
        assertThat(now.lease()).isGreaterThan(late.lease());
        assertThatThrownBy(() -> inbox().finish(late, "done", "late")).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> inbox().retry(late, Duration.ZERO, "late")).isInstanceOf(LeaseLost.class);
        inbox().finish(now, "done", "in time");
        assertThat(ending()).isEqualTo("done: in time");
    }

    @Test
    default void after_too_many_tries_it_is_set_aside_with_its_reason_and_a_redelivery_opens_it() {
        inbox().accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            inbox().retry(inbox().claim(1, LEASE).getFirst(), Duration.ZERO, "it broke");
        }
        assertThat(inbox().claim(1, LEASE)).isEmpty();
        assertThat(ending()).isEqualTo("set aside: it broke");
        assertThat(inbox().accept("github", "a", "push", bytes("1"))).isTrue();
        assertThat(inbox().claim(1, LEASE)).hasSize(1);
    }

    @Test
    default void a_delivery_whose_workers_all_die_is_set_aside_too() {
        inbox().accept("github", "a", "push", bytes("1"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            assertThat(inbox().claim(1, Duration.ZERO)).hasSize(1);
        }
        assertThat(inbox().claim(1, LEASE)).isEmpty();
        assertThat(ending()).startsWith("set aside: no worker");
    }

    @Test
    default void outcomes_of_one_pull_request_are_claimed_one_after_another_and_read_as_they_were_added() {
        List<ChangeEvent> first = List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH));
        List<ChangeEvent> second = List.of(new ChangeEvent.CommentDeleted(2, Instant.EPOCH));
        transactions().inOne(() -> {
            inbox().add("1", new ChangeId(7, 1), REPOSITORY, first);
            inbox().add("1", new ChangeId(7, 1), REPOSITORY, second);
            inbox().add("2", new ChangeId(7, 1), REPOSITORY, second);
            inbox().add("3", new ChangeId(7, 2), REPOSITORY, first);
        });
        List<Inbox.Claimed> heads = inbox().claim(10, LEASE);
        assertThat(heads).extracting(c -> c.delivery().id()).containsExactly("1", "3");
        assertThat(reader().read(heads.getFirst().delivery()))
                .isEqualTo(new Reading.Relevant(new ChangeId(7, 1), REPOSITORY, first));
        inbox().finish(heads.getFirst(), "done", "decided");
        assertThat(inbox().claim(10, LEASE)).extracting(c -> c.delivery().id()).containsExactly("2");
    }

    @Test
    default void what_follows_from_a_delivery_has_its_trace_and_what_arrives_has_its_own() {
        inbox().accept("github", "guid", "push", bytes("1"));
        Delivery arrived = inbox().claim(1, LEASE).getFirst().delivery();
        assertThat(arrived.trace()).isEqualTo(Trace.of("github", "guid"));
        ScopedValue.where(Trace.CURRENT, arrived.trace())
                .run(() -> transactions()
                        .inOne(() -> inbox().add(
                                        "1",
                                        new ChangeId(7, 1),
                                        REPOSITORY,
                                        List.of(new ChangeEvent.CommentDeleted(1, Instant.EPOCH)))));
        assertThat(inbox().claim(1, LEASE).getFirst().delivery().trace()).isEqualTo(arrived.trace());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
