package io.tidegate.store;

import java.util.List;
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
     * @param sealedWith the ids of the keys of the audit log's first and last seal; empty where nothing is sealed
     */
    public record Seen(String server, Optional<String> schema, boolean encrypted, List<String> sealedWith) {
        public Seen {
            sealedWith = List.copyOf(sealedWith);
        }
    }

    /** @throws StoreFailure when it cannot be reached or read */
    public static Seen look(EmbeddedDatabase.Access access) {
        Database database = beside(access);
        String server =
                database.one("SHOW server_version", row -> row.getString(1)).orElse("unknown");
        boolean encrypted = database.one(
                        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", row -> row.getBoolean(1))
                .orElse(false);
        Optional<String> schema = has(database, "flyway_schema_history")
                ? database.one(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank DESC LIMIT 1",
                        row -> row.getString(1))
                : Optional.empty();
        return new Seen(server, schema, encrypted, sealedWith(database));
    }

    /** A connection for each statement, which waits for nobody long. */
    static Database beside(EmbeddedDatabase.Access access) {
        PGSimpleDataSource source = source(access, "tidegate");
        source.setConnectTimeout(PATIENCE_SECONDS);
        source.setSocketTimeout(PATIENCE_SECONDS);
        return new Database(source, failure -> DatabaseUnusable.or(access, failure));
    }

    /** @throws StoreFailure when its address is none */
    static PGSimpleDataSource source(EmbeddedDatabase.Access access, String name) {
        DatabaseAddress.of(access.url());
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(access.url());
        source.setUser(access.username());
        source.setPassword(access.password());
        source.setApplicationName(name);
        return source;
    }

    /** Not all of them: the log has no end, and keys change seldom. */
    private static List<String> sealedWith(Database database) {
        return has(database, "audit_seal") ? database.query("""
                        (SELECT split_part(seal, ':', 2) FROM audit_seal ORDER BY position LIMIT 1)
                        UNION (SELECT split_part(seal, ':', 2) FROM audit_seal ORDER BY position DESC LIMIT 1)""", row -> row.getString(1)) : List.of();
    }

    static boolean has(Database database, String table) {
        return database.one("SELECT to_regclass(?) IS NOT NULL", row -> row.getBoolean(1), table)
                .orElse(false);
    }
}
