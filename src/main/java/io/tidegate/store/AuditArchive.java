package io.tidegate.store;

import io.tidegate.audit.Link;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.postgresql.ds.PGSimpleDataSource;

/** The audit log for those who examine it from outside of the running product; it only reads. */
public final class AuditArchive {
    private static final int PAGE = 2_000;
    private static final String CHAIN = """
            SELECT s.position, s.number, s.sealed, s.digest, s.seal, a.at, a.repository, a.pull, a.what, a.because, a.facts
            FROM audit_seal s LEFT JOIN audit a USING (number)
            WHERE s.position > ? ORDER BY s.position LIMIT ?""";

    /** A row that has no seal. @param waits whether it waits for one, as every row does for a moment */
    public record Unsealed(long number, Instant at, boolean waits) {}

    private final Database database;

    AuditArchive(Database database) {
        this.database = database;
    }

    public static AuditArchive of(EmbeddedDatabase.Access access) {
        PGSimpleDataSource source = DatabaseProbe.source(access, "tidegate audit");
        source.setReadOnly(true);
        return new AuditArchive(new Database(source, failure -> DatabaseUnusable.or(access, failure)));
    }

    /** Everything after a place of the chain, in its order. */
    public Iterator<Link> after(long position) {
        return new Iterator<>() {
            private long reached = position;
            private Iterator<Link> page = List.<Link>of().iterator();

            @Override
            public boolean hasNext() {
                if (!page.hasNext()) {
                    page = database.query(CHAIN, AuditRows::link, reached, PAGE).iterator();
                }
                return page.hasNext();
            }

            @Override
            public Link next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Link link = page.next();
                reached = link.position();
                return link;
            }
        };
    }

    /** Rows without a seal, oldest first, at most so many. */
    public List<Unsealed> unsealed(int most) {
        return database.query(
                """
                SELECT a.number, a.at, u.number IS NOT NULL AS waits
                FROM audit a LEFT JOIN audit_seal s USING (number) LEFT JOIN audit_unsealed u USING (number)
                WHERE s.number IS NULL ORDER BY a.number LIMIT ?""",
                row -> new Unsealed(
                        row.getLong("number"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("waits")),
                most);
    }

    /** Numbers of rows that waited for their seal and are gone. */
    public List<Long> vanished(int most) {
        return database.query("""
                SELECT u.number FROM audit_unsealed u LEFT JOIN audit a USING (number)
                WHERE a.number IS NULL ORDER BY 1 LIMIT ?""", row -> row.getLong(1), most);
    }

    /** GitHub's id of the repository that is called so now. */
    public OptionalLong repository(String owner, String name) {
        return database
                .query(
                        "SELECT id FROM repository WHERE lower(owner) = lower(?) AND lower(name) = lower(?)",
                        row -> row.getLong(1),
                        owner,
                        name)
                .stream()
                .mapToLong(id -> id)
                .findFirst();
    }

    /**
     * The pull requests that had to do with an environment in a period, whose whole story up to its end is evidence.
     *
     * @param until not any more in the period
     */
    public List<Integer> concerning(long repository, String environment, Instant from, Instant until) {
        return database.query(
                """
                SELECT DISTINCT pull FROM audit WHERE repository = ? AND at >= ? AND at < ?
                    AND ? = ANY (string_to_array(facts ->> 'environments', ' ')) ORDER BY 1""",
                row -> row.getInt(1),
                repository,
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC),
                environment);
    }
}
