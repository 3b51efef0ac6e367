package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackupTest {
    /** A home that was in use, one for all: making one takes seconds. */
    @TempDir
    static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void use() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            FilledDatabase.at(FilledDatabase.newest(), database.access());
        }
    }

    private Path backup() {
        Path file = folder.resolve("backup");
        Backup.write(FilledDatabase.at(FilledDatabase.newest()).access, file);
        return file;
    }

    @Test
    void a_backup_of_a_running_tidegate_becomes_a_home_that_works_on() throws IOException {
        Path file = folder.resolve("backup");
        Map<String, String> then;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            then = new Open(database).filled.everything();
            Backup.Written written = Backup.write(home, TestDatabase.binaries(), file);
            assertThat(written.schema()).isEqualTo(FilledDatabase.newest());
            assertThat(written.tables()).isEqualTo(then.size());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Path other = folder.resolve("other");
        Restore.Restored restored = Restore.read(file, other, TestDatabase.binaries());
        assertThat(restored.tables()).isEqualTo(then.size());
        try (EmbeddedDatabase database = EmbeddedDatabase.start(other, TestDatabase.binaries())) {
            Open open = new Open(database);
            assertThat(open.filled.everything()).isEqualTo(then);
            long newest = Long.parseLong(open.filled.ask("SELECT max(number) FROM delivery"));
            assertThat(open.inbox.accept("github", "guid-new", "push", new byte[] {1}))
                    .isTrue();
            assertThat(Long.parseLong(open.filled.ask("SELECT max(number) FROM delivery")))
                    .isGreaterThan(newest);
            assertThat(open.inbox.claim(10, Duration.ofMinutes(1))).hasSize(3);
            assertThatThrownBy(() -> open.filled.execute("DELETE FROM audit"))
                    .as("what holds in the schema holds again")
                    .hasStackTraceContaining("append-only");
        }
    }

    @Test
    void a_backup_is_made_of_a_stopped_tidegate_too_and_overwrites_nothing() throws IOException {
        Path file = folder.resolve("backup");
        assertThat(Backup.write(home, TestDatabase.binaries(), file).rows()).isPositive();
        byte[] written = Files.readAllBytes(file);
        assertThatThrownBy(() -> Backup.write(home, TestDatabase.binaries(), file))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("exists already");
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    static Stream<String> versions() {
        return FilledDatabase.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_backup_of_every_version_can_be_restored_by_this_one(String version) throws IOException {
        FilledDatabase old = FilledDatabase.at(version);
        Path file = folder.resolve("backup");
        Backup.write(old.access, file);
        EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
        try (ZipFile archive = new ZipFile(file.toFile())) {
            Restore.restore(archive, manifest(file), access, file);
        }
        old.migrate(FilledDatabase.newest());
        Database database = new Database(MigrationsTest.source(access));
        assertThat(database.query("SELECT number || id FROM delivery ORDER BY number", row -> row.getString(1)))
                .isEqualTo(new Database(MigrationsTest.source(old.access))
                        .query("SELECT number || id FROM delivery ORDER BY number", row -> row.getString(1)));
    }

    @Test
    void nothing_is_restored_over_what_is_there_or_from_what_is_not() {
        Path file = backup();
        assertThatThrownBy(() -> Restore.read(file, home, TestDatabase.binaries()))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("database in " + home + " already");
        assertThatThrownBy(() -> Restore.read(folder.resolve("none"), folder, TestDatabase.binaries()))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("no file");
        assertThatThrownBy(() -> Backup.write(folder, TestDatabase.binaries(), folder.resolve("b")))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("no embedded database in " + folder);
    }

    @Test
    void a_damaged_file_is_refused_as_a_whole_and_no_database_is_made() throws IOException {
        Path whole = backup();
        byte[] bytes = Files.readAllBytes(whole);
        assertRefused(written("half", Arrays.copyOf(bytes, bytes.length / 2)), "damaged");
        assertRefused(written("text", "no archive".getBytes()), "damaged");
        assertRefused(changed("rows", "tables/change", "7\t13\t1\t1\t{}\tnow\n"), "the rows of change are not those");
        assertRefused(changed("none", "manifest.json", "{}"), "manifest.json cannot be read");
    }

    @Test
    void a_file_of_a_newer_version_is_refused() throws IOException {
        String manifest = new String(manifest(backup()).json());
        assertRefused(
                changed("format", "manifest.json", manifest.replace("\"format\" : 1", "\"format\" : 2")),
                "newer Tidegate");
        assertRefused(
                changed(
                        "schema",
                        "manifest.json",
                        manifest.replace("\"schema\" : \"" + FilledDatabase.newest() + "\"", "\"schema\" : \"999\"")),
                "newer Tidegate");
    }

    private void assertRefused(Path file, String why) {
        Path other = folder.resolve("refused");
        assertThatThrownBy(() -> Restore.read(file, other, TestDatabase.binaries()))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining(why);
        assertThat(other.resolve("database")).doesNotExist();
    }

    private Path written(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path changed(String name, String entry, String text) throws IOException {
        Path copy = Files.copy(folder.resolve("backup"), folder.resolve(name + ".zip"));
        try (FileSystem archive = FileSystems.newFileSystem(copy)) {
            Files.writeString(archive.getPath(entry), text);
        }
        return copy;
    }

    private static BackupManifest manifest(Path file) throws IOException {
        try (ZipFile archive = new ZipFile(file.toFile())) {
            return BackupManifest.read(archive.getInputStream(archive.getEntry(BackupManifest.ENTRY))
                    .readAllBytes());
        }
    }

    private static final class Open {
        final FilledDatabase filled;
        final PostgresInbox inbox;

        Open(EmbeddedDatabase database) {
            filled = FilledDatabase.of(database.access());
            inbox = new PostgresInbox(new Database(MigrationsTest.source(database.access())), new StateCodec());
        }
    }
}
