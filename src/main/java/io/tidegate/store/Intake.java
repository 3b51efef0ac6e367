package io.tidegate.store;

import io.tidegate.flow.Rank;
import io.tidegate.flow.Signals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores what several threads bring at the same moment with one statement, and so with one commit: a disk can do few of
 * these in a second. Whoever comes first stores at once; those who come meanwhile are stored together when that is done, by
 * one of them.
 */
final class Intake {
    private static final int MOST = 64;
    private static final long MOST_BYTES = 8L << 20;

    /** One delivery. */
    record Arrival(String source, String id, String kind, byte[] payload) {
        private String key() {
            return source + " " + id;
        }
    }

    private enum Told {
        STORE_THE_NEXT,
        DONE
    }

    private static final class Pending {
        private final Arrival arrival;
        private final CompletableFuture<Told> told = new CompletableFuture<>();
        /** Both are written before {@link #told} is completed, or by whoever waits for it. */
        private boolean taken;

        private @Nullable RuntimeException failure;
        private boolean over;

        private Pending(Arrival arrival) {
            this.arrival = arrival;
        }

        private void taken(boolean newly) {
            taken = newly;
            over = true;
            told.complete(Told.DONE);
        }

        private void failed(RuntimeException why) {
            if (!over) {
                over = true;
                failure = why;
                told.complete(Told.DONE);
            }
        }

        private boolean result() {
            if (failure != null) {
                throw failure;
            }
            return taken;
        }
    }

    private final Database database;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean storing;

    Intake(Database database) {
        this.database = database;
    }

    /** @return whether it is new, or was set aside and is open again; it is durable then */
    boolean take(Arrival arrival) {
        Pending mine = new Pending(arrival);
        if (isFirst(mine) || mine.told.join() == Told.STORE_THE_NEXT) {
            List<Pending> together = together();
            try {
                store(together);
            } finally {
                // Whatever broke it off: nobody waits for ever, or takes it for stored.
                together.forEach(one -> one.failed(new IllegalStateException("storing broke off")));
                goOn();
            }
        }
        return mine.result();
    }

    private synchronized boolean isFirst(Pending mine) {
        waiting.add(mine);
        boolean first = !storing;
        storing = true;
        return first;
    }

    /** Those that wait, the one who stores them first. */
    private synchronized List<Pending> together() {
        List<Pending> some = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && some.size() < MOST && (some.isEmpty() || bytes < MOST_BYTES)) {
            Pending next = waiting.remove();
            bytes += next.arrival.payload().length;
            some.add(next);
        }
        return some;
    }

    private void goOn() {
        Pending next;
        synchronized (this) {
            next = waiting.peek();
            storing = next != null;
        }
        if (next != null) {
            next.told.complete(Told.STORE_THE_NEXT);
        }
    }

    private void store(List<Pending> together) {
        Map<String, Pending> different = new LinkedHashMap<>();
        List<Pending> alone = new ArrayList<>();
        together.forEach(one -> {
            if (different.putIfAbsent(one.arrival.key(), one) != null) {
                alone.add(one); // One statement cannot meet a row twice.
            }
        });
        try {
            Set<String> taken = insert(different.values());
            different.forEach((key, one) -> one.taken(taken.contains(key)));
        } catch (RuntimeException failure) {
            // Of one that cannot be stored the others know nothing.
            alone.addAll(0, different.values());
        }
        alone.forEach(this::store);
    }

    private void store(Pending one) {
        try {
            one.taken(!insert(List.of(one)).isEmpty());
        } catch (RuntimeException failure) {
            one.failed(failure);
        }
    }

    private Set<String> insert(Collection<Pending> some) {
        return database
                .query(
                        """
                        WITH arrived AS (
                            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::smallint[], ?::bigint[])
                                WITH ORDINALITY AS one (source, id, kind, payload, rank, party, place)),
                        first_turn AS (
                            SELECT rank, party, next_delivery_turn(rank, party) AS turn FROM arrived GROUP BY rank, party),
                        taken AS (
                            INSERT INTO delivery (source, id, kind, payload, rank, party, turn)
                            SELECT source, id, kind, payload, rank, party,
                                turn + row_number() OVER (PARTITION BY rank, party ORDER BY place) - 1
                            FROM arrived JOIN first_turn USING (rank, party) ORDER BY place
                            ON CONFLICT (source, id) DO UPDATE
                                SET outcome = NULL, finished = NULL, tries = 0, due = now(), lease_until = NULL,
                                    turn = excluded.turn
                                WHERE delivery.outcome = 'set aside'
                                    AND delivery.kind = excluded.kind AND delivery.payload = excluded.payload
                            RETURNING source, id)
                        SELECT source, id, pg_notify(?, ?) FROM taken""",
                        row -> row.getString("source") + " " + row.getString("id"),
                        texts(some, Arrival::source),
                        texts(some, Arrival::id),
                        texts(some, Arrival::kind),
                        some.stream().map(one -> one.arrival.payload()).toArray(byte[][]::new),
                        some.stream()
                                .map(one -> (short) Rank.of(one.arrival.kind()).ordinal())
                                .toArray(Short[]::new),
                        some.stream()
                                .map(one -> Party.of(one.arrival.payload()))
                                .toArray(Long[]::new),
                        Database.CHANNEL,
                        Signals.Queue.DELIVERIES.name())
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String[] texts(Collection<Pending> some, Function<Arrival, String> part) {
        return some.stream().map(one -> part.apply(one.arrival)).toArray(String[]::new);
    }
}
