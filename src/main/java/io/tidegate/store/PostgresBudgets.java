package io.tidegate.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tidegate.flow.Budgets;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Rank;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Budgets as rows of {@code rate_budget}, read every two seconds at most and written when it matters. Each answer tells what
 * all replicas together have left, so that between two reads a replica knows enough by its own answers.
 */
@Singleton
public final class PostgresBudgets implements Budgets {
    /** The part that is kept for people, and the part below which others are told: one in so many. */
    private static final int KEPT = 10;

    private static final int SCARCE = 5;
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration WRITE = Duration.ofSeconds(5);
    private static final int MOST_KNOWN = 10_000;

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Counter> limited;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public PostgresBudgets(Database database, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.limited = Stream.of("github", "terraform")
                .collect(Collectors.toUnmodifiableMap(
                        side -> side, side -> meters.counter("tidegate.limited", "side", side)));
        for (String side : new String[] {"github", "terraform"}) {
            meters.gauge("tidegate.budget.left", Tags.of("side", side), this, budgets -> budgets.left(side));
        }
    }

    /** @param read when the shared row was read @param written when it was written from here */
    private record Known(long remaining, long most, Instant renewed, Instant held, Instant read, Instant written) {
        static final Known NOTHING = new Known(0, 0, Instant.MIN, Instant.MIN, Instant.MIN, Instant.MIN);

        boolean scarce(int part, Instant now) {
            return renewed.isAfter(now) && remaining * part < most;
        }

        Known told(Told told, Instant now) {
            return new Known(told.remaining(), told.most(), now.plus(told.renewed()), held, read, written);
        }

        Known heldUntil(Instant until) {
            return new Known(remaining, most, renewed, until.isAfter(held) ? until : held, read, written);
        }

        Known readAt(Instant now) {
            return new Known(remaining, most, renewed, held, now, written);
        }

        Known writtenAt(Instant now) {
            return new Known(remaining, most, renewed, held, read, now);
        }
    }

    @Override
    public void ask(String whose) {
        Instant now = clock.instant();
        Known budget = known.getOrDefault(whose, Known.NOTHING);
        if (budget.read().isBefore(now.minus(READ))) {
            budget = read(whose, budget, now);
            remember(whose, budget);
        }
        if (budget.held().isAfter(now)) {
            throw new Outside.Limited(side(whose) + " limits how often Tidegate may ask", until(now, budget.held()));
        }
        if (Rank.current() == Rank.MACHINES && budget.scarce(KEPT, now)) {
            throw new Outside.Limited(
                    side(whose) + " lets Tidegate ask only " + budget.remaining() + " times more out of "
                            + budget.most() + ": they are kept for what people wait for",
                    until(now, budget.renewed()));
        }
    }

    @Override
    public void told(String whose, Told told) {
        Instant now = clock.instant();
        Known budget = known.getOrDefault(whose, Known.NOTHING).told(told, now);
        boolean lasts = told.renewed().compareTo(WRITE) > 0;
        if (lasts && budget.scarce(SCARCE, now) && budget.written().isBefore(now.minus(WRITE))) {
            write(whose, told, null);
            budget = budget.writtenAt(now);
        }
        remember(whose, budget);
    }

    @Override
    public void hold(String whose, Duration lasting) {
        Objects.requireNonNull(limited.get(whose.startsWith("github/") ? "github" : "terraform"))
                .increment();
        if (lasting.compareTo(READ) < 0) {
            return; // Over before anybody else would hear of it: whoever was told to wait does.
        }
        Instant now = clock.instant();
        Known budget = known.getOrDefault(whose, Known.NOTHING).heldUntil(now.plus(lasting));
        write(whose, new Told(budget.remaining(), budget.most(), until(now, budget.renewed())), lasting);
        remember(whose, budget.writtenAt(now));
    }

    /** Times are told as spans by the database's clock: replicas' clocks differ. */
    private Known read(String whose, Known own, Instant now) {
        return database.one(
                        """
                        SELECT remaining, most, GREATEST(0, extract(epoch FROM resets - now()) * 1000)::bigint AS resets,
                            GREATEST(0, coalesce(extract(epoch FROM held - now()) * 1000, 0))::bigint AS held
                        FROM rate_budget WHERE whose = ? AND (resets > now() OR held > now())""",
                        row -> {
                            Told told = new Told(
                                    row.getLong("remaining"),
                                    row.getLong("most"),
                                    Duration.ofMillis(row.getLong("resets")));
                            Instant held = now.plusMillis(row.getLong("held"));
                            boolean less = told.most() > 0
                                    && !told.renewed().isZero()
                                    && (!own.renewed().isAfter(now) || told.remaining() < own.remaining());
                            return (less ? own.told(told, now) : own).heldUntil(held);
                        },
                        whose)
                .orElse(own)
                .readAt(now);
    }

    private void write(String whose, Told told, @Nullable Duration held) {
        database.update(
                """
                INSERT INTO rate_budget AS b (whose, remaining, most, resets, held)
                VALUES (?, ?, ?, now() + ? * interval '1 millisecond', now() + ?::bigint * interval '1 millisecond')
                ON CONFLICT (whose) DO UPDATE SET remaining = excluded.remaining, most = excluded.most,
                    resets = excluded.resets, held = GREATEST(b.held, excluded.held), told = now()""",
                whose,
                told.remaining(),
                told.most(),
                told.renewed().toMillis(),
                held == null ? null : held.toMillis());
    }

    private void remember(String whose, Known budget) {
        if (known.size() >= MOST_KNOWN) {
            known.clear(); // The answers tell it again.
        }
        known.put(whose, budget);
    }

    /** The smallest part that is left of any budget of this side, from 0 to 1: a label for each would have no bound. */
    private double left(String side) {
        Instant now = clock.instant();
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(side + "/"))
                .map(Map.Entry::getValue)
                .mapToDouble(budget -> budget.held().isAfter(now)
                        ? 0
                        : budget.most() == 0 || !budget.renewed().isAfter(now)
                                ? 1
                                : (double) budget.remaining() / budget.most())
                .min()
                .orElse(1);
    }

    private static Duration until(Instant now, Instant then) {
        Duration left = then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
        return left.plusMillis(100);
    }

    private static String side(String whose) {
        return whose.startsWith("github/") ? "GitHub" : "HCP Terraform";
    }
}
