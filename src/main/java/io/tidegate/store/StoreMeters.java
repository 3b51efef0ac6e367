package io.tidegate.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What an operator should know of the database, read when it is asked for: every replica tells the same. */
@Singleton
final class StoreMeters {
    private final Database database;

    StoreMeters(Database database) {
        this.database = database;
    }

    void register(@Observes StartupEvent start, MeterRegistry meters) {
        register(meters);
    }

    void register(MeterRegistry meters) {
        meters.gauge("tidegate.deliveries.set.aside", this, StoreMeters::setAside);
        meters.gauge("tidegate.deliveries.waiting", this, StoreMeters::waiting);
        meters.gauge("tidegate.effects.given.up", this, StoreMeters::givenUp);
        meters.gauge("tidegate.effects.failing", this, StoreMeters::failing);
    }

    private double setAside() {
        return count("SELECT count(*) FROM delivery WHERE outcome = 'set aside'");
    }

    private double waiting() {
        return count("SELECT count(*) FROM delivery WHERE outcome IS NULL");
    }

    /** Of the last day: what was given up before and never wanted again is nobody's alarm any more. */
    private double givenUp() {
        return count("SELECT count(*) FROM effect WHERE outcome = 'given up' AND done = wanted"
                + " AND finished > now() - interval '1 day'");
    }

    private double failing() {
        return count("SELECT count(*) FROM effect WHERE done < wanted AND failures > 0");
    }

    /** While the database is away nothing is told: a zero would be a lie. */
    private double count(String sql) {
        try {
            return database.one(sql, row -> (double) row.getLong(1)).orElse(Double.NaN);
        } catch (StoreFailure away) {
            return Double.NaN;
        }
    }
}
