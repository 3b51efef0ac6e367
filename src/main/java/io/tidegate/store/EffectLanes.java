package io.tidegate.store;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.Effects.Claimed;
import io.tidegate.flow.Rank;
import io.tidegate.flow.Trace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Which effects are next: the first open one of each lane, the repositories of a rank in turn. */
final class EffectLanes {
    private static final Logger LOG = Logger.getLogger(EffectLanes.class);

    /** What this version can do; a newer one's further kinds are left to it. */
    private static final String[] KINDS = Arrays.stream(Effect.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toArray(String[]::new);

    private final Database database;
    private final StateCodec codec;

    EffectLanes(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** Those whose time has come get their turn. */
    void wake() {
        database.update("""
                UPDATE effect SET turn = next_effect_turn(rank, repository) + woken.place - 1
                FROM (SELECT number, row_number() OVER (PARTITION BY rank, repository ORDER BY due, number) AS place
                      FROM (SELECT number, rank, repository, due FROM effect
                            WHERE done < wanted AND turn IS NULL AND due <= now()
                            ORDER BY due LIMIT 200 FOR UPDATE SKIP LOCKED) AS asleep) AS woken
                WHERE effect.number = woken.number""");
    }

    List<Claimed> claim(Rank rank, int most, Duration lease) {
        return database
                .query("""
                        WITH ready AS (
                            SELECT number FROM effect e
                            WHERE done < wanted AND turn IS NOT NULL AND (lease_until IS NULL OR lease_until <= now())
                                AND codec <= ? AND kind = ANY (?) AND rank = ?
                                AND NOT EXISTS (
                                    SELECT 1 FROM effect earlier
                                    WHERE earlier.repository = e.repository AND earlier.pull = e.pull
                                        AND earlier.lane = e.lane AND earlier.done < earlier.wanted
                                        AND earlier.position < e.position)
                            ORDER BY turn, number LIMIT ? FOR UPDATE SKIP LOCKED),
                        claimed AS (
                        UPDATE effect e SET lease = lease + 1, tries = tries + 1,
                            lease_until = now() + ? * interval '1 millisecond'
                        FROM ready WHERE e.number = ready.number
                        RETURNING e.number, repository, pull, installation, owner, name, codec, body, tries, lease, wanted, turn, trace,
                            extract(epoch FROM now() - created) * 1000 AS age),
                        passed AS (SELECT max(turn) AS turn FROM claimed)
                        SELECT claimed.*, CASE WHEN passed.turn > (SELECT last_value FROM effect_turn)
                            THEN setval('effect_turn', passed.turn) END
                        FROM claimed, passed""", this::claimed, StateCodec.VERSION, KINDS, rank.ordinal(), most, lease.toMillis())
                .stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(Claimed::number))
                .toList();
    }

    /** One that cannot be read keeps its lease and its lane: it must not stand in the way of the others. */
    private Optional<Claimed> claimed(ResultSet row) throws SQLException {
        long repository = row.getLong("repository");
        UUID trace = row.getObject("trace", UUID.class);
        try {
            return Optional.of(new Claimed(
                    row.getLong("number"),
                    new ChangeId(repository, row.getInt("pull")),
                    new Repository(
                            repository, row.getString("owner"), row.getString("name"), row.getLong("installation")),
                    codec.effect(row.getInt("codec"), row.getString("body")),
                    row.getInt("tries"),
                    row.getLong("lease"),
                    row.getLong("wanted"),
                    new Effects.Origin(
                            trace == null ? Trace.of("effect", row.getString("number")) : new Trace(trace),
                            Duration.ofMillis(row.getLong("age")))));
        } catch (UnreadableState damaged) {
            LOG.errorf("Effect %d is left alone: %s", row.getLong("number"), damaged.getMessage());
            return Optional.empty();
        }
    }
}
