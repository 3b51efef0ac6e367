package io.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each verb that needs the database says of one that it cannot use where it is, why, and what to do. */
class UnusableDatabaseTest {
    /** With what is needed to call them. */
    private static final Map<String, String> VERBS = Map.of(
            "secrets", "",
            "secrets forget", " --all",
            "audit verify", "",
            "audit export", " --repository acme/infra --environment dev --from 2026-11-01 --to 2026-11-02 -");

    @TempDir
    Path home;

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void set() {
        System.setProperty("tidegate.home", home.toString());
        System.setProperty("tidegate.encryption-key", "a key for tests of verbs that nobody else uses");
        database(new EmbeddedDatabase.Access(
                "jdbc:postgresql://127.0.0.1:9/none?password=canary&user=kim", "kim", "canary"));
    }

    @AfterEach
    void unset() {
        List.of("home", "encryption-key", "database.url", "database.username", "database.password")
                .forEach(key -> System.clearProperty("tidegate." + key));
    }

    private static void database(EmbeddedDatabase.Access access) {
        System.setProperty("tidegate.database.url", access.url());
        System.setProperty("tidegate.database.username", access.username());
        System.setProperty("tidegate.database.password", access.password());
    }

    private static Outcome tidegate(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine program = Tidegate.program();
        int exit = program.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.split(" "));
        return new Outcome(exit, out.toString(), err.toString());
    }

    @Test
    void one_that_nobody_listens_at_is_named_without_its_credentials() {
        VERBS.forEach((verb, rest) -> assertThat(tidegate(verb + rest))
                .isEqualTo(new Outcome(
                        Tidegate.INTERNAL,
                        "",
                        "tidegate: " + verb
                                + " was not done. The database at 127.0.0.1:9/none cannot be used as kim: nothing listens"
                                + " there (connection refused). Start PostgreSQL, or correct the host and the port in"
                                + " tidegate.database.url.\n")));
    }

    @Test
    void a_password_that_is_wrong_is_told_from_a_database_that_is_not_there_and_from_one_that_is_empty() {
        EmbeddedDatabase.Access empty = TestDatabase.emptyDatabase();
        VERBS.forEach((verb, rest) -> {
            database(new EmbeddedDatabase.Access(empty.url(), empty.username(), "canary"));
            assertThat(tidegate(verb + rest).err())
                    .contains("it does not accept the password of this user")
                    .doesNotContain("canary");
            database(new EmbeddedDatabase.Access(
                    empty.url().replaceFirst("[^/]+$", "nowhere"), empty.username(), empty.password()));
            assertThat(tidegate(verb + rest).err()).contains("it has no database of that name");
        });
        database(empty);
        assertThat(tidegate("audit verify").err()).contains("it has no tables of Tidegate's");
    }

    @Test
    void an_address_with_a_password_in_front_of_the_host_is_refused_and_not_quoted() {
        System.setProperty("tidegate.database.url", "jdbc:postgresql://kim:canary@db.invalid:5432/x");
        VERBS.forEach((verb, rest) -> {
            Outcome outcome = tidegate(verb + rest);
            assertThat(outcome.exit()).isEqualTo(Tidegate.INTERNAL);
            assertThat(outcome.err())
                    .startsWith(
                            "tidegate: " + verb + " was not done. tidegate.database.url is no address of a PostgreSQL")
                    .doesNotContain("canary");
        });
    }

    @Test
    void a_start_with_such_an_address_is_refused_before_the_driver_sees_it() {
        System.setProperty("tidegate.database.url", "jdbc:postgresql://kim:canary@db.invalid/x");
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(said, true, UTF_8)) {
            System.setErr(err);
            assertThat(tidegate("run").exit()).isEqualTo(Tidegate.INTERNAL);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(UTF_8))
                .startsWith("tidegate: not started: tidegate.database.url is no address of a PostgreSQL database.")
                .doesNotContain("canary");
    }

    @Test
    void doctor_has_it_as_a_finding_with_its_remedy() {
        Outcome outcome = tidegate("doctor");
        assertThat(outcome.exit()).isEqualTo(DoctorVerb.PROBLEM);
        assertThat(outcome.out())
                .contains("problem  database: The database at 127.0.0.1:9/none cannot be used as kim: nothing listens"
                        + " there (connection refused).\n         -> Start PostgreSQL, or correct")
                .doesNotContain("canary");
    }

    @Test
    void a_start_says_the_same() {
        EmbeddedDatabase.Access refused = Run.external();
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection("jdbc:postgresql://127.0.0.1:9/none", "kim", "canary"));
        assertThat(Run.sentence(new IllegalStateException(failure), refused))
                .startsWith("The database at 127.0.0.1:9/none cannot be used as kim: nothing listens there");
        assertThat(Run.sentence(new IllegalStateException(new IllegalStateException("deep")), refused))
                .isEqualTo("deep");
    }
}
