package io.tidegate.simulation;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Rank;
import io.tidegate.flow.Reading;
import io.tidegate.flow.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The inbox in memory, held to the contract of the one in PostgreSQL. */
final class MemoryInbox implements Inbox {
    static final int ATTEMPTS = 6;
    private static final String OURS = "tidegate";

    /** @param outcome of ours: what it tells; null for what came from outside */
    record Row(
            Delivery delivery,
            Instant due,
            @Nullable Instant leaseUntil,
            long lease,
            int tries,
            @Nullable String ended,
            @Nullable String reason,
            Reading.@Nullable Relevant outcome,
            @Nullable Long turn)
            implements Turns.Waiting {
        Row claimed(Instant until) {
            return new Row(delivery, due, until, lease + 1, tries + 1, ended, reason, outcome, turn);
        }

        Row until(Instant end) {
            return new Row(delivery, due, end, lease, tries, ended, reason, outcome, turn);
        }

        Row ending(@Nullable String how, String why, Instant again) {
            return new Row(delivery, again, null, lease, tries, how, why, outcome, null);
        }

        Row left(String why, Instant again) {
            return new Row(delivery, again, null, lease, Math.max(0, tries - 1), null, why, outcome, null);
        }

        Row afresh(Instant now, long next) {
            return new Row(delivery, now, null, lease, 0, null, reason, outcome, next);
        }

        Row woken(long next) {
            return new Row(delivery, due, leaseUntil, lease, tries, ended, reason, outcome, next);
        }

        @Override
        public int rank() {
            return (outcome == null ? Rank.of(delivery.kind()) : Rank.of(outcome.events())).ordinal();
        }

        @Override
        public long party() {
            return outcome == null ? 0 : outcome.change().repository();
        }

        boolean isFree(Instant now) {
            return leaseUntil == null || !leaseUntil.isAfter(now);
        }
    }

    private final Journal journal;
    private final InstantSource clock;
    private final Journal.Table<Long, Row> open;
    private final Journal.Table<Long, Row> ended;
    private final Journal.Table<String, Long> numbers;
    private final Turns turns = new Turns();
    private long last;

    MemoryInbox(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        this.open = journal.new Table<>();
        this.ended = journal.new Table<>();
        this.numbers = journal.new Table<>();
    }

    @Override
    public boolean accept(String source, String id, String kind, byte[] payload) {
        return journal.apart(() -> insert(source, id, kind, payload, null)
                || !isSame(source, id, kind, payload)
                        && insert(
                                source, id + "/" + Objects.hash(kind, Arrays.hashCode(payload)), kind, payload, null));
    }

    private boolean isSame(String source, String id, String kind, byte[] payload) {
        Row row = row(Objects.requireNonNull(numbers.get(source + " " + id)));
        return row.delivery().kind().equals(kind)
                && Arrays.equals(row.delivery().payload(), payload);
    }

    private boolean insert(String source, String id, String kind, byte[] payload, Reading.@Nullable Relevant outcome) {
        // As in PostgreSQL, a number is used up also where the row is known: then both tell the same story.
        long number = ++last;
        Long known = numbers.get(source + " " + id);
        if (known != null) {
            Row row = row(known);
            boolean again = "set aside".equals(row.ended()) && isSame(source, id, kind, payload);
            if (again) {
                ended.remove(known);
                open.put(known, row.afresh(clock.instant(), turns.next(row.rank(), row.party(), waiting())));
            }
            return again;
        }
        Instant now = clock.instant();
        numbers.put(source + " " + id, number);
        Row row = new Row(
                new Delivery(number, source, id, kind, payload, now, trace(source, id, outcome)),
                now,
                null,
                0,
                0,
                null,
                null,
                outcome,
                null);
        open.put(number, row.woken(turns.next(row.rank(), row.party(), waiting())));
        return true;
    }

    private static Trace trace(String source, String id, Reading.@Nullable Relevant outcome) {
        return outcome == null ? Trace.of(source, id) : Trace.current().orElseGet(() -> Trace.of(source, id));
    }

    @Override
    public List<Claimed> claim(int most, Duration lease) {
        Instant now = clock.instant();
        for (Row row : List.copyOf(open.all())) {
            if (row.tries() >= ATTEMPTS && row.leaseUntil() != null && row.isFree(now)) {
                String why = row.reason() == null ? "no worker came to an end with it" : row.reason();
                end(row.ending("set aside", why, row.due()));
            }
        }
        wake(now);
        List<Claimed> claimed = new ArrayList<>();
        ready(now).limit(most).toList().forEach(row -> {
            Row taken = row.claimed(now.plus(lease));
            open.put(row.delivery().number(), taken);
            turns.served(Objects.requireNonNull(row.turn()));
            claimed.add(new Claimed(row.delivery(), taken.lease()));
        });
        claimed.sort(Comparator.comparingLong(one -> one.delivery().number()));
        return claimed;
    }

    /** Those whose time has come get their turns, each behind those of its kind that have one. */
    private void wake(Instant now) {
        List<Row> asleep = waiting()
                .filter(row -> row.turn() == null && !row.due().isAfter(now))
                .sorted(Comparator.comparing(Row::due)
                        .thenComparingLong(row -> row.delivery().number()))
                .toList();
        asleep.forEach(
                row -> open.put(row.delivery().number(), row.woken(turns.next(row.rank(), row.party(), waiting()))));
    }

    private Stream<Row> ready(Instant now) {
        Set<ChangeId> busy = new HashSet<>();
        return List.copyOf(open.all()).stream()
                .filter(row -> row.outcome() == null || busy.add(row.outcome().change()))
                .filter(row -> row.turn() != null && row.isFree(now))
                .sorted(Comparator.comparingInt(Row::rank)
                        .thenComparing(row -> Objects.requireNonNull(row.turn()))
                        .thenComparingLong(row -> row.delivery().number()));
    }

    @Override
    public void renew(Collection<Claimed> claimed, Duration lease) {
        for (Claimed one : claimed) {
            Row row = open.get(one.delivery().number());
            if (row != null && row.lease() == one.lease() && row.leaseUntil() != null) {
                open.put(row.delivery().number(), row.until(clock.instant().plus(lease)));
            }
        }
    }

    @Override
    public void leave(Claimed claimed, Duration after, String reason) {
        Row row = held(claimed);
        if (row.leaseUntil() == null) {
            throw new LeaseLost("delivery " + claimed.delivery().number() + " was given back already");
        }
        open.put(row.delivery().number(), row.left(reason, clock.instant().plus(after)));
    }

    @Override
    public void finish(Claimed claimed, String outcome, String reason) {
        Row row = held(claimed);
        end(row.ending(outcome, reason, row.due()));
    }

    @Override
    public void retry(Claimed claimed, Duration after, String reason) {
        Row row = held(claimed);
        Instant due = clock.instant().plus(after);
        if (row.tries() >= ATTEMPTS) {
            end(row.ending("set aside", reason, due));
        } else {
            open.put(row.delivery().number(), row.ending(null, reason, due));
        }
    }

    @Override
    public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
        insert(OURS, id, "events", new byte[0], new Reading.Relevant(change, repository, events));
    }

    /** Reads what {@link #add} wrote. */
    DeliveryReader reader() {
        return new DeliveryReader() {
            @Override
            public String source() {
                return OURS;
            }

            @Override
            public Reading read(Delivery delivery) {
                return Objects.requireNonNull(row(delivery.number()).outcome());
            }
        };
    }

    Stream<Row> waiting() {
        return open.all().stream();
    }

    Stream<Row> over() {
        return ended.all().stream();
    }

    private Row row(long number) {
        Row row = open.get(number);
        return row == null ? Objects.requireNonNull(ended.get(number)) : row;
    }

    private void end(Row row) {
        open.remove(row.delivery().number());
        ended.put(row.delivery().number(), row);
    }

    private Row held(Claimed claimed) {
        Row row = open.get(claimed.delivery().number());
        if (row == null || row.lease() != claimed.lease()) {
            throw new LeaseLost("delivery " + claimed.delivery().number() + " was claimed by somebody else");
        }
        return row;
    }
}
