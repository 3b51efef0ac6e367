package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.audit.Examination;
import io.tidegate.audit.Finding;
import io.tidegate.audit.Head;
import io.tidegate.audit.SealKey;
import io.tidegate.change.ChangeId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresSealsTest {
    private static final SealKey KEY =
            SealKey.derivedFrom("a secret of this installation".getBytes(StandardCharsets.UTF_8));

    private final TestDatabase database = TestDatabase.fresh();
    private final PostgresAudit audit = new PostgresAudit(database.database, database.codec);
    private final PostgresSeals seals = new PostgresSeals(database.database, KEY);
    private final AuditArchive archive = new AuditArchive(database.database);

    @Test
    void what_nobody_touched_is_found_as_it_was_sealed() {
        record(10);
        seal();
        record(5);
        seal();
        Examination.Result result = examine(seals.head().orElseThrow());
        assertThat(result.findings()).isEmpty();
        assertThat(result.links()).isEqualTo(15);
        assertThat(result.foreign()).isZero();
        assertThat(archive.unsealed(10)).isEmpty();
    }

    @Test
    void a_row_that_commits_late_with_a_lower_number_is_sealed_when_it_is_seen() throws SQLException {
        record(1);
        try (Connection late = database.direct().getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("INSERT INTO audit (repository, pull, what, because, facts)"
                    + " VALUES (7, 1, 'Late', 'it took its time', '{}')");
            record(2);
            seal();
            assertThat(seals.head().orElseThrow().number()).isEqualTo(4);
            late.commit();
        }
        record(1);
        seal();
        assertThat(database.value(
                        "SELECT string_agg(number::text, ' ' ORDER BY position) FROM audit_seal", String.class))
                .isEqualTo("1 3 4 2 5");
        assertThat(examine(seals.head().orElseThrow()).findings()).isEmpty();
    }

    @Test
    void numbers_that_were_never_used_are_no_gap() {
        record(1);
        assertThatThrownBy(() -> database.inOne(() -> {
                    record(3);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        record(1);
        seal();
        assertThat(examine(seals.head().orElseThrow()).findings()).isEmpty();
    }

    @Test
    void many_sealers_make_one_chain() throws Exception {
        try (var replicas = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 25; i++) {
                    record(2);
                    seal();
                }
                return true;
            };
            for (Future<Boolean> done : replicas.invokeAll(List.of(work, work, work, work))) {
                assertThat(done.get()).isTrue();
            }
        }
        seal();
        Examination.Result result = examine(seals.head().orElseThrow());
        assertThat(result.findings()).isEmpty();
        assertThat(result.links()).isEqualTo(200);
    }

    @Test
    void a_changed_row_is_named() {
        sealed(9);
        tamper("UPDATE audit SET because = 'somebody else did it' WHERE number = 4");
        assertFindings(null).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.CHANGED);
            assertThat(finding.text()).startsWith("Row 4 is not what was sealed at place 4");
        });
    }

    @Test
    void a_changed_row_whose_seal_was_recomputed_without_the_key_is_named() {
        sealed(9);
        SealKey forged = SealKey.derivedFrom("a secret of somebody else".getBytes(StandardCharsets.UTF_8));
        tamper(
                "UPDATE audit SET pull = 2 WHERE number = 4",
                "UPDATE audit_seal SET digest = '" + KEY.prefix()
                        + forged.digest(archive.after(3).next().entry())
                                .substring(KEY.prefix().length()) + "' WHERE number = 4");
        assertFindings(null).extracting(Finding::kind).contains(Finding.Kind.CHANGED);
    }

    @Test
    void a_removed_row_is_named_with_or_without_its_seal() {
        sealed(9);
        tamper("DELETE FROM audit WHERE number = 4");
        assertFindings(null).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED);
            assertThat(finding.text()).startsWith("Row 4 is missing");
        });
        tamper("DELETE FROM audit_seal WHERE number = 4");
        assertFindings(null).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.REMOVED);
            assertThat(finding.text()).startsWith("Between places 3 and 5");
        });
        tamper("UPDATE audit_seal SET position = position - 1 WHERE position > 4");
        assertFindings(null)
                .isNotEmpty()
                .first()
                .satisfies(finding ->
                        assertThat(finding.text()).startsWith("The seal of row 5 at place 4 does not continue"));
    }

    @Test
    void a_row_that_was_put_in_later_is_named_whether_it_is_sealed_or_not() {
        sealed(9);
        tamper("INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT 77, at - interval '1 day', repository, pull, what,"
                + " because, facts FROM audit WHERE number = 4");
        assertThat(archive.unsealed(10)).singleElement().satisfies(row -> {
            assertThat(row.number()).isEqualTo(77);
            assertThat(row.waits()).isFalse();
        });
        database.sql("INSERT INTO audit_unsealed VALUES (77)");
        seal();
        record(1);
        seal();
        assertFindings(null).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.INSERTED);
            assertThat(finding.text()).startsWith("Row 77 says it is of ");
        });
    }

    @Test
    void exchanged_rows_are_named() {
        sealed(9);
        tamper("UPDATE audit a SET because = b.because, facts = b.facts, at = b.at FROM audit b"
                + " WHERE a.number IN (3, 7) AND b.number = 10 - a.number");
        assertFindings(null)
                .extracting(Finding::text)
                .containsExactly(
                        "What was sealed as row 3 at place 3 stands as row 7 now: rows were exchanged.",
                        "What was sealed as row 7 at place 7 stands as row 3 now: rows were exchanged.");
    }

    @Test
    void exchanged_places_are_named() {
        sealed(9);
        tamper(
                "UPDATE audit_seal SET position = 100 WHERE position = 3",
                "UPDATE audit_seal SET position = 3 WHERE position = 7",
                "UPDATE audit_seal SET position = 7 WHERE position = 100");
        assertFindings(null)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.REORDERED));
    }

    @Test
    void rows_cut_off_the_end_are_missed_with_the_published_head_and_only_with_it() {
        sealed(9);
        Head head = seals.head().orElseThrow();
        tamper("DELETE FROM audit WHERE number > 6", "DELETE FROM audit_seal WHERE number > 6");
        assertFindings(null).isEmpty();
        assertFindings(head).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.CUT_OFF);
            assertThat(finding.text()).contains("ends at place 6", "head is at place 9");
        });
    }

    @Test
    void a_row_that_was_removed_before_its_seal_is_named() {
        record(3);
        tamper("DELETE FROM audit WHERE number = 2");
        seal();
        assertThat(archive.vanished(10)).containsExactly(2L);
        assertFindings(null).isEmpty();
    }

    @Test
    void rows_of_another_key_are_counted_and_their_order_is_still_looked_at() {
        sealed(4);
        SealKey other = SealKey.derivedFrom("the key after a change of keys".getBytes(StandardCharsets.UTF_8));
        record(4);
        database.inOne(() -> new PostgresSeals(database.database, other).seal());
        Examination.Result result = Examination.of(
                archive.after(0),
                List.of(other),
                Examination.Start.BEGINNING,
                seals.head().orElseThrow());
        assertThat(result.foreign()).isEqualTo(4);
        assertThat(result.findings()).isEmpty();
    }

    @Test
    void with_the_keys_of_before_and_after_a_rotation_the_whole_chain_is_verified() {
        sealed(4);
        SealKey next = SealKey.derivedFrom("the key after a rotation of keys".getBytes(StandardCharsets.UTF_8));
        PostgresSeals rotated = new PostgresSeals(database.database, next);
        record(4);
        database.inOne(rotated::seal);
        assertThat(examine(List.of(next, KEY)).foreign()).isZero();
        assertThat(examine(List.of(next, KEY)).findings()).isEmpty();

        tamper("UPDATE audit SET because = 'another reason' WHERE number = 2");
        assertThat(examine(List.of(next)).findings()).isEmpty();
        assertThat(examine(List.of(next, KEY)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("Row 2 is not what was sealed"));
    }

    @Test
    void neither_rows_nor_seals_can_be_changed_in_the_usual_way() {
        sealed(1);
        for (String refused : List.of(
                "UPDATE audit SET pull = 2",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "UPDATE audit_seal SET number = 2",
                "DELETE FROM audit_seal",
                "TRUNCATE audit_seal")) {
            assertThatThrownBy(() -> database.sql(refused)).as(refused).isInstanceOf(StoreFailure.class);
        }
    }

    private void record(int rows) {
        for (int i = 0; i < rows; i++) {
            audit.record(new ChangeId(7, 1), "Touched", "because of " + System.nanoTime(), Map.of("by", "ann (12)"));
        }
    }

    private void seal() {
        database.inOne(seals::seal);
    }

    private void sealed(int rows) {
        record(rows);
        seal();
    }

    /** As somebody who owns the database would. */
    private void tamper(String... statements) {
        database.sql("ALTER TABLE audit DISABLE TRIGGER USER");
        database.sql("ALTER TABLE audit_seal DISABLE TRIGGER USER");
        List.of(statements).forEach(database::sql);
        database.sql("ALTER TABLE audit ENABLE TRIGGER USER");
        database.sql("ALTER TABLE audit_seal ENABLE TRIGGER USER");
    }

    private Examination.Result examine(List<SealKey> keys) {
        return Examination.of(
                archive.after(0),
                keys,
                Examination.Start.BEGINNING,
                seals.head().orElseThrow());
    }

    private Examination.Result examine(@Nullable Head published) {
        return Examination.of(archive.after(0), List.of(KEY), Examination.Start.BEGINNING, published);
    }

    private AbstractListAssert<?, List<? extends Finding>, Finding, ObjectAssert<Finding>> assertFindings(
            @Nullable Head published) {
        return assertThat(examine(published).findings());
    }
}
