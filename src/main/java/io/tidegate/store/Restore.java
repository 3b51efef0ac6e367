package io.tidegate.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidegate.store.BackupManifest.Sequence;
import io.tidegate.store.BackupManifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Makes an embedded database of a backup: the schema as it was then, its rows, and after that the migrations that have come
 * since. The file is checked as a whole before anything is made.
 */
public final class Restore {
    /** What was restored. @param taken when the backup was made */
    public record Restored(int tables, long rows, String taken) {}

    private Restore() {}

    /**
     * @param home must hold no database, and no Tidegate may use it
     * @throws BackupFailure saying why it was not restored; then there is no database, as before
     */
    public static Restored read(Path file, Path home) {
        return read(file, home, EmbeddedDatabase.binaries(home));
    }

    static Restored read(Path file, Path home, Path binaries) {
        if (EmbeddedDatabase.isIn(home)) {
            throw new BackupFailure(
                    "There is a database in " + home + " already; a restore overwrites nothing. Stop its"
                            + " Tidegate, and move the folder `database` in it away, or set TIDEGATE_HOME to another folder.");
        }
        try (ZipFile archive = new ZipFile(file.toFile())) {
            BackupManifest manifest = manifest(archive, file);
            for (Table table : manifest.tables()) {
                verify(archive, table, file);
            }
            return restored(archive, manifest, home, binaries, file);
        } catch (IOException e) {
            throw Files.exists(file)
                    ? damaged(file, "it is no whole archive", e)
                    : new BackupFailure("There is no file " + file + ".", e);
        }
    }

    private static BackupManifest manifest(ZipFile archive, Path file) throws IOException {
        ZipEntry entry = archive.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw damaged(file, "it has no " + BackupManifest.ENTRY, null);
        }
        try (InputStream in = archive.getInputStream(entry)) {
            BackupManifest manifest = BackupManifest.read(in.readAllBytes());
            if (manifest.format() > BackupManifest.FORMAT) {
                throw newer(file);
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw damaged(file, BackupManifest.ENTRY + " cannot be read", e);
        }
    }

    private static void verify(ZipFile archive, Table table, Path file) throws IOException {
        ZipEntry entry = archive.getEntry(table.entry());
        if (entry == null) {
            throw damaged(file, "the rows of " + table.name() + " are missing", null);
        }
        MessageDigest digest = Backup.sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = archive.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw damaged(file, "the rows of " + table.name() + " are not those that were written", null);
        }
    }

    private static Restored restored(ZipFile archive, BackupManifest manifest, Path home, Path binaries, Path file)
            throws IOException {
        boolean whole = false;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, binaries)) {
            restore(archive, manifest, database.access(), file);
            whole = true;
            return new Restored(manifest.tables().size(), manifest.rows(), manifest.taken());
        } finally {
            if (!whole) {
                EmbeddedDatabase.remove(home.resolve("database"));
            }
        }
    }

    static void restore(ZipFile archive, BackupManifest manifest, EmbeddedDatabase.Access access, Path file)
            throws IOException {
        if (!isKnown(access, manifest.schema())) {
            throw newer(file);
        }
        flyway(access, MigrationVersion.fromVersion(manifest.schema())).migrate();
        try (Connection connection = DriverManager.getConnection(access.url(), access.username(), access.password())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Triggers and references are about what happens, and this has happened.
                statement.execute("SET LOCAL session_replication_role = replica");
            }
            if (!Backup.tables(connection)
                    .equals(manifest.tables().stream().map(Table::name).toList())) {
                throw damaged(file, "its tables are not those of its version", null);
            }
            for (Table table : manifest.tables()) {
                fill(connection, archive, table, file);
            }
            for (Sequence sequence : manifest.sequences()) {
                set(connection, sequence);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new BackupFailure(
                    "The rows in " + file + " could not be stored (SQL state " + e.getSQLState()
                            + "): nothing was restored.",
                    e);
        }
        flyway(access, MigrationVersion.LATEST).migrate();
    }

    /** What a migration wrote by itself gives way to what was there. */
    private static void fill(Connection connection, ZipFile archive, Table table, Path file)
            throws SQLException, IOException {
        if (!Backup.columns(connection, table.name()).equals(table.columns())) {
            throw damaged(file, "the columns of " + table.name() + " are not those of its version", null);
        }
        try (Statement statement = connection.createStatement();
                InputStream in = archive.getInputStream(archive.getEntry(table.entry()))) {
            statement.execute("DELETE FROM " + Backup.quoted(table.name()));
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY " + Backup.quoted(table.name()) + " (" + Backup.quoted(table.columns())
                                    + ") FROM STDIN",
                            in);
            if (rows != table.rows()) {
                throw damaged(
                        file, "it holds " + rows + " rows of " + table.name() + " instead of " + table.rows(), null);
            }
        }
    }

    private static void set(Connection connection, Sequence sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
            statement.setString(1, Backup.quoted(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.execute();
        }
    }

    private static boolean isKnown(EmbeddedDatabase.Access access, String schema) {
        MigrationInfo[] all = flyway(access, MigrationVersion.LATEST).info().all();
        return List.of(all).stream()
                .flatMap(one -> Optional.ofNullable(one.getVersion()).stream())
                .anyMatch(version -> version.getVersion().equals(schema));
    }

    private static Flyway flyway(EmbeddedDatabase.Access access, MigrationVersion target) {
        return Flyway.configure(Restore.class.getClassLoader())
                .dataSource(access.url(), access.username(), access.password())
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }

    private static BackupFailure newer(Path file) {
        return new BackupFailure(
                file + " was written by a newer Tidegate than this one. Restore it with that version, or"
                        + " a newer one; nothing was changed.");
    }

    private static BackupFailure damaged(Path file, String what, @Nullable Exception cause) {
        String message = file + " is no backup of Tidegate's, or a damaged one: " + what
                + ". Use another one; nothing was changed.";
        return cause == null ? new BackupFailure(message) : new BackupFailure(message, cause);
    }
}
