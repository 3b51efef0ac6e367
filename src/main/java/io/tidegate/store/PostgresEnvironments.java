package io.tidegate.store;

import io.tidegate.change.EnvironmentState;
import io.tidegate.flow.Environments;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What pull requests share, as rows of {@code environment}. */
@Singleton
public final class PostgresEnvironments implements Environments {
    private static final String READ = "SELECT codec, state FROM environment WHERE workspace = ?";

    private final Database database;
    private final StateCodec codec;

    public PostgresEnvironments(Database database, StateCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    @Override
    public Map<String, EnvironmentState> lock(Collection<String> workspaces) {
        SortedMap<String, EnvironmentState> locked = new TreeMap<>();
        for (String workspace : new TreeSet<>(workspaces)) {
            locked(workspace).or(() -> added(workspace)).ifPresent(state -> locked.put(workspace, state));
        }
        return locked;
    }

    private Optional<EnvironmentState> locked(String workspace) {
        return read(READ + " FOR UPDATE", workspace);
    }

    /** Somebody else may be adding it at the same moment. */
    private Optional<EnvironmentState> added(String workspace) {
        database.update("""
                INSERT INTO environment (workspace, codec, state) VALUES (?, ?, ?::json)
                ON CONFLICT (workspace) DO NOTHING""", workspace, StateCodec.VERSION, codec.write(EnvironmentState.free(workspace, workspace)));
        return locked(workspace);
    }

    @Override
    public Map<String, EnvironmentState> find(Collection<String> workspaces) {
        SortedMap<String, EnvironmentState> found = new TreeMap<>();
        for (String workspace : new TreeSet<>(workspaces)) {
            read(READ, workspace).ifPresent(state -> found.put(workspace, state));
        }
        return found;
    }

    @Override
    public void save(EnvironmentState state) {
        int rows = database.update("""
                UPDATE environment SET version = version + 1, codec = ?, state = ?::json, updated = now()
                WHERE workspace = ?""", StateCodec.VERSION, codec.write(state), state.workspace());
        if (rows != 1) {
            throw new StoreFailure("workspace " + state.workspace() + " was saved without having been locked");
        }
    }

    private Optional<EnvironmentState> read(String sql, String workspace) {
        return database.one(sql, row -> codec.environment(row.getInt("codec"), row.getString("state")), workspace);
    }
}
