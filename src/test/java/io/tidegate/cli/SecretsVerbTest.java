package io.tidegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.flow.KeptSecrets;
import io.tidegate.secrets.KeptSource;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.PostgresKeptSecrets;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the setup keeps is seen by its names alone, and removed on purpose alone. */
class SecretsVerbTest {
    private static final String HOOK = "tidegate.github.webhook-secret";
    private static final String PEM = "tidegate.github.private-key";
    private static final Map<String, byte[]> THREE = Map.of(
            KeptSource.APP, "sealed".getBytes(UTF_8), HOOK, "sealed".getBytes(UTF_8), PEM, "sealed".getBytes(UTF_8));

    @TempDir
    Path home;

    private record Outcome(int exit, String out, String err) {}

    @AfterEach
    void unset() {
        List.of("url", "username", "password").forEach(key -> System.clearProperty("tidegate.database." + key));
        System.clearProperty("tidegate.home");
    }

    private static KeptSecrets external(EmbeddedDatabase.Access access) {
        System.setProperty("tidegate.database.url", access.url());
        System.setProperty("tidegate.database.username", access.username());
        System.setProperty("tidegate.database.password", access.password());
        return PostgresKeptSecrets.beside(access);
    }

    private static KeptSecrets keeping() {
        KeptSecrets kept = external(TestDatabase.fresh().access());
        kept.keep(THREE);
        return kept;
    }

    private static Outcome secrets(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new SecretsVerb())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    @Test
    void the_kept_keys_are_listed_with_their_times_and_without_their_values() {
        KeptSecrets kept = keeping();
        Outcome listed = secrets();
        assertThat(listed.exit()).isZero();
        assertThat(listed.out().lines()).hasSize(4);
        kept.since()
                .forEach((key, at) -> assertThat(listed.out())
                        .containsPattern(
                                "(?m)^" + key + " +since " + at.toString().substring(0, 19) + "Z$"));
        assertThat(listed.out()).doesNotContain("sealed").contains("secrets forget");
    }

    @Test
    void named_ones_are_removed_and_what_is_left_and_what_to_do_is_said() {
        KeptSecrets kept = keeping();
        Outcome forgotten = secrets("forget", HOOK, PEM);
        assertThat(forgotten.exit()).isZero();
        assertThat(kept.kept()).containsOnlyKeys(KeptSource.APP);
        assertThat(forgotten.out())
                .contains("Removed: " + PEM + ", " + HOOK + ".\n")
                .contains("Kept still: " + KeptSource.APP + "; the setup does not begin while")
                .contains("restart every process")
                .contains("replace them in the App's settings");
    }

    @Test
    void without_the_apps_id_the_others_are_said_to_be_of_no_use() {
        keeping();
        assertThat(secrets("forget", KeptSource.APP).out())
                .contains("Removed: " + KeptSource.APP + ".\n")
                .contains("Kept still: " + PEM + ", " + HOOK + ", which nothing uses");
    }

    @Test
    void all_of_them_are_removed_and_then_there_are_none() {
        KeptSecrets kept = keeping();
        assertThat(secrets("forget", "--all").out()).contains("begin the setup again with TIDEGATE_SETUP=true");
        assertThat(kept.kept()).isEmpty();
        Outcome again = secrets("forget", "--all");
        assertThat(again).isEqualTo(new Outcome(0, SecretsVerb.NOTHING + "\n", ""));
        assertThat(secrets().out()).isEqualTo(SecretsVerb.NOTHING + "\n");
    }

    @Test
    void a_name_that_is_not_kept_is_refused_with_what_is_and_removes_nothing() {
        KeptSecrets kept = keeping();
        Outcome refused = secrets("forget", HOOK, "tidegate.terraform.token");
        assertThat(refused.exit()).isEqualTo(Tidegate.USAGE);
        assertThat(refused.err())
                .isEqualTo("tidegate: tidegate.terraform.token is not kept. Kept: "
                        + String.join(", ", KeptSource.APP, PEM, HOOK) + ". Nothing was removed.\n");
        assertThat(kept.kept()).containsOnlyKeys(THREE.keySet());

        external(TestDatabase.emptyDatabase());
        assertThat(secrets("forget", HOOK).err())
                .contains(HOOK + " is not kept. " + SecretsVerb.NOTHING + " Nothing was removed.");
    }

    @Test
    void neither_keys_nor_all_and_both_at_once_are_wrong_calls() {
        KeptSecrets kept = keeping();
        assertThat(secrets("forget").exit()).isEqualTo(Tidegate.USAGE);
        Outcome both = secrets("forget", HOOK, "--all");
        assertThat(both.exit()).isEqualTo(Tidegate.USAGE);
        assertThat(both.err()).contains("either which keys, or --all");
        assertThat(kept.kept()).hasSize(3);
    }

    @Test
    void a_database_that_is_away_or_was_never_made_is_said_and_none_is_made() {
        external(new EmbeddedDatabase.Access("jdbc:postgresql://127.0.0.1:9/none", "", ""));
        assertThat(secrets().exit()).isEqualTo(Tidegate.INTERNAL);
        unset();
        System.setProperty("tidegate.home", home.toString());
        assertThat(Tidegate.execute("secrets", "forget", "--all")).isEqualTo(Tidegate.INTERNAL);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void on_the_embedded_database_it_works_beside_a_running_tidegate_and_without_one() throws IOException {
        System.setProperty("tidegate.home", home.toString());
        try (EmbeddedDatabase running = EmbeddedDatabase.start(home)) {
            EmbeddedDatabase.Access access = running.access();
            Flyway.configure()
                    .dataSource(access.url(), access.username(), access.password())
                    .load()
                    .migrate();
            PostgresKeptSecrets.beside(access).keep(THREE);
            assertThat(secrets("forget", HOOK).exit()).isZero();
        }
        assertThat(secrets().out()).contains(KeptSource.APP, PEM).doesNotContain(HOOK);
    }
}
