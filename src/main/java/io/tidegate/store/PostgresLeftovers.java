package io.tidegate.store;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Leftovers;
import io.tidegate.flow.Signals;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.RunId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks through all tables for what may have been left behind. */
@Singleton
public final class PostgresLeftovers implements Leftovers {
    private static final Logger LOG = Logger.getLogger(PostgresLeftovers.class);
    private static final String WISH = """
            SELECT e.number, e.repository, e.pull, e.installation, e.owner, e.name, e.codec, e.body,
                e.done < e.wanted AS open
            FROM effect e
            """;

    private final Database database;
    private final StateCodec codec;

    public PostgresLeftovers(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public List<Served> repositories(int most) {
        return database.query("""
                UPDATE repository SET looked = now() WHERE id IN (
                    SELECT id FROM repository WHERE served ORDER BY looked NULLS FIRST, id LIMIT ?
                    FOR UPDATE SKIP LOCKED)
                RETURNING id, owner, name, installation, since""", PostgresLeftovers::served, most);
    }

    @Override
    public List<Known> pulls(long repository, Collection<Integer> numbers) {
        return database.query("""
                        SELECT pull, codec, state,
                            EXISTS (SELECT 1 FROM delivery d WHERE d.repository = change.repository
                                AND d.pull = change.pull AND d.outcome IS NULL)
                            OR EXISTS (SELECT 1 FROM effect e WHERE e.repository = change.repository
                                AND e.pull = change.pull AND e.key = 'inspect' AND e.done < e.wanted) AS busy
                        FROM change WHERE repository = ? AND (pull = ANY (?) OR open)""", this::known, repository, numbers.toArray(Integer[]::new)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<String> workspaces(int most) {
        return database.query("""
                UPDATE environment SET looked = now() WHERE workspace IN (
                    SELECT workspace FROM environment n ORDER BY EXISTS (
                        SELECT 1 FROM claim c JOIN effect e ON e.repository = c.repository
                        WHERE c.workspace = n.workspace AND e.kind IN ('StartApply', 'FollowRun', 'StopRun')
                            AND e.outcome = 'given up' AND e.done = e.wanted
                            AND e.finished > coalesce(n.looked, '-infinity')) DESC,
                        looked NULLS FIRST, workspace LIMIT ?
                    FOR UPDATE OF n SKIP LOCKED)
                RETURNING workspace""", row -> row.getString(1), most);
    }

    @Override
    public List<Wish> applies(int number) {
        return wishes(WISH + "WHERE e.kind = 'StartApply' AND e.pull = ? AND e.codec <= ?", number, StateCodec.VERSION);
    }

    @Override
    public boolean busy(ChangeId change, RunId run) {
        return database.one(
                        """
                        SELECT 1 WHERE EXISTS (SELECT 1 FROM delivery WHERE repository = ? AND pull = ? AND outcome IS NULL)
                            OR EXISTS (SELECT 1 FROM effect WHERE repository = ? AND pull = ? AND done < wanted
                                AND (key IN ('follow-run/' || ?, 'stop-run/' || ?) OR starts_with(key, 'confirm-run/' || ? || '/')))""",
                        row -> true,
                        change.repository(),
                        change.number(),
                        change.repository(),
                        change.number(),
                        run.text(),
                        run.text(),
                        run.text())
                .isPresent();
    }

    @Override
    public List<Wish> following(Duration longerThan, int most) {
        return wishes(WISH + """
                WHERE e.kind IN ('FollowRun', 'FollowTrial') AND e.done < e.wanted AND e.codec <= ?
                    AND e.created < now() - ? * interval '1 millisecond'
                ORDER BY e.number LIMIT ?""", StateCodec.VERSION, longerThan.toMillis(), most);
    }

    @Override
    public List<OpenCheck> openChecks(Duration untouched, int most) {
        return database.query("""
                SELECT o.repository, o.pull, o.purpose, o.id, r.owner, r.name, r.installation
                FROM external_object o JOIN repository r ON r.id = o.repository AND r.served
                WHERE starts_with(o.purpose, 'open-check/') AND o.id <> 0
                    AND o.created < now() - ? * interval '1 millisecond'
                ORDER BY o.created LIMIT ?""", PostgresLeftovers::openCheck, untouched.toMillis(), most);
    }

    @Override
    public List<Wish> unshown(Duration ago, int most) {
        return wishes(WISH + """
                JOIN repository r ON r.id = e.repository AND r.served
                WHERE e.outcome = 'given up' AND e.done = e.wanted AND e.codec <= ?
                    AND e.kind IN ('RefreshSummary', 'RefreshCheck', 'RefreshVerdict', 'RefreshProposal', 'RefreshGroup',
                        'CloseCheck', 'RecordDeployment')
                    AND e.finished < now() - ? * interval '1 millisecond'
                ORDER BY e.finished DESC LIMIT ?""", StateCodec.VERSION, ago.toMillis(), most);
    }

    @Override
    public List<Long> setAside(Duration ago, int most) {
        return database.query(
                """
                SELECT number FROM delivery
                WHERE outcome = 'set aside' AND source = ? AND payload IS NOT NULL AND codec <= ?
                    AND finished < now() - ? * interval '1 millisecond'
                ORDER BY number LIMIT ?""", row -> row.getLong(1), PostgresInbox.SOURCE, StateCodec.VERSION, ago.toMillis(), most);
    }

    @Override
    public void open(long delivery) {
        database.update("""
                UPDATE delivery SET outcome = NULL, finished = NULL, tries = 0, due = now(), lease_until = NULL
                WHERE number = ? AND outcome = 'set aside'""", delivery);
        database.signal(Signals.Queue.DELIVERIES);
    }

    /** What cannot be read is left where it is: it must not stand in the way of the others. */
    private List<Wish> wishes(String sql, Object... parameters) {
        return database.query(sql, this::wish, parameters).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Wish> wish(ResultSet row) throws SQLException {
        try {
            return Optional.of(new Wish(
                    row.getLong("number"),
                    new ChangeId(row.getLong("repository"), row.getInt("pull")),
                    new Repository(
                            row.getLong("repository"),
                            row.getString("owner"),
                            row.getString("name"),
                            row.getLong("installation")),
                    codec.effect(row.getInt("codec"), row.getString("body")),
                    row.getBoolean("open")));
        } catch (UnreadableState damaged) {
            LOG.warnf("The sweeper passes over effect %d: %s", row.getLong("number"), damaged.getMessage());
            return Optional.empty();
        }
    }

    private static Served served(ResultSet row) throws SQLException {
        return new Served(
                new Repository(
                        row.getLong("id"), row.getString("owner"), row.getString("name"), row.getLong("installation")),
                row.getTimestamp("since").toInstant());
    }

    private Optional<Known> known(ResultSet row) throws SQLException {
        try {
            Change change = codec.change(row.getInt("codec"), row.getString("state"));
            PullRequest seen = change.pullRequest();
            return Optional.of(new Known(
                    row.getInt("pull"),
                    seen != null,
                    change.open(),
                    row.getBoolean("busy"),
                    seen == null ? "" : seen.head(),
                    seen == null ? "" : seen.baseRef(),
                    seen != null && seen.draft()));
        } catch (UnreadableState damaged) {
            LOG.warnf("The sweeper passes over pull request %d: %s", row.getInt("pull"), damaged.getMessage());
            return Optional.empty();
        }
    }

    private static OpenCheck openCheck(ResultSet row) throws SQLException {
        String purpose = row.getString("purpose").substring("open-check/".length());
        int head = purpose.lastIndexOf('/');
        return new OpenCheck(
                new ChangeId(row.getLong("repository"), row.getInt("pull")),
                new Repository(
                        row.getLong("repository"),
                        row.getString("owner"),
                        row.getString("name"),
                        row.getLong("installation")),
                purpose.substring(0, head),
                purpose.substring(head + 1),
                row.getLong("id"));
    }
}
