package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.flow.Effects;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Every migration on a database that was in use, from every version to the newest. */
class MigrationsTest {
    static Stream<String> versions() {
        return FilledDatabase.versions().stream();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void a_database_of_any_version_goes_on_with_the_newest_one(String version) {
        FilledDatabase filled = FilledDatabase.at(version);
        long deliveries = Long.parseLong(filled.ask("SELECT count(*) FROM delivery"));
        filled.migrate(FilledDatabase.newest());

        Database database = new Database(source(filled.access));
        StateCodec codec = new StateCodec();
        assertThat(new PostgresChanges(database, codec).find(new ChangeId(7, 12)))
                .hasValueSatisfying(change -> assertThat(change.open()).isTrue());
        assertThat(new PostgresEnvironments(database, codec).find(List.of("ws-dev")))
                .containsKey("ws-dev");
        assertThat(filled.ask("SELECT count(*) FROM delivery")).isEqualTo(Long.toString(deliveries));
        PostgresInbox inbox = new PostgresInbox(database, codec);
        assertThat(inbox.claim(10, Duration.ofMinutes(1)))
                .extracting(one -> one.delivery().id())
                .containsExactly("guid-waits", "effect/1/1/1/1");
        assertThat(inbox.accept("github", "guid-done", "issue_comment", "{\"a\":1}".getBytes()))
                .as("a redelivery is known")
                .isFalse();
        assertThat(new PostgresEffects(database, codec).claim(10, Duration.ofMinutes(1)))
                .extracting(Effects.Claimed::effect)
                .containsExactly(new Effect.Inspect());
        assertThat(new PostgresSweeps(database).progress("webhooks").reached()).isNotNull();
    }

    @Test
    void the_samples_fill_every_table() {
        assertThat(FilledDatabase.at(FilledDatabase.newest()).everything())
                .hasSizeGreaterThan(10)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).doesNotStartWith("0 rows"));
    }

    static DataSource source(EmbeddedDatabase.Access access) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(access.url());
        source.setUser(access.username());
        source.setPassword(access.password());
        return source;
    }
}
