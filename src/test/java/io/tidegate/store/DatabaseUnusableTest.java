package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a database cannot be used, in words, as seen by who looks into it from outside. */
class DatabaseUnusableTest {
    private static final String CANARY = "canary";
    private final EmbeddedDatabase.Access empty = TestDatabase.emptyDatabase();

    private static DatabaseUnusable failure(EmbeddedDatabase.Access access) {
        try {
            DatabaseProbe.look(access);
        } catch (DatabaseUnusable unusable) {
            assertThat(unusable.getMessage())
                    .isEqualTo(unusable.text() + " " + unusable.remedy())
                    .doesNotContain(CANARY, "jdbc:");
            return unusable;
        }
        throw new AssertionError("it was used");
    }

    private static DatabaseUnusable at(String address) {
        return failure(new EmbeddedDatabase.Access("jdbc:postgresql://" + address, "kim", CANARY));
    }

    /** The server's own address, with another end. */
    private String there(String rest) {
        return empty.url().replaceFirst("^jdbc:postgresql://", "").replaceFirst("/.*$", "") + rest;
    }

    @Test
    void nobody_listens_or_nobody_knows_the_host() {
        assertThat(at("127.0.0.1:9/none?user=kim&password=canary").text())
                .isEqualTo("The database at 127.0.0.1:9/none cannot be used as kim: nothing listens there (connection"
                        + " refused).");
        assertThat(at("127.0.0.1:9,127.0.0.1:10/none").text()).contains(" at 127.0.0.1:9,127.0.0.1:10/none cannot ");
        DatabaseUnusable nobody = at("nowhere.invalid/none");
        assertThat(nobody.text()).contains(" at nowhere.invalid:5432/none cannot ", "knows no host of that name");
        assertThat(nobody.remedy()).contains("Correct the host in tidegate.database.url");
    }

    @Test
    void the_password_is_wrong_or_missing() {
        DatabaseUnusable wrong = failure(new EmbeddedDatabase.Access(empty.url(), "postgres", CANARY));
        assertThat(wrong.text()).contains("cannot be used as postgres: it does not accept the password of this user");
        assertThat(wrong.remedy()).contains("tidegate.database.password", "docs/secrets.md");
        assertThat(failure(new EmbeddedDatabase.Access(empty.url(), "postgres", ""))
                        .text())
                .contains("it asks for a password, and there is none");
    }

    @Test
    void the_database_is_not_there_or_closed_or_its_role_may_not_log_in() throws SQLException {
        assertThat(failure(new EmbeddedDatabase.Access(
                                "jdbc:postgresql://" + there("/nowhere"), empty.username(), empty.password()))
                        .text())
                .contains("/nowhere cannot be used as postgres: it has no database of that name");
        TestDatabase database = TestDatabase.fresh();
        String name = database.access().url().replaceFirst("\\?.*$", "").replaceFirst("^.*/", "");
        database.sql("CREATE ROLE nobody_of_" + name + " PASSWORD 'canary'");
        assertThat(failure(new EmbeddedDatabase.Access(empty.url(), "nobody_of_" + name, CANARY))
                        .text())
                .contains("it does not let this user in from here");
        database.sql("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
        database.sql("ALTER ROLE nobody_of_" + name + " LOGIN");
        assertThat(failure(new EmbeddedDatabase.Access(database.access().url(), "nobody_of_" + name, CANARY))
                        .text())
                .contains("this user lacks a right");
        TestDatabase.fresh().sql("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
        assertThat(failure(database.access()).text()).contains("it takes no connections at all now");
    }

    @Test
    void it_offers_no_tls_or_that_of_an_authority_that_nobody_named(@TempDir Path folder) throws Exception {
        String url = "jdbc:postgresql://" + there("/postgres?sslmode=require");
        assertThat(failure(new EmbeddedDatabase.Access(url, empty.username(), empty.password()))
                        .text())
                .contains("it does not offer the TLS that tidegate.database.url demands");
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SSLContext context = selfSigned(folder);
            Thread.ofVirtual().start(() -> secure(door, context));
            DatabaseUnusable unknown = at("127.0.0.1:" + door.getLocalPort() + "/x?sslmode=verify-full&sslfactory="
                    + "org.postgresql.ssl.DefaultJavaSSLFactory");
            assertThat(unknown.text()).contains("TLS failed: its certificate is none that");
            assertThat(unknown.remedy()).contains("sslrootcert=");
        }
    }

    /** As a server that has TLS: it says so, and shows its certificate. */
    private static void secure(ServerSocket door, SSLContext context) {
        try (Socket plain = door.accept()) {
            assertThat(plain.getInputStream().readNBytes(8)).hasSize(8);
            plain.getOutputStream().write('S');
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false);
            secured.startHandshake();
        } catch (IOException refused) {
            assertThat(refused).as("the other side ends it").isNotNull();
        }
    }

    private static SSLContext selfSigned(Path folder)
            throws GeneralSecurityException, IOException, InterruptedException {
        Path store = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storepass",
                        "of nobody",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), "of nobody".toCharArray()), "of nobody".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void something_else_listens_there() throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket one = door.accept()) {
                    one.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    assertThat(door.isClosed()).isTrue();
                }
            });
            assertThat(at("127.0.0.1:" + door.getLocalPort() + "/x").text())
                    .contains("what listens there does not speak as PostgreSQL does");
        }
    }

    @Test
    void it_holds_nothing_of_tidegates() {
        AuditArchive archive = AuditArchive.of(empty);
        assertThatThrownBy(() -> archive.unsealed(1))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("it has no tables of Tidegate's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://kim:canary@db.invalid/x",
                "jdbc:postgresql://kim:canary@db.invalid/x",
                "jdbc:postgresql://kim:canary@db.invalid:5432/x",
                "jdbc:postgresql://kim:can/ary@db.invalid:5432/x",
                "jdbc:mysql://canary/x",
                "canary"
            })
    void what_is_no_address_or_has_a_password_in_front_of_the_host_is_refused_without_being_quoted(String url) {
        EmbeddedDatabase.Access access = new EmbeddedDatabase.Access(url, "kim", CANARY);
        assertThatThrownBy(() -> DatabaseProbe.look(access))
                .isInstanceOf(StoreFailure.class)
                .hasMessageStartingWith("tidegate.database.url is no address of a PostgreSQL database. Write it as")
                .hasMessageNotContaining(CANARY)
                .hasMessageNotContaining("ary@");
        assertThatThrownBy(() -> AuditArchive.of(access)).hasMessageNotContaining("ary");
    }

    @Test
    void addresses_of_all_forms_that_the_driver_knows_are_shown() {
        assertThat(DatabaseAddress.of("jdbc:postgresql:tidegate").text()).isEqualTo("localhost:5432/tidegate");
        assertThat(DatabaseAddress.of("jdbc:postgresql://[::1]/a%20b?ssl=true").text())
                .isEqualTo("[::1]:5432/a b");
        assertThatCode(() -> DatabaseAddress.of("jdbc:postgresql://db.example/x?password=p@ss"))
                .doesNotThrowAnyException();
    }
}
