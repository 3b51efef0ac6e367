package io.tidegate.store;

import io.tidegate.change.ChangeId;
import io.tidegate.flow.Audit;
import jakarta.inject.Singleton;
import java.util.Map;

/** The audit log as rows of {@code audit}, which a trigger keeps from being changed. */
@Singleton
public final class PostgresAudit implements Audit {
    private final Database database;
    private final StateCodec codec;

    public PostgresAudit(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public void record(ChangeId change, String what, String because, Map<String, String> facts) {
        database.update(
                "INSERT INTO audit (repository, pull, what, because, facts) VALUES (?, ?, ?, ?, ?::json)",
                change.repository(),
                change.number(),
                what,
                because,
                codec.write(facts));
    }
}
