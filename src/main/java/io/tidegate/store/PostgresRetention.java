package io.tidegate.store;

import io.tidegate.flow.Retention;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Deletes in small statements, each committed by itself, and passes over rows that somebody holds. */
@Singleton
public final class PostgresRetention implements Retention {
    private final Database database;

    public PostgresRetention(Database database) {
        this.database = database;
    }

    @Override
    public int emptyPayloads(Duration kept, int most) {
        return database.update("""
                UPDATE delivery SET payload = NULL, payload_sha256 = sha256(payload) WHERE number IN (
                    SELECT number FROM delivery
                    WHERE payload IS NOT NULL AND outcome IS NOT NULL AND outcome <> 'set aside'
                        AND received < now() - ? * interval '1 millisecond'
                    ORDER BY received LIMIT ? FOR UPDATE SKIP LOCKED)""", kept.toMillis(), most);
    }

    @Override
    public int forgetDeliveries(Duration kept, int most) {
        return database.update("""
                DELETE FROM delivery WHERE number IN (
                    SELECT number FROM delivery
                    WHERE outcome IS NOT NULL AND finished < now() - ? * interval '1 millisecond'
                    ORDER BY finished LIMIT ? FOR UPDATE SKIP LOCKED)""", kept.toMillis(), most);
    }

    /** Of open pull requests what was given up stays: a later wish has to look whether its last try did something. */
    @Override
    public int forgetEffects(Duration kept, int most) {
        return database.update("""
                DELETE FROM effect WHERE number IN (
                    SELECT number FROM effect e
                    WHERE done = wanted AND finished < now() - ? * interval '1 millisecond'
                        AND (outcome <> 'given up' OR NOT EXISTS (
                            SELECT 1 FROM change WHERE change.repository = e.repository AND change.pull = e.pull
                                AND change.open))
                    ORDER BY finished LIMIT ? FOR UPDATE SKIP LOCKED)""", kept.toMillis(), most);
    }

    @Override
    public int forgetTraces(Duration kept, int most) {
        int places = database.update("DELETE FROM run_place p WHERE asked < now() - interval '1 day' AND NOT ("
                + PostgresRunPlaces.GOES_ON + ")");
        return places + database.update("""
                        DELETE FROM sweep_try WHERE what IN (
                            SELECT what FROM sweep_try WHERE last < now() - ? * interval '1 millisecond' LIMIT ?)""", kept.toMillis(), most);
    }
}
