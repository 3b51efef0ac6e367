package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.flow.Forgetting;
import io.tidegate.flow.Round;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a database that was in use: what is emptied and deleted, and what never is. */
class PostgresRetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration QUARTER = Duration.ofDays(90);

    private final FilledDatabase filled = FilledDatabase.at(FilledDatabase.newest());
    private final Database database = new Database(MigrationsTest.source(filled.access));
    private final PostgresInbox inbox = new PostgresInbox(database, new StateCodec());
    private final PostgresRetention retention = new PostgresRetention(database);

    private int look(Duration payloads, Duration rows) {
        return new Forgetting(retention, payloads, rows)
                .look(new Round(InstantSource.system(), Instant.now().plusSeconds(60)));
    }

    private void everythingIs(String old) {
        filled.execute("UPDATE delivery SET received = now() - interval '" + old + "',"
                + " finished = CASE WHEN outcome IS NOT NULL THEN now() - interval '" + old + "' END");
        filled.execute("UPDATE effect SET finished = now() - interval '" + old + "' WHERE outcome IS NOT NULL");
        filled.execute("UPDATE sweep_try SET last = now() - interval '" + old + "'");
        filled.execute(
                "UPDATE run_place SET asked = now() - interval '" + old + "', taken = now() - interval '" + old + "'");
    }

    @Test
    void bodies_of_what_is_done_are_emptied_and_a_redelivery_is_still_the_same() {
        everythingIs("31 days");
        assertThat(retention.emptyPayloads(MONTH, 10)).isEqualTo(1);
        assertThat(filled.ask("SELECT string_agg(id, ' ' ORDER BY id) FROM delivery WHERE payload IS NULL"))
                .isEqualTo("guid-done");
        assertThat(inbox.accept("github", "guid-done", "issue_comment", "{\"a\":1}".getBytes()))
                .as("the same")
                .isFalse();
        assertThat(inbox.accept("github", "guid-done", "issue_comment", "{\"a\":2}".getBytes()))
                .as("something else under its id")
                .isTrue();
    }

    @Test
    void what_was_set_aside_keeps_its_body_and_a_redelivery_opens_it() {
        everythingIs("31 days");
        look(MONTH, QUARTER);
        assertThat(inbox.accept("github", "guid-aside", "pull_request", "{}".getBytes()))
                .isTrue();
        assertThat(inbox.claim(10, Duration.ofMinutes(1)))
                .extracting(one -> one.delivery().id())
                .contains("guid-aside");
    }

    @Test
    void old_rows_go_and_what_waits_what_is_known_and_the_audit_stay() {
        everythingIs("91 days");
        Map<String, String> before = filled.everything();
        assertThat(look(MONTH, QUARTER)).isPositive();
        assertThat(filled.ask("SELECT string_agg(id, ' ' ORDER BY number) FROM delivery"))
                .isEqualTo("guid-waits effect/1/1/1/1");
        assertThat(filled.ask("SELECT string_agg(key, ' ' ORDER BY number) FROM effect"))
                .as("one is open, and one of an open pull request was given up")
                .isEqualTo("inspect refresh-verdict");
        assertThat(filled.ask("SELECT (SELECT count(*) FROM run_place) || ' ' || (SELECT count(*) FROM sweep_try)"))
                .isEqualTo("0 0");
        assertThat(filled.everything())
                .containsAllEntriesOf(Map.of(
                        "audit", before.get("audit"),
                        "change", before.get("change"),
                        "environment", before.get("environment"),
                        "claim", before.get("claim"),
                        "external_object", before.get("external_object"),
                        "repository", before.get("repository"),
                        "organization_file", before.get("organization_file")));
        assertThat(look(MONTH, QUARTER)).isZero();

        filled.execute("UPDATE change SET state = replace(state::text, '\"OPEN\"', '\"CLOSED\"')::json");
        assertThat(look(MONTH, QUARTER)).isEqualTo(1);
        assertThat(filled.ask("SELECT string_agg(key, ' ') FROM effect")).isEqualTo("inspect");
    }

    @Test
    void much_goes_in_small_batches() {
        filled.execute("INSERT INTO delivery (source, id, kind, payload, received, finished, outcome, reason)"
                + " SELECT 'github', 'old-' || n, 'push', '\\x01', now() - interval '91 days',"
                + " now() - interval '91 days', 'done', 'done' FROM generate_series(1, 1201) n");
        assertThat(retention.forgetDeliveries(QUARTER, 500)).isEqualTo(500);
        assertThat(look(QUARTER, QUARTER)).isGreaterThanOrEqualTo(701);
        assertThat(filled.ask("SELECT count(*) FROM delivery WHERE id LIKE 'old-%'"))
                .isEqualTo("0");
    }

    @Test
    void rows_are_kept_for_as_long_as_github_delivers_again() {
        assertThatThrownBy(() -> new Forgetting(retention, MONTH, Duration.ofDays(7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tidegate.retention.rows");
    }
}
