package io.tidegate.simulation;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Rank;
import io.tidegate.flow.Trace;
import io.tidegate.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Effects in memory, held to the contract of those in PostgreSQL. */
final class MemoryEffects implements Effects {
    record Row(
            long number,
            ChangeId change,
            Repository repository,
            Effect effect,
            long position,
            long wanted,
            long done,
            Instant due,
            @Nullable Instant leaseUntil,
            long lease,
            int tries,
            int failures,
            int answered,
            @Nullable Instant failingSince,
            @Nullable String outcome,
            @Nullable Long turn)
            implements Turns.Waiting {
        @Override
        public int rank() {
            return Rank.of(effect).ordinal();
        }

        @Override
        public long party() {
            return change.repository();
        }

        boolean isOpen() {
            return done < wanted;
        }

        boolean isReady(Instant now) {
            return turn != null && (leaseUntil == null || !leaseUntil.isAfter(now));
        }

        String lane() {
            return change + " " + effect.lane();
        }

        Row wantedAgain(Repository named, Effect newest, long behind, Instant now, @Nullable Long next) {
            boolean over = !isOpen();
            boolean afresh = over && !"given up".equals(outcome);
            return new Row(
                    number,
                    change,
                    named,
                    newest,
                    over ? behind : position,
                    wanted + 1,
                    done,
                    over ? now : due,
                    leaseUntil,
                    lease,
                    afresh ? 0 : tries,
                    failures,
                    answered,
                    failingSince,
                    outcome,
                    over ? next : turn);
        }

        Row leased(@Nullable Instant until, int more) {
            return new Row(
                    number,
                    change,
                    repository,
                    effect,
                    position,
                    wanted,
                    done,
                    due,
                    until,
                    lease + more,
                    tries + more,
                    failures,
                    answered,
                    failingSince,
                    outcome,
                    turn);
        }

        Row at(
                Instant next,
                long generations,
                long finished,
                int tried,
                int failed,
                int answers,
                @Nullable Instant since) {
            return new Row(
                    number,
                    change,
                    repository,
                    effect,
                    position,
                    generations,
                    finished,
                    next,
                    null,
                    lease,
                    tried,
                    failed,
                    answers,
                    since,
                    outcome,
                    null);
        }

        Row dueAt(Instant now) {
            return new Row(
                    number,
                    change,
                    repository,
                    effect,
                    position,
                    wanted,
                    done,
                    now,
                    leaseUntil,
                    lease,
                    tries,
                    failures,
                    answered,
                    failingSince,
                    outcome,
                    turn);
        }

        Row woken(long next) {
            return new Row(
                    number,
                    change,
                    repository,
                    effect,
                    position,
                    wanted,
                    done,
                    due,
                    leaseUntil,
                    lease,
                    tries,
                    failures,
                    answered,
                    failingSince,
                    outcome,
                    next);
        }

        Row ended(String how) {
            return new Row(
                    number,
                    change,
                    repository,
                    effect,
                    position,
                    wanted,
                    done,
                    due,
                    leaseUntil,
                    lease,
                    tries,
                    failures,
                    answered,
                    failingSince,
                    how,
                    turn);
        }
    }

    private final InstantSource clock;
    private final Journal.Table<Long, Row> rows;
    private final Journal.Table<String, Long> numbers;
    private final Journal.Table<Long, Trace> traces;
    private final Journal.Table<Long, Instant> created;
    private final Turns turns = new Turns();
    private long last;
    private long positions;

    MemoryEffects(Journal journal, InstantSource clock) {
        this.clock = clock;
        this.rows = journal.new Table<>();
        this.numbers = journal.new Table<>();
        this.traces = journal.new Table<>();
        this.created = journal.new Table<>();
    }

    @Override
    public void want(ChangeId change, Repository repository, List<Effect> effects) {
        Instant now = clock.instant();
        for (Effect effect : effects) {
            String key = change + " " + effect.key();
            Long known = numbers.get(key);
            Row row = known == null ? null : rows.get(known);
            long position = ++positions;
            long number = ++last;
            long turn = turns.next(Rank.of(effect).ordinal(), change.repository(), waiting());
            long kept = row == null ? number : row.number();
            traces.put(kept, Trace.current().orElseGet(() -> Trace.of("effect", Long.toString(kept))));
            if (row == null) {
                numbers.put(key, number);
                created.put(number, now);
                rows.put(
                        number,
                        new Row(
                                number,
                                change,
                                repository,
                                effect,
                                position,
                                1,
                                0,
                                now,
                                null,
                                0,
                                0,
                                0,
                                0,
                                null,
                                null,
                                turn));
            } else {
                rows.put(row.number(), row.wantedAgain(repository, effect, position, now, turn));
            }
        }
    }

    @Override
    public List<Claimed> claim(int most, int machines, Duration lease) {
        wake();
        List<Claimed> claimed = new ArrayList<>(claim(Rank.PEOPLE, most, lease));
        claimed.addAll(claim(Rank.MACHINES, Math.min(machines, most - claimed.size()), lease));
        return claimed;
    }

    /** Those whose time has come get their turns, each behind those of its kind that have one. */
    private void wake() {
        Instant now = clock.instant();
        waiting()
                .filter(row -> row.turn() == null && !row.due().isAfter(now))
                .sorted(Comparator.comparing(Row::due).thenComparingLong(Row::number))
                .toList()
                .forEach(row -> rows.put(row.number(), row.woken(turns.next(row.rank(), row.party(), waiting()))));
    }

    private List<Claimed> claim(Rank rank, int most, Duration lease) {
        Instant now = clock.instant();
        Set<String> lanes = new HashSet<>();
        List<Claimed> claimed = new ArrayList<>();
        waiting()
                .sorted(Comparator.comparingLong(Row::position))
                .filter(row -> lanes.add(row.lane()))
                .filter(row -> row.rank() == rank.ordinal() && row.isReady(now))
                .sorted(Comparator.<Row, Long>comparing(row -> Objects.requireNonNull(row.turn()))
                        .thenComparingLong(Row::number))
                .limit(Math.max(0, most))
                .toList()
                .forEach(row -> {
                    Row taken = row.leased(now.plus(lease), 1);
                    rows.put(row.number(), taken);
                    turns.served(Objects.requireNonNull(row.turn()));
                    claimed.add(new Claimed(
                            row.number(),
                            row.change(),
                            row.repository(),
                            row.effect(),
                            taken.tries(),
                            taken.lease(),
                            row.wanted(),
                            new Origin(
                                    Objects.requireNonNull(traces.get(row.number())),
                                    Duration.between(Objects.requireNonNull(created.get(row.number())), now))));
                });
        claimed.sort(Comparator.comparingLong(Claimed::number));
        return claimed;
    }

    @Override
    public void renew(Collection<Claimed> claimed, Duration lease) {
        for (Claimed one : claimed) {
            Row row = rows.get(one.number());
            if (row != null && row.lease() == one.lease() && row.leaseUntil() != null) {
                rows.put(row.number(), row.leased(clock.instant().plus(lease), 0));
            }
        }
    }

    @Override
    public Failing failing(Claimed claimed) {
        Row row = rows.get(claimed.number());
        return row == null || row.failingSince() == null
                ? new Failing(0, 0, Duration.ZERO)
                : new Failing(row.failures(), row.answered(), Duration.between(row.failingSince(), clock.instant()));
    }

    @Override
    public void finish(Claimed claimed, String outcome) {
        Row row = held(claimed);
        rows.put(
                row.number(),
                row.at(clock.instant(), row.wanted(), claimed.generation(), 0, 0, 0, null)
                        .ended(outcome));
    }

    @Override
    public void giveUp(Claimed claimed, String reason) {
        Row row = held(claimed);
        rows.put(
                row.number(),
                row.at(clock.instant(), row.wanted(), claimed.generation(), row.tries(), 0, 0, null)
                        .ended("given up"));
    }

    @Override
    public void again(Claimed claimed, Duration after, Why why, String reason) {
        Row row = held(claimed);
        rows.put(
                row.number(),
                switch (why) {
                    case AWAY -> failed(row, after, Duration.ZERO, 0);
                    case LIMITED -> failed(row, after, after, 0);
                    case ANSWERED -> failed(row, after, Duration.ZERO, 1);
                    case WAITING -> {
                        Instant now = clock.instant();
                        Instant next = row.wanted() > claimed.generation() ? now : now.plus(after);
                        yield row.at(next, row.wanted(), row.done(), row.tries() - 1, 0, 0, null);
                    }
                });
    }

    private Row failed(Row row, Duration after, Duration excused, int answers) {
        Instant now = clock.instant();
        Instant since = row.failingSince() == null ? now : row.failingSince();
        return row.at(
                now.plus(after),
                row.wanted(),
                row.done(),
                row.tries(),
                row.failures() + 1,
                row.answered() + answers,
                since.plus(excused));
    }

    @Override
    public void hurry(RunId run) {
        Instant now = clock.instant();
        waiting()
                .filter(row -> row.effect().key().equals("follow-run/" + run))
                .toList()
                .forEach(row -> rows.put(
                        row.number(),
                        row.wantedAgain(row.repository(), row.effect(), row.position(), now, row.turn())
                                .dueAt(now)));
    }

    Stream<Row> waiting() {
        return rows.all().stream().filter(Row::isOpen);
    }

    private Row held(Claimed claimed) {
        Row row = rows.get(claimed.number());
        if (row == null || row.lease() != claimed.lease() || row.leaseUntil() == null) {
            throw new LeaseLost("effect " + claimed.number() + " was claimed by somebody else");
        }
        return row;
    }
}
