package io.tidegate.store;

import io.tidegate.flow.KeptSecrets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Kept secrets as rows of {@code kept_secret}. */
@Singleton
public final class PostgresKeptSecrets implements KeptSecrets {
    private final Database database;

    @Inject
    public PostgresKeptSecrets(Database database) {
        this.database = database;
    }

    /** For whoever needs them before the product has connections, and perhaps before it has tables. */
    public static KeptSecrets beside(EmbeddedDatabase.Access access) {
        return new PostgresKeptSecrets(DatabaseProbe.beside(access));
    }

    @Override
    public void keep(Map<String, byte[]> sealed) {
        String[] keys = sealed.keySet().toArray(String[]::new);
        byte[][] values = sealed.values().toArray(byte[][]::new);
        database.update("""
                INSERT INTO kept_secret (key, sealed) SELECT k, s FROM unnest(?::text[], ?::bytea[]) AS new(k, s)
                ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, kept = now()""", keys, values);
    }

    @Override
    public Map<String, byte[]> kept() {
        Map<String, byte[]> kept = new TreeMap<>();
        if (DatabaseProbe.has(database, TABLE)) {
            database.query("SELECT key, sealed FROM kept_secret", row -> kept.put(row.getString(1), row.getBytes(2)));
        }
        return kept;
    }

    @Override
    public SortedMap<String, Instant> since() {
        SortedMap<String, Instant> since = new TreeMap<>();
        if (DatabaseProbe.has(database, TABLE)) {
            database.query(
                    "SELECT key, kept FROM kept_secret",
                    row -> since.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()));
        }
        return since;
    }

    @Override
    public SortedSet<String> forget(Collection<String> keys) {
        return new TreeSet<>(database.query(
                "DELETE FROM kept_secret WHERE key = ANY (?::text[]) RETURNING key", row -> row.getString(1), (Object)
                        keys.toArray(String[]::new)));
    }
}
