package io.tidegate.store;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What an operator should know of the database, read when it is asked for: every replica tells the same. */
@Singleton
final class StoreMeters {
    /** What is asked for at one moment is read at once. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Well below the 10 s that Prometheus gives a scrape: what else is told must not be lost for what waits here. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** Its columns are the gauges; ages are in seconds by the database's clock, and null where there is nothing. */
    private static final String EVERYTHING = """
            SELECT
                (SELECT count(*) FROM delivery WHERE outcome = 'set aside') AS deliveries_set_aside,
                waiting.number AS deliveries_waiting,
                waiting.oldest AS deliveries_oldest,
                due.number AS effects_waiting,
                due.failing AS effects_failing,
                (SELECT coalesce(extract(epoch FROM max(now() - due)), 0) FROM effect e
                 WHERE done < wanted AND due <= now() AND (lease_until IS NULL OR lease_until <= now())
                    AND NOT EXISTS (
                        SELECT 1 FROM effect earlier
                        WHERE earlier.repository = e.repository AND earlier.pull = e.pull AND earlier.lane = e.lane
                            AND earlier.done < earlier.wanted AND earlier.position < e.position)) AS effects_overdue,
                (SELECT count(*) FROM effect WHERE outcome = 'given up' AND done = wanted
                    AND finished > now() - interval '1 day') AS effects_given_up,
                due.runs AS runs_followed,
                due.oldest_run AS runs_oldest,
                lock.number AS locks_held,
                lock.oldest AS locks_oldest,
                (SELECT extract(epoch FROM now() - received) FROM delivery WHERE source = 'github'
                 ORDER BY number DESC LIMIT 1) AS webhooks_silent
            FROM
                (SELECT count(*) AS number, coalesce(extract(epoch FROM now() - min(received)), 0) AS oldest
                 FROM delivery WHERE outcome IS NULL) AS waiting,
                (SELECT count(*) FILTER (WHERE due <= now()) AS number,
                    count(*) FILTER (WHERE failures > 0) AS failing,
                    count(*) FILTER (WHERE kind IN ('FollowRun', 'FollowTrial')) AS runs,
                    coalesce(extract(epoch FROM now() - min(created) FILTER (WHERE kind IN ('FollowRun', 'FollowTrial'))), 0)
                        AS oldest_run
                 FROM effect WHERE done < wanted) AS due,
                (SELECT count(*) AS number,
                    coalesce(extract(epoch FROM now() - min((state -> 'holder' ->> 'since')::timestamptz)), 0) AS oldest
                 FROM environment WHERE state -> 'holder' ->> 'since' IS NOT NULL) AS lock""";

    private final Database database;
    private final InstantSource clock;
    private Map<String, Double> seen = Map.of();
    private Instant read = Instant.EPOCH;
    private CompletableFuture<Map<String, Double>> reading = CompletableFuture.completedFuture(Map.of());

    StoreMeters(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void register(@Observes StartupEvent start, MeterRegistry meters) {
        register(meters);
    }

    void register(MeterRegistry meters) {
        count(meters, "tidegate.deliveries.set.aside", "deliveries_set_aside");
        count(meters, "tidegate.deliveries.waiting", "deliveries_waiting");
        age(meters, "tidegate.deliveries.oldest", "deliveries_oldest");
        count(meters, "tidegate.effects.waiting", "effects_waiting");
        age(meters, "tidegate.effects.overdue", "effects_overdue");
        count(meters, "tidegate.effects.given.up", "effects_given_up");
        count(meters, "tidegate.effects.failing", "effects_failing");
        count(meters, "tidegate.runs.followed", "runs_followed");
        age(meters, "tidegate.runs.oldest", "runs_oldest");
        count(meters, "tidegate.locks.held", "locks_held");
        age(meters, "tidegate.locks.oldest", "locks_oldest");
        age(meters, "tidegate.webhooks.silent", "webhooks_silent");
    }

    private void count(MeterRegistry meters, String name, String column) {
        Gauge.builder(name, () -> of(column)).register(meters);
    }

    private void age(MeterRegistry meters, String name, String column) {
        Gauge.builder(name, () -> of(column)).baseUnit("seconds").register(meters);
    }

    /** While the database is away nothing is told: a zero would be a lie. */
    private synchronized double of(String column) {
        if (!read.plus(FRESH).isAfter(clock.instant())) {
            seen = everything();
            // From the end on: of a database that lets wait the other gauges of this moment do not wait too.
            read = clock.instant();
        }
        return seen.getOrDefault(column, Double.NaN);
    }

    /** One that lets wait is asked once, however often it is scraped meanwhile. */
    private Map<String, Double> everything() {
        if (reading.isDone()) {
            reading = CompletableFuture.supplyAsync(
                    () -> database.one(EVERYTHING, StoreMeters::row).orElse(Map.of()), Thread::startVirtualThread);
        }
        try {
            return reading.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException away) {
            if (away.getCause() instanceof StoreFailure) {
                return Map.of();
            }
            throw new IllegalStateException("the gauges cannot be read", away.getCause());
        } catch (TimeoutException late) {
            return Map.of();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private static Map<String, Double> row(ResultSet row) throws SQLException {
        Map<String, Double> values = new HashMap<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            double value = row.getDouble(column);
            values.put(row.getMetaData().getColumnLabel(column), row.wasNull() ? Double.NaN : value);
        }
        return values;
    }
}
