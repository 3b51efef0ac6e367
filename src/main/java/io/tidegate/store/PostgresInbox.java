package io.tidegate.store;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.Inbox;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Rank;
import io.tidegate.flow.Signals;
import io.tidegate.flow.Trace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The inbox as rows of {@code delivery}; those of one pull request, as far as it is known, are claimed in order. */
@Singleton
public class PostgresInbox implements Inbox {
    static final String SOURCE = "tidegate";
    static final int ATTEMPTS = 6;
    private static final Logger LOG = Logger.getLogger(PostgresInbox.class);

    private final Database database;
    private final StateCodec codec;
    private final Intake intake;

    public PostgresInbox(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
        this.intake = new Intake(database);
    }

    @Override
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public boolean accept(String source, String id, String kind, byte[] payload) {
        Intake.Arrival arrival = new Intake.Arrival(plain(source), plain(id), plain(kind), payload);
        if (intake.take(arrival)) {
            return true;
        }
        if (same(source, id, kind, payload)) {
            return false;
        }
        // Ids are not signed, bodies are: what is genuine and new is never dropped for its id.
        LOG.warnf("delivery %s of %s was used for something else before; it is taken as another delivery", id, source);
        return intake.take(new Intake.Arrival(
                arrival.source(), arrival.id() + "/" + digest(kind, payload), arrival.kind(), payload));
    }

    /** PostgreSQL has no NUL in a text. */
    private static String plain(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private boolean same(String source, String id, String kind, byte[] payload) {
        return database.one("""
                        SELECT 1 FROM delivery WHERE source = ? AND id = ? AND kind = ?
                            AND (payload = ? OR payload_sha256 = sha256(?))""", row -> true, source, id, kind, payload, payload)
                .isPresent();
    }

    private static String digest(String kind, byte[] payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((kind + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(payload), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public List<Claimed> claim(int most, Duration lease) {
        // A delivery whose worker dies every time never comes to a retry: it is set aside here.
        database.query("""
                UPDATE delivery SET outcome = 'set aside', finished = now(), lease_until = NULL,
                    reason = coalesce(reason, 'no worker came to an end with it')
                WHERE outcome IS NULL AND tries >= ? AND lease_until <= now()
                RETURNING number, source, id, reason""", PostgresInbox::setAside, ATTEMPTS).forEach(LOG::error);
        database.update("""
                UPDATE delivery SET turn = next_delivery_turn(rank, party) + woken.place - 1
                FROM (SELECT number, row_number() OVER (PARTITION BY rank, party ORDER BY due, number) AS place
                      FROM (SELECT number, rank, party, due FROM delivery
                            WHERE outcome IS NULL AND turn IS NULL AND due <= now()
                            ORDER BY due LIMIT 200 FOR UPDATE SKIP LOCKED) AS asleep) AS woken
                WHERE delivery.number = woken.number""");
        return database.query("""
                        WITH ready AS (
                            SELECT number FROM delivery d
                            WHERE outcome IS NULL AND turn IS NOT NULL AND (lease_until IS NULL OR lease_until <= now())
                                AND codec <= ?
                                AND NOT EXISTS (
                                    SELECT 1 FROM delivery earlier
                                    WHERE earlier.repository = d.repository AND earlier.pull = d.pull
                                        AND earlier.outcome IS NULL AND earlier.number < d.number)
                            ORDER BY rank, turn, number LIMIT ? FOR UPDATE SKIP LOCKED),
                        claimed AS (
                        UPDATE delivery d SET lease = lease + 1, tries = tries + 1,
                            lease_until = now() + ? * interval '1 millisecond'
                        FROM ready WHERE d.number = ready.number
                        RETURNING d.number, source, id, kind, payload, received, lease, turn, trace),
                        passed AS (SELECT max(turn) AS turn FROM claimed)
                        SELECT claimed.*, CASE WHEN passed.turn > (SELECT last_value FROM delivery_turn)
                            THEN setval('delivery_turn', passed.turn) END
                        FROM claimed, passed""", PostgresInbox::claimed, StateCodec.VERSION, most, lease.toMillis()).stream()
                .sorted(Comparator.comparingLong(c -> c.delivery().number()))
                .toList();
    }

    @Override
    public void finish(Claimed claimed, String outcome, String reason) {
        hold(
                claimed,
                database.update(
                        Signals.Queue.DELIVERIES,
                        """
                        UPDATE delivery SET outcome = ?, reason = ?, finished = now(), lease_until = NULL
                        WHERE number = ? AND lease = ? AND outcome IS NULL""",
                        outcome,
                        reason,
                        claimed.delivery().number(),
                        claimed.lease()));
    }

    @Override
    public void renew(Collection<Claimed> claimed, Duration lease) {
        for (Claimed one : claimed) {
            database.update("""
                    UPDATE delivery SET lease_until = now() + ? * interval '1 millisecond'
                    WHERE number = ? AND lease = ? AND outcome IS NULL AND lease_until IS NOT NULL""", lease.toMillis(), one.delivery().number(), one.lease());
        }
    }

    @Override
    public void leave(Claimed claimed, Duration after, String reason) {
        hold(
                claimed,
                database.update(
                        Signals.Queue.DELIVERIES,
                        """
                        UPDATE delivery SET lease_until = NULL, due = now() + ? * interval '1 millisecond', reason = ?,
                            turn = NULL, tries = GREATEST(tries - 1, 0)
                        WHERE number = ? AND lease = ? AND outcome IS NULL AND lease_until IS NOT NULL""",
                        after.toMillis(),
                        reason,
                        claimed.delivery().number(),
                        claimed.lease()));
    }

    @Override
    public void retry(Claimed claimed, Duration after, String reason) {
        List<String> ended = database.query(
                """
                UPDATE delivery SET lease_until = NULL, due = now() + ? * interval '1 millisecond', reason = ?,
                    turn = NULL,
                    outcome = CASE WHEN tries >= ? THEN 'set aside' END,
                    finished = CASE WHEN tries >= ? THEN now() END
                WHERE number = ? AND lease = ? AND outcome IS NULL
                RETURNING number, source, id, reason, outcome""",
                row -> row.getString("outcome") == null ? "" : setAside(row),
                after.toMillis(),
                reason,
                ATTEMPTS,
                ATTEMPTS,
                claimed.delivery().number(),
                claimed.lease());
        hold(claimed, ended.size());
        ended.stream().filter(said -> !said.isEmpty()).forEach(LOG::error);
        database.signal(Signals.Queue.DELIVERIES);
    }

    private static String setAside(ResultSet row) throws SQLException {
        return "Set aside: delivery " + row.getLong("number") + " from " + row.getString("source") + " ("
                + row.getString("id") + ") failed " + ATTEMPTS + " times, and nothing follows from it: "
                + row.getString("reason") + ". See docs/operations.md, «Set aside».";
    }

    @Override
    public void add(String id, ChangeId change, Repository repository, List<ChangeEvent> events) {
        database.update(
                Signals.Queue.DELIVERIES,
                """
                INSERT INTO delivery (source, id, kind, payload, codec, repository, pull, rank, trace, party, turn)
                SELECT source, id, 'events', payload, codec, repository, pull, rank, trace, repository,
                    next_delivery_turn(rank, repository)
                FROM (VALUES (?, ?, ?::bytea, ?::integer, ?::bigint, ?::integer, ?::smallint, ?::uuid))
                    AS one (source, id, payload, codec, repository, pull, rank, trace)
                ON CONFLICT (source, id) DO NOTHING""",
                SOURCE,
                id,
                codec.write(new Outcome(change, repository, events)),
                StateCodec.VERSION,
                change.repository(),
                change.number(),
                Rank.of(events).ordinal(),
                Trace.current().map(Trace::id).orElse(null));
    }

    private static void hold(Claimed claimed, int rows) {
        if (rows == 0) {
            throw new LeaseLost("delivery " + claimed.delivery().number() + " was claimed by somebody else");
        }
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        UUID trace = row.getObject("trace", UUID.class);
        return new Claimed(
                new Delivery(
                        row.getLong("number"),
                        row.getString("source"),
                        row.getString("id"),
                        row.getString("kind"),
                        row.getBytes("payload"),
                        row.getObject("received", OffsetDateTime.class).toInstant(),
                        trace == null ? Trace.of(row.getString("source"), row.getString("id")) : new Trace(trace)),
                row.getLong("lease"));
    }
}
