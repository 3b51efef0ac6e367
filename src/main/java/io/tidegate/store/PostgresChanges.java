package io.tidegate.store;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeId;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Changes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Pull requests as rows of {@code change}. */
@Singleton
public final class PostgresChanges implements Changes {
    private static final String READ = "SELECT codec, state FROM change WHERE repository = ? AND pull = ?";

    private final Database database;
    private final StateCodec codec;

    public PostgresChanges(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public Change lock(ChangeId id, Repository repository) {
        return locked(id)
                .or(() -> added(id, repository))
                .orElseThrow(() -> new StoreFailure("pull request " + id + " vanished while it was being locked"));
    }

    private Optional<Change> locked(ChangeId id) {
        return read(READ + " FOR UPDATE", id);
    }

    /** Somebody else may be adding it at the same moment. */
    private Optional<Change> added(ChangeId id, Repository repository) {
        database.update(
                """
                INSERT INTO change (repository, pull, codec, state) VALUES (?, ?, ?, ?::json)
                ON CONFLICT (repository, pull) DO NOTHING""", id.repository(), id.number(), StateCodec.VERSION, codec.write(Change.unknown(id, repository)));
        return locked(id);
    }

    @Override
    public Optional<Change> find(ChangeId id) {
        return read(READ, id);
    }

    @Override
    public void save(Change change) {
        int rows = database.update(
                """
                UPDATE change SET version = version + 1, codec = ?, state = ?::json, updated = now()
                WHERE repository = ? AND pull = ?""",
                StateCodec.VERSION,
                codec.write(change),
                change.id().repository(),
                change.id().number());
        if (rows != 1) {
            throw new StoreFailure("pull request " + change.id() + " was saved without having been locked");
        }
    }

    @Override
    public List<Change> open(long installation, int most) {
        return database
                .query("""
                        SELECT change.codec, change.state FROM change
                        JOIN repository ON repository.id = change.repository
                        WHERE repository.installation = ? AND repository.served AND change.open
                        ORDER BY change.updated DESC LIMIT ?""", row -> codec.change(row.getInt("codec"), row.getString("state")), installation, most)
                .stream()
                .filter(Change::open)
                .toList();
    }

    private Optional<Change> read(String sql, ChangeId id) {
        return database.one(
                sql, row -> codec.change(row.getInt("codec"), row.getString("state")), id.repository(), id.number());
    }
}
