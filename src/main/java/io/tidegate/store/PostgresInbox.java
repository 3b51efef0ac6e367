package io.tidegate.store;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.LeaseLost;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/** The inbox as rows of {@code delivery}; those of one pull request, as far as it is known, are claimed in order. */
@Singleton
public class PostgresInbox implements Inbox {
    static final String SOURCE = "tidegate";
    static final int ATTEMPTS = 6;

    private final Database database;
    private final StateCodec codec;

    public PostgresInbox(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean accept(String source, String id, String kind, byte[] payload) {
        boolean taken = database.one("""
                        INSERT INTO delivery (source, id, kind, payload) VALUES (?, ?, ?, ?)
                        ON CONFLICT (source, id) DO UPDATE
                            SET outcome = NULL, finished = NULL, tries = 0, due = now(), lease_until = NULL,
                                payload = excluded.payload
                            WHERE delivery.outcome = 'set aside'
                        RETURNING number""", row -> row.getLong(1), source, id, kind, payload)
                .isPresent();
        if (taken) {
            database.signal();
        }
        return taken;
    }

    @Override
    public List<Claimed> claim(int most, Duration lease) {
        // A delivery whose worker dies every time never comes to a retry: it is set aside here.
        database.update("""
                UPDATE delivery SET outcome = 'set aside', finished = now(), lease_until = NULL,
                    reason = coalesce(reason, 'no worker came to an end with it')
                WHERE outcome IS NULL AND tries >= ? AND lease_until <= now()""", ATTEMPTS);
        return database.query("""
                        WITH ready AS (
                            SELECT number FROM delivery d
                            WHERE outcome IS NULL AND due <= now() AND (lease_until IS NULL OR lease_until <= now())
                                AND codec <= ?
                                AND NOT EXISTS (
                                    SELECT 1 FROM delivery earlier
                                    WHERE earlier.repository = d.repository AND earlier.pull = d.pull
                                        AND earlier.outcome IS NULL AND earlier.number < d.number)
                            ORDER BY number LIMIT ? FOR UPDATE SKIP LOCKED)
                        UPDATE delivery d SET lease = lease + 1, tries = tries + 1,
                            lease_until = now() + ? * interval '1 millisecond'
                        FROM ready WHERE d.number = ready.number
                        RETURNING d.number, source, id, kind, payload, received, lease""", PostgresInbox::claimed, StateCodec.VERSION, most, lease.toMillis()).stream()
                .sorted(Comparator.comparingLong(c -> c.delivery().number()))
                .toList();
    }

    @Override
    public void finish(Claimed claimed, String outcome, String reason) {
        hold(claimed, database.update("""
                        UPDATE delivery SET outcome = ?, reason = ?, finished = now(), lease_until = NULL
                        WHERE number = ? AND lease = ? AND outcome IS NULL""", outcome, reason, claimed.delivery().number(), claimed.lease()));
        database.signal();
    }

    @Override
    public void retry(Claimed claimed, Duration after, String reason) {
        hold(
                claimed,
                database.update(
                        """
                        UPDATE delivery SET lease_until = NULL, due = now() + ? * interval '1 millisecond', reason = ?,
                            outcome = CASE WHEN tries >= ? THEN 'set aside' END,
                            finished = CASE WHEN tries >= ? THEN now() END
                        WHERE number = ? AND lease = ? AND outcome IS NULL""",
                        after.toMillis(),
                        reason,
                        ATTEMPTS,
                        ATTEMPTS,
                        claimed.delivery().number(),
                        claimed.lease()));
        database.signal();
    }

    @Override
    public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
        database.update(
                """
                INSERT INTO delivery (source, id, kind, payload, codec, repository, pull) VALUES (?, ?, 'events', ?, ?, ?, ?)
                ON CONFLICT (source, id) DO NOTHING""",
                SOURCE,
                id,
                codec.write(new Outcome(change, repository, events)),
                StateCodec.VERSION,
                change.repository(),
                change.number());
        database.signal();
    }

    private static void hold(Claimed claimed, int rows) {
        if (rows == 0) {
            throw new LeaseLost("delivery " + claimed.delivery().number() + " was claimed by somebody else");
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                new Delivery(
                        row.getLong("number"),
                        row.getString("source"),
                        row.getString("id"),
                        row.getString("kind"),
                        row.getBytes("payload"),
                        row.getObject("received", OffsetDateTime.class).toInstant()),
                row.getLong("lease"));
    }
}
