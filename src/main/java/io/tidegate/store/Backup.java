package io.tidegate.store;

import io.tidegate.store.BackupManifest.Sequence;
import io.tidegate.store.BackupManifest.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes everything that the embedded database holds into one file, as it is at one moment: also while Tidegate runs. The
 * rows are in PostgreSQL's text form of COPY, so that any version of it can take them.
 */
public final class Backup {
    private static final String HISTORY = "flyway_schema_history";

    /** What was written. @param schema the newest migration that the database had */
    public record Written(int tables, long rows, String schema) {}

    private Backup() {}

    /**
     * @param home of the embedded database, whether its Tidegate runs or not
     * @param file must not exist yet
     * @throws BackupFailure saying why it was not written; then there is no such file
     */
    public static Written write(Path home, Path file) {
        return write(home, EmbeddedDatabase.binaries(home), file);
    }

    static Written write(Path home, Path binaries, Path file) {
        if (Files.exists(file)) {
            throw new BackupFailure(file + " exists already; a backup overwrites nothing. Name another file.");
        }
        if (!EmbeddedDatabase.isIn(home)) {
            throw new BackupFailure("There is no embedded database in " + home
                    + ". Set TIDEGATE_HOME to the folder with which Tidegate runs.");
        }
        return EmbeddedDatabase.reach(home, binaries, access -> write(access, file));
    }

    static Written write(EmbeddedDatabase.Access access, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path draft = Files.createTempFile(
                    folder,
                    ".tidegate-backup",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Connection connection =
                    DriverManager.getConnection(access.url(), access.username(), access.password())) {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                Written written = write(connection, draft);
                Files.createLink(file, draft);
                return written;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (FileAlreadyExistsException meanwhile) {
            throw new BackupFailure(file + " exists already; a backup overwrites nothing. Name another file.");
        } catch (IOException e) {
            throw new BackupFailure(
                    "The backup could not be written to " + file + " (" + e.getMessage()
                            + "). Name a file in a folder that exists and has room.",
                    e);
        } catch (SQLException e) {
            throw new BackupFailure(
                    "The database could not be read (SQL state " + e.getSQLState() + "): nothing was written.", e);
        }
    }

    private static Written write(Connection connection, Path draft) throws SQLException, IOException {
        String schema = one(
                connection,
                "SELECT version FROM " + HISTORY + " WHERE success AND version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1");
        List<Table> tables = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(draft);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16))) {
            for (String table : tables(connection)) {
                tables.add(copy(connection, table, zip));
            }
            BackupManifest manifest = new BackupManifest(
                    BackupManifest.FORMAT,
                    schema,
                    one(connection, "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"),
                    tables,
                    sequences(connection));
            zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
            zip.write(manifest.json());
            zip.closeEntry();
            return new Written(tables.size(), manifest.rows(), schema);
        }
    }

    private static Table copy(Connection connection, String table, ZipOutputStream zip)
            throws SQLException, IOException {
        List<String> columns = columns(connection, table);
        zip.putNextEntry(new ZipEntry("tables/" + table));
        MessageDigest digest = sha256();
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        // Closing it would close the archive.
        DigestOutputStream out = new DigestOutputStream(zip, digest);
        long rows = copies.copyOut("COPY " + quoted(table) + " (" + quoted(columns) + ") TO STDOUT", out);
        zip.closeEntry();
        return new Table(table, columns, rows, HexFormat.of().formatHex(digest.digest()));
    }

    /** Everything but what Flyway writes itself when the schema is made. */
    static List<String> tables(Connection connection) throws SQLException {
        return list(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_type = 'BASE TABLE' AND table_name <> '" + HISTORY + "' ORDER BY table_name");
    }

    /** Those that are stored as they are given. */
    static List<String> columns(Connection connection, String table) throws SQLException {
        return list(
                connection,
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
                        + table.replace("'", "''") + "' AND is_generated = 'NEVER' ORDER BY ordinal_position");
    }

    private static List<Sequence> sequences(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT sequencename, last_value FROM pg_sequences"
                        + " WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename")) {
            List<Sequence> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Sequence(rows.getString(1), rows.getLong(2)));
            }
            return found;
        }
    }

    private static List<String> list(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        return list(connection, sql).stream()
                .findFirst()
                .orElseThrow(() -> new BackupFailure("The database was never used: there is nothing to back up."));
    }

    static String quoted(List<String> names) {
        return String.join(", ", names.stream().map(Backup::quoted).toList());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
