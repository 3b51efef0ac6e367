package io.tidegate.store;

import io.tidegate.change.ChangeId;
import io.tidegate.flow.ExternalObjects;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Ids of what was created outside, as rows of {@code external_object}. */
@Singleton
public class PostgresExternalObjects implements ExternalObjects {
    private final Database database;

    public PostgresExternalObjects(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Long> find(ChangeId change, String purpose) {
        return database.one(
                "SELECT id FROM external_object WHERE repository = ? AND pull = ? AND purpose = ?",
                row -> row.getLong(1),
                change.repository(),
                change.number(),
                purpose);
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void put(ChangeId change, String purpose, long id) {
        database.update("""
                INSERT INTO external_object (repository, pull, purpose, id) VALUES (?, ?, ?, ?)
                ON CONFLICT (repository, pull, purpose) DO UPDATE SET id = excluded.id, created = now()""", change.repository(), change.number(), purpose, id);
    }
}
