package io.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.audit.SealKey;
import io.tidegate.change.ChangeId;
import io.tidegate.ops.InstallationKey;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.PostgresAudit;
import io.tidegate.store.PostgresSeals;
import io.tidegate.store.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditVerbTest {
    private static final String KEY = "a key for tests of the audit verbs that nobody uses";
    private static final List<String> SETTINGS = List.of(
            "tidegate.database.url",
            "tidegate.database.username",
            "tidegate.database.password",
            "tidegate.encryption-key",
            "tidegate.home");

    @TempDir
    Path home;

    private final TestDatabase database = TestDatabase.fresh();
    private PostgresSeals seals;
    private PostgresAudit audit;

    private record Outcome(int exit, String out) {}

    @BeforeEach
    void a_log_of_two_pull_requests() {
        EmbeddedDatabase.Access access = database.access();
        System.setProperty("tidegate.database.url", access.url());
        System.setProperty("tidegate.database.username", access.username());
        System.setProperty("tidegate.database.password", access.password());
        System.setProperty("tidegate.encryption-key", KEY);
        System.setProperty("tidegate.home", home.toString());
        SealKey key = InstallationKey.sealKeys(KEY, "", home).getFirst();
        seals = new PostgresSeals(database.database, key);
        audit = new PostgresAudit(database.database, database.codec);
        database.sql(
                "INSERT INTO repository (id, owner, name, installation, told) VALUES (7, 'acme', 'infra', 9, now())");
        audit.record(new ChangeId(7, 2), "Touched", "another pull request", Map.of());
        audit.record(new ChangeId(7, 1), "Reviewed", "ann approved", Map.of("by", "ann (12)"));
        audit.record(new ChangeId(7, 2), "Touched", "another \u001b[31m pull request", Map.of("environments", "dev"));
        audit.record(new ChangeId(7, 1), "EvidenceRead", "prod is confirmed", Map.of("environments", "dev prod"));
        database.inOne(seals::seal);
    }

    @AfterEach
    void unset() {
        SETTINGS.forEach(System::clearProperty);
    }

    @Test
    void verify_finds_nothing_and_then_the_changed_row_and_the_cut_off_end() {
        String head = seals.head().orElseThrow().text();
        assertThat(run("verify", "--head", head))
                .isEqualTo(new Outcome(0, "Nothing was changed in 4 sealed rows. Head: " + head + "\n"));
        assertThat(run("verify").out()).contains("cut off the end shows only with a head");

        tamper("UPDATE audit SET because = 'nobody approved' WHERE number = 2");
        Outcome changed = run("verify", "--head", head);
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.out()).contains("CHANGED: Row 2 is not what was sealed at place 2");

        tamper("UPDATE audit SET because = 'ann approved' WHERE number = 2", "DELETE FROM audit_seal WHERE number = 4");
        Outcome cut = run("verify", "--head", head);
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.out())
                .contains("CUT OFF: The chain ends at place 3", "INSERTED: Row 4 ", "has no seal and waits for none");
    }

    @Test
    void verify_says_what_waits_and_what_another_key_sealed() {
        audit.record(new ChangeId(7, 1), "Touched", "it waits", Map.of());
        assertThat(run("verify").out()).contains("1 rows wait for their seal");
        System.setProperty("tidegate.encryption-key", KEY + " and another one");
        Outcome foreign = run("verify");
        assertThat(foreign.exit()).isEqualTo(2);
        assertThat(foreign.out()).contains("4 of 4 seals are of another key");
        assertThat(run("verify", "--head", "nonsense").exit()).isEqualTo(64);
        System.clearProperty("tidegate.encryption-key");
        assertThat(run("verify").exit()).isEqualTo(70);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void an_export_holds_the_whole_story_of_its_pull_requests_and_is_checked_without_the_database() throws Exception {
        Path file = home.resolve("evidence.jsonl");
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String[] export = {
            "export",
            "--environment",
            "prod",
            "--repository",
            "Acme/infra",
            "--from",
            today,
            "--to",
            today,
            file.toString()
        };
        Outcome exported = run(export);
        assertThat(exported.out()).startsWith("2 rows of 1 pull requests");
        String text = Files.readString(file);
        assertThat(text.lines()).hasSize(4);
        assertThat(text).contains("ann approved", "prod is confirmed").doesNotContain("another ");
        assertThat(run(export).exit()).as("nothing is overwritten").isEqualTo(64);

        String head = seals.head().orElseThrow().text();
        System.setProperty("tidegate.database.url", "jdbc:postgresql://127.0.0.1:1/nowhere");
        Outcome checked = run("check", file.toString(), "--head", head);
        assertThat(checked.out())
                .startsWith("Evidence of prod in Acme/infra from " + today)
                .contains("Nothing was changed");
        assertThat(checked.exit()).isZero();

        assertChanged(file, text.replace("ann approved", "bob approved"), "CHANGED: Row 2");
        assertChanged(
                file,
                text.lines().filter(line -> !line.contains("\"number\":3")).reduce("", (a, b) -> a + b + "\n"),
                "REMOVED: Between places 2 and 4");
        assertChanged(file, text.substring(0, text.lastIndexOf("{\"position\":4")), "CUT OFF: ");
        assertChanged(file, text.replace("\"sealed\":\"2", "\"sealed\":\"x"), "CHANGED: Line 2 of the file");
    }

    private void assertChanged(Path file, String text, String finding) throws Exception {
        Files.writeString(file, text);
        Outcome checked = run(
                "check", file.toString(), "--head", seals.head().orElseThrow().text());
        assertThat(checked.out()).contains(finding);
        assertThat(checked.exit()).isEqualTo(1);
    }

    private void tamper(String... statements) {
        for (String table : List.of("audit", "audit_seal")) {
            database.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER");
        }
        List.of(statements).forEach(database::sql);
        for (String table : List.of("audit", "audit_seal")) {
            database.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER");
        }
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(new AuditVerb())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Outcome(exit, out.toString());
    }
}
