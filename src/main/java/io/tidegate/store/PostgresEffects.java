package io.tidegate.store;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Effects;
import io.tidegate.flow.LeaseLost;
import io.tidegate.flow.Rank;
import io.tidegate.flow.Signals;
import io.tidegate.flow.Trace;
import io.tidegate.run.RunId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Effects as rows of {@code effect}; one is open while fewer generations are done than wanted. */
@Singleton
public final class PostgresEffects implements Effects {
    private final Database database;
    private final StateCodec codec;
    private final EffectLanes lanes;

    public PostgresEffects(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
        this.lanes = new EffectLanes(database, codec);
    }

    @Override
    public void want(ChangeId change, Repository repository, List<Effect> effects) {
        for (Effect effect : effects) {
            // A finished one starts anew at the end of its lane; an open one keeps its place and its patience.
            database.update(
                    Signals.Queue.EFFECTS,
                    """
                    INSERT INTO effect AS e
                        (repository, pull, key, lane, kind, codec, body, installation, owner, name, rank, trace, turn)
                    VALUES (?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?::uuid, next_effect_turn(?::smallint, ?))
                    ON CONFLICT (repository, pull, key) DO UPDATE SET
                        wanted = e.wanted + 1, codec = excluded.codec, body = excluded.body,
                        rank = excluded.rank, trace = excluded.trace,
                        installation = excluded.installation, owner = excluded.owner, name = excluded.name,
                        position = CASE WHEN e.done = e.wanted THEN excluded.position ELSE e.position END,
                        due = CASE WHEN e.done = e.wanted THEN now() ELSE e.due END,
                        turn = CASE WHEN e.done = e.wanted THEN excluded.turn ELSE e.turn END,
                        tries = CASE WHEN e.done = e.wanted AND e.outcome <> 'given up' THEN 0 ELSE e.tries END""",
                    change.repository(),
                    change.number(),
                    effect.key(),
                    effect.lane(),
                    effect.getClass().getSimpleName(),
                    StateCodec.VERSION,
                    codec.write(effect),
                    repository.installation(),
                    repository.owner(),
                    repository.name(),
                    Rank.of(effect).ordinal(),
                    Trace.current().map(Trace::id).orElse(null),
                    Rank.of(effect).ordinal(),
                    change.repository());
        }
    }

    @Override
    public List<Claimed> claim(int most, int machines, Duration lease) {
        lanes.wake();
        List<Claimed> claimed = new ArrayList<>(lanes.claim(Rank.PEOPLE, most, lease));
        int left = Math.min(machines, most - claimed.size());
        if (left > 0) {
            claimed.addAll(lanes.claim(Rank.MACHINES, left, lease));
        }
        return claimed;
    }

    @Override
    public void renew(Collection<Claimed> claimed, Duration lease) {
        for (Claimed one : claimed) {
            database.update("""
                    UPDATE effect SET lease_until = now() + ? * interval '1 millisecond'
                    WHERE number = ? AND lease = ? AND lease_until IS NOT NULL""", lease.toMillis(), one.number(), one.lease());
        }
        if (lease.isZero()) {
            database.signal(Signals.Queue.EFFECTS);
        }
    }

    @Override
    public Failing failing(Claimed claimed) {
        return database.one(
                        """
                        SELECT failures, answered, coalesce(extract(epoch FROM now() - failing_since) * 1000, 0)::bigint
                        FROM effect WHERE number = ?""",
                        row -> new Failing(row.getInt(1), row.getInt(2), Duration.ofMillis(row.getLong(3))),
                        claimed.number())
                .orElse(new Failing(0, 0, Duration.ZERO));
    }

    @Override
    public void finish(Claimed claimed, String outcome) {
        end(claimed, outcome, null, false);
    }

    @Override
    public void giveUp(Claimed claimed, String reason) {
        end(claimed, "given up", reason, true);
    }

    /** @param unknown whether its last try may have done something: then the tries are remembered, and looked for */
    private void end(Claimed claimed, String outcome, @Nullable String reason, boolean unknown) {
        hold(
                claimed,
                database.update(
                        Signals.Queue.EFFECTS,
                        """
                        UPDATE effect SET done = ?, outcome = ?, reason = ?, finished = now(), due = now(), turn = NULL,
                            tries = CASE WHEN ? THEN tries ELSE 0 END, failures = 0, answered = 0, failing_since = NULL, lease_until = NULL
                        WHERE number = ? AND lease = ? AND lease_until IS NOT NULL""",
                        claimed.generation(),
                        outcome,
                        reason,
                        unknown,
                        claimed.number(),
                        claimed.lease()));
    }

    @Override
    public void again(Claimed claimed, Duration after, Why why, String reason) {
        hold(
                claimed,
                switch (why) {
                    case AWAY -> failed(claimed, after, Duration.ZERO, 0, reason);
                    case LIMITED -> failed(claimed, after, after, 0, reason);
                    case ANSWERED -> failed(claimed, after, Duration.ZERO, 1, reason);
                    case WAITING ->
                        database.update(
                                Signals.Queue.EFFECTS,
                                """
                                UPDATE effect SET reason = ?, failures = 0, answered = 0, failing_since = NULL,
                                    lease_until = NULL, turn = NULL, tries = tries - 1,
                                    due = CASE WHEN wanted > ? THEN now() ELSE now() + ? * interval '1 millisecond' END
                                WHERE number = ? AND lease = ? AND lease_until IS NOT NULL""",
                                reason,
                                claimed.generation(),
                                after.toMillis(),
                                claimed.number(),
                                claimed.lease());
                });
    }

    /** @param excused so much of the time until the next try is no failing */
    private int failed(Claimed claimed, Duration after, Duration excused, int answers, String reason) {
        return database.update(
                Signals.Queue.EFFECTS,
                """
                UPDATE effect SET due = now() + ? * interval '1 millisecond', reason = ?, turn = NULL,
                    failures = failures + 1, answered = answered + ?,
                    failing_since = coalesce(failing_since, now()) + ? * interval '1 millisecond', lease_until = NULL
                WHERE number = ? AND lease = ? AND lease_until IS NOT NULL""",
                after.toMillis(),
                reason,
                answers,
                excused.toMillis(),
                claimed.number(),
                claimed.lease());
    }

    @Override
    public void hurry(RunId run) {
        database.update(
                Signals.Queue.EFFECTS,
                "UPDATE effect SET wanted = wanted + 1, due = now() WHERE key = ? AND done < wanted",
                "follow-run/" + run);
    }

    private void hold(Claimed claimed, int rows) {
        if (rows == 0) {
            throw new LeaseLost("effect " + claimed.number() + " was claimed by somebody else");
        }
    }
}
