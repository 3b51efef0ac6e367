package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    /** One for all that start from a stopped server: making one takes seconds. */
    @TempDir
    static Path home;

    /** Started by a test in a process of its own, to be killed. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
            try (Connection connection = connect(database.access());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS kept (id int)");
                statement.execute("INSERT INTO kept VALUES (1)");
                System.out.println("ready");
                Thread.sleep(60_000);
            }
        }
    }

    @Test
    void what_is_committed_is_on_disk_and_nobody_gets_in_without_the_password() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            EmbeddedDatabase.Access access = database.access();
            assertThat(ask(access, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(access, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(access, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(access, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(access, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(access, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThat(ask(access, "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'postgres'"))
                    .isEqualTo("SCRAM-SHA-256");
            assertThatThrownBy(() -> connect(new EmbeddedDatabase.Access(access.url(), "postgres", "guess")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            Path password = home.resolve("database").resolve("password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(password)).hasSize(48);
            assertThat(access).asString().doesNotContain(access.password());
            assertThat(reachedFromOutside(access)).isEmpty();
        }
    }

    @Test
    void a_home_that_is_in_use_is_refused_with_the_process_that_uses_it() throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            assertThat(ask(first.access(), "SELECT 1::text")).isEqualTo("1");
            assertThatThrownBy(() -> EmbeddedDatabase.start(home, TestDatabase.binaries()))
                    .isInstanceOf(EmbeddedDatabase.CannotStart.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("TIDEGATE_HOME");
        }
        try (EmbeddedDatabase second = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            assertThat(ask(second.access(), "SELECT 2::text")).isEqualTo("2");
        }
    }

    @Test
    void a_server_left_by_a_killed_process_is_stopped_and_its_data_are_there_again() throws Exception {
        for (int kill = 0; kill < 2; kill++) {
            Process victim = victim();
            long server = serverOf(home);
            victim.destroyForcibly().waitFor();
            assertThat(ProcessHandle.of(server)).isPresent();
        }
        long orphan = serverOf(home);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
            assertThat(ask(database.access(), "SELECT count(*)::text FROM kept"))
                    .isEqualTo("2");
            assertThat(serverOf(home)).isNotEqualTo(orphan);
            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    void a_process_that_is_no_server_of_ours_is_left_alone() throws Exception {
        EmbeddedDatabase.start(home, TestDatabase.binaries()).close();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Path data = home.resolve("database").resolve("data");
            Files.writeString(data.resolve("postmaster.pid"), stranger.pid() + "\n" + data + "\n");
            try (EmbeddedDatabase database = EmbeddedDatabase.start(home, TestDatabase.binaries())) {
                assertThat(ask(database.access(), "SELECT 1::text")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_first_start_that_was_cut_off_begins_again(@TempDir Path torn) throws Exception {
        Path data = torn.resolve("database").resolve("data");
        Files.createDirectories(data.resolve("base"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(torn, TestDatabase.binaries())) {
            assertThat(ask(database.access(), "SELECT 1::text")).isEqualTo("1");
        }
    }

    private Process victim() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        home.toString(),
                        TestDatabase.binaries().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.equals("ready")) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo("ready");
        return process;
    }

    private static long serverOf(Path home) throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("database").resolve("data").resolve("postmaster.pid"))
                        .getFirst());
    }

    private static List<String> reachedFromOutside(EmbeddedDatabase.Access access) throws IOException {
        int port = URI.create(access.url().substring("jdbc:".length())).getPort();
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .filter(address -> {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), 500);
                        return true;
                    } catch (IOException refused) {
                        return false;
                    }
                })
                .map(Object::toString)
                .toList();
    }

    private static Connection connect(EmbeddedDatabase.Access access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }

    private static String ask(EmbeddedDatabase.Access access, String sql) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
