package io.tidegate.store;

import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks at a database from outside of the running product; it only reads. */
public final class DatabaseProbe {
    private static final int PATIENCE_SECONDS = 5;

    private DatabaseProbe() {}

    /**
     * @param server PostgreSQL's version
     * @param schema the newest migration; empty where there are no tables yet
     * @param encrypted whether TLS protects the connection
     */
    public record Seen(String server, Optional<String> schema, boolean encrypted) {}

    /** @throws StoreFailure when it cannot be reached or read */
    public static Seen look(EmbeddedDatabase.Access access) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(access.url());
        } catch (IllegalArgumentException malformed) {
            throw new StoreFailure("tidegate.database.url is no address of a PostgreSQL database");
        }
        source.setUser(access.username());
        source.setPassword(access.password());
        source.setApplicationName("tidegate doctor");
        source.setConnectTimeout(PATIENCE_SECONDS);
        source.setSocketTimeout(PATIENCE_SECONDS);
        source.setReadOnly(true);
        Database database = new Database(source);
        String server =
                database.one("SHOW server_version", row -> row.getString(1)).orElse("unknown");
        boolean encrypted = database.one(
                        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", row -> row.getBoolean(1))
                .orElse(false);
        boolean filled = database.one(
                        "SELECT to_regclass('flyway_schema_history') IS NOT NULL", row -> row.getBoolean(1))
                .orElse(false);
        Optional<String> schema = filled
                ? database.one(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1",
                        row -> row.getString(1))
                : Optional.empty();
        return new Seen(server, schema, encrypted);
    }
}
