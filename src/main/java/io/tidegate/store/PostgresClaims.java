package io.tidegate.store;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Claims;
import io.tidegate.run.WorkspaceSeen;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Claims on workspaces as rows of {@code claim}. */
@Singleton
public final class PostgresClaims implements Claims {
    private final Database database;

    public PostgresClaims(Database database) {
        this.database = database;
    }

    /** Two statements, each committed by itself: one alone would not see what somebody else inserts beside it. */
    @Override
    public List<Claim> claim(WorkspaceSeen workspace, Repository repository, EnvironmentName environment) {
        database.update(
                """
                INSERT INTO claim (workspace, repository, named, owner, name, environment) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (workspace, repository) DO UPDATE SET named = excluded.named, owner = excluded.owner,
                    name = excluded.name, environment = excluded.environment, seen = now()""",
                workspace.id(),
                repository.id(),
                named(new Named(workspace.organization(), workspace.name())),
                repository.owner(),
                repository.name(),
                environment.text());
        return on(workspace);
    }

    @Override
    public List<Claim> on(WorkspaceSeen workspace) {
        return database.query("""
                SELECT repository, owner, name, environment, since FROM claim WHERE workspace = ?
                ORDER BY since, repository""", PostgresClaims::claim, workspace.id());
    }

    @Override
    public void keep(Repository repository, Collection<Named> still) {
        database.update(
                """
                DELETE FROM claim WHERE repository = ? AND lower(owner) = lower(?) AND lower(name) = lower(?)
                    AND named <> ALL (?)""",
                repository.id(),
                repository.owner(),
                repository.name(),
                still.stream().map(PostgresClaims::named).toArray(String[]::new));
    }

    @Override
    public void decide(WorkspaceSeen workspace, Repository repository) {
        database.update("DELETE FROM claim WHERE workspace = ? AND repository <> ?", workspace.id(), repository.id());
    }

    private static String named(Named name) {
        return (name.organization() + "/" + name.workspace()).toLowerCase(Locale.ROOT);
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                new Repository(row.getLong("repository"), row.getString("owner"), row.getString("name"), 0),
                new EnvironmentName(row.getString("environment")),
                row.getTimestamp("since").toInstant());
    }
}
