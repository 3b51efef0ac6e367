package io.tidegate.store;

import io.tidegate.flow.Sweeps;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the sweeper remembers, as rows of {@code sweep} and {@code sweep_try}. */
@Singleton
public final class PostgresSweeps implements Sweeps {
    private final Database database;

    public PostgresSweeps(Database database) {
        this.database = database;
    }

    @Override
    public OptionalLong begin(String part, boolean anyway, Duration lease) {
        database.update("INSERT INTO sweep (part) VALUES (?) ON CONFLICT (part) DO NOTHING", part);
        Optional<Long> fence = database.one("""
                UPDATE sweep SET lease = lease + 1, lease_until = now() + ? * interval '1 millisecond'
                WHERE part = ? AND (due <= now() OR ?) AND (lease_until IS NULL OR lease_until <= now())
                RETURNING lease""", row -> row.getLong(1), lease.toMillis(), part, anyway);
        return fence.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public void end(String part, long fence, Duration after) {
        database.update("""
                UPDATE sweep SET lease_until = NULL, due = now() + ? * interval '1 millisecond'
                WHERE part = ? AND lease = ?""", after.toMillis(), part, fence);
    }

    @Override
    public Progress progress(String part) {
        return database.one(
                        "SELECT reached, since, page FROM sweep WHERE part = ?",
                        row -> new Progress(instant(row, "reached"), instant(row, "since"), row.getString("page")),
                        part)
                .orElse(new Progress(null, null, null));
    }

    @Override
    public void remember(String part, Progress progress) {
        database.update("""
                INSERT INTO sweep (part, reached, since, page) VALUES (?, ?, ?, ?)
                ON CONFLICT (part) DO UPDATE SET
                    reached = excluded.reached, since = excluded.since, page = excluded.page""", part, timestamp(progress.reached()), timestamp(progress.since()), progress.page());
    }

    @Override
    public boolean mayTry(String what, int most, Duration pause) {
        return database.one("""
                        INSERT INTO sweep_try AS t (what) VALUES (?)
                        ON CONFLICT (what) DO UPDATE SET times = t.times + 1, last = now()
                            WHERE t.times < ? AND t.last <= now() - ? * interval '1 millisecond'
                        RETURNING times""", row -> row.getInt(1), what, most, pause.toMillis())
                .isPresent();
    }

    @Override
    public Set<String> known(String source, Collection<String> ids) {
        return database
                .query(
                        "SELECT id FROM delivery WHERE source = ? AND id = ANY (?)",
                        row -> row.getString(1),
                        source,
                        ids.toArray(String[]::new))
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
