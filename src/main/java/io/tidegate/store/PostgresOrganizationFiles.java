package io.tidegate.store;

import io.tidegate.flow.OrganizationFiles;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Organisations' own configurations as rows of {@code organization_file}. */
@Singleton
public final class PostgresOrganizationFiles implements OrganizationFiles {
    private final Database database;

    public PostgresOrganizationFiles(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Seen> find(long installation) {
        return database.one(
                "SELECT commit, sound FROM organization_file WHERE installation = ?",
                row -> new Seen(row.getString("commit"), row.getString("sound")),
                installation);
    }

    @Override
    public void seen(long installation, String commit, @Nullable String sound) {
        database.update("""
                INSERT INTO organization_file (installation, commit, sound) VALUES (?, ?, ?)
                ON CONFLICT (installation) DO UPDATE SET commit = excluded.commit,
                    sound = coalesce(excluded.sound, organization_file.sound), seen = now()""", installation, commit, sound);
    }
}
