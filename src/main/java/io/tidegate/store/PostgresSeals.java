package io.tidegate.store;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.tidegate.audit.Entry;
import io.tidegate.audit.Head;
import io.tidegate.audit.SealKey;
import io.tidegate.flow.Seals;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Seals as rows of {@code audit_seal}. What waits is in {@code audit_unsealed} from the commit of its row on, so that a
 * row which commits late is never passed over: it is sealed when it is seen, at the end of the chain.
 */
@Singleton
public class PostgresSeals implements Seals {
    private static final int PAGE = 1_000;
    /** Of the advisory lock; only its being the same everywhere matters. */
    private static final long LOCK = 0x7469646567617465L;

    private final Database database;
    private final SealKey key;

    public PostgresSeals(Database database, SealKey key) {
        this.database = database;
        this.key = key;
    }

    private record Last(long position, String seal) {}

    @Override
    @Transactional
    @TransactionConfiguration(timeout = 600)
    public void seal() {
        if (database.one("SELECT 1 FROM audit_unsealed LIMIT 1", row -> true).isEmpty()
                || !database.one("SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
                        .orElse(false)) {
            return;
        }
        // One transaction however much waits: a round leaves nothing over, which is what tells rows that came later.
        Instant round = database.one(
                        "SELECT now()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant())
                .orElseThrow();
        Last last = database.one(
                        "SELECT position, seal FROM audit_seal ORDER BY position DESC LIMIT 1",
                        row -> new Last(row.getLong(1), row.getString(2)))
                .orElse(new Last(0, ""));
        for (List<Entry> page = take(); !page.isEmpty(); page = take()) {
            last = append(page, round, last);
        }
    }

    @Override
    public Optional<Head> head() {
        return database.one(
                "SELECT position, number, seal FROM audit_seal ORDER BY position DESC LIMIT 1",
                row -> new Head(row.getLong(1), row.getLong(2), row.getString(3)));
    }

    private List<Entry> take() {
        return database.query("""
                WITH next AS (SELECT number FROM audit_unsealed JOIN audit USING (number) ORDER BY number LIMIT ?),
                    taken AS (DELETE FROM audit_unsealed u USING next WHERE u.number = next.number RETURNING u.number)
                SELECT audit.* FROM audit JOIN taken USING (number) ORDER BY number""", AuditRows::entry, PAGE);
    }

    private Last append(List<Entry> page, Instant round, Last before) {
        int size = page.size();
        long[] positions = new long[size];
        long[] numbers = new long[size];
        String[] digests = new String[size];
        String[] seals = new String[size];
        Last last = before;
        for (int i = 0; i < size; i++) {
            Entry entry = page.get(i);
            long position = last.position() + 1;
            digests[i] = key.digest(entry);
            seals[i] = key.seal(last.seal(), position, entry.number(), round, digests[i]);
            positions[i] = position;
            numbers[i] = entry.number();
            last = new Last(position, seals[i]);
        }
        database.update("""
                INSERT INTO audit_seal (position, number, sealed, digest, seal)
                SELECT p, n, ?, d, s FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[]) AS sealed(p, n, d, s)""", round.atOffset(ZoneOffset.UTC), positions, numbers, digests, seals);
        return last;
    }
}
