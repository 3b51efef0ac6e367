package io.tidegate.store;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Repositories;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Repositories as rows of {@code repository}. */
@Singleton
public final class PostgresRepositories implements Repositories {
    private static final String COLUMNS = "SELECT id, owner, name, installation, served, told FROM repository ";

    private final Database database;

    public PostgresRepositories(Database database) {
        this.database = database;
    }

    /** Nearly every delivery tells what is known: then nothing is written, and no row is locked. */
    @Override
    public Repository told(Repository repository, Instant received) {
        Optional<Known> known = find(repository.id());
        if (known.isPresent()
                && known.get().served()
                && known.get().repository().equals(repository)) {
            return repository;
        }
        database.update(
                """
                INSERT INTO repository (id, owner, name, installation, told) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, name = excluded.name,
                    installation = excluded.installation, told = excluded.told, served = true
                WHERE repository.told <= excluded.told""",
                repository.id(),
                repository.owner(),
                repository.name(),
                repository.installation(),
                Timestamp.from(received));
        return find(repository.id()).map(Known::repository).orElse(repository);
    }

    @Override
    public void left(long id, Instant received) {
        Timestamp at = Timestamp.from(received);
        database.update("UPDATE repository SET served = false, told = ? WHERE id = ? AND told <= ?", at, id, at);
    }

    @Override
    public Optional<Known> find(long id) {
        return database.one(COLUMNS + "WHERE id = ?", row -> new Known(repository(row), row.getBoolean("served")), id);
    }

    @Override
    public List<Repository> beginning(String workspace) {
        String lower = workspace.toLowerCase(Locale.ROOT);
        return database.query(
                COLUMNS + "WHERE served AND (lower(name) = ? OR starts_with(?, lower(name) || '-')) ORDER BY id",
                PostgresRepositories::repository,
                lower,
                lower);
    }

    private static Repository repository(ResultSet row) throws SQLException {
        return new Repository(
                row.getLong("id"), row.getString("owner"), row.getString("name"), row.getLong("installation"));
    }
}
