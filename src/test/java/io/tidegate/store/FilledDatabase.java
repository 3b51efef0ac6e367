package io.tidegate.store;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Pull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** A database as it was in use: after each migration the rows of that version are put into it. */
final class FilledDatabase {
    private static final Path SAMPLES = Path.of("src/test/resources/migration-samples");
    private static final StateCodec CODEC = new StateCodec();
    private static final String HOSTILE = "half a pair \ud800, NUL \0, \\N, tab\tand ‮ right to left";

    /** Of each version; nobody writes to them, or is connected for longer than it takes to make them. */
    private static final Map<String, EmbeddedDatabase.Access> TEMPLATES = new TreeMap<>();

    final EmbeddedDatabase.Access access;

    private FilledDatabase(EmbeddedDatabase.Access access) {
        this.access = access;
    }

    static FilledDatabase of(EmbeddedDatabase.Access access) {
        return new FilledDatabase(access);
    }

    /** @param version of the newest migration that is done */
    static FilledDatabase at(String version) {
        return new FilledDatabase(TestDatabase.copyOf(template(version)));
    }

    /** Each is made out of a copy of the one before: beginning anew takes a second, and a copy a tenth of it. */
    private static synchronized EmbeddedDatabase.Access template(String version) {
        EmbeddedDatabase.Access known = TEMPLATES.get(version);
        if (known != null) {
            return known;
        }
        int place = versions().indexOf(version);
        FilledDatabase filled = new FilledDatabase(
                place == 0
                        ? TestDatabase.emptyDatabase()
                        : TestDatabase.copyOf(template(versions().get(place - 1))));
        filled.migrate(version);
        filled.put(version);
        TEMPLATES.put(version, filled.access);
        return filled.access;
    }

    /** For a server of one's own. */
    static FilledDatabase at(String version, EmbeddedDatabase.Access access) {
        FilledDatabase filled = new FilledDatabase(access);
        for (String one : versions()) {
            if (Integer.parseInt(one) <= Integer.parseInt(version)) {
                filled.migrate(one);
                filled.put(one);
            }
        }
        return filled;
    }

    /** Of the migrations, in their order. */
    static List<String> versions() {
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
            return migrations
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .sorted(Comparator.comparing(Integer::valueOf))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String newest() {
        return versions().getLast();
    }

    void migrate(String version) {
        Flyway.configure()
                .dataSource(access.url(), access.username(), access.password())
                .locations("classpath:db/migration")
                .target(MigrationVersion.fromVersion(version))
                .load()
                .migrate();
    }

    private void put(String version) {
        try {
            String sql = Files.readString(SAMPLES.resolve("V" + version + ".sql"));
            for (Map.Entry<String, String> one : values().entrySet()) {
                sql = sql.replace(
                        "${" + one.getKey() + "}", "'" + one.getValue().replace("'", "''") + "'");
            }
            execute(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the form that the codec writes; what a form looks like is its own test's. */
    private static Map<String, String> values() {
        Pull pull = new Pull(12, new TreeMap<>());
        pull.title = HOSTILE;
        pull.inspected();
        ChangeId change = new ChangeId(7, 12);
        Outcome outcome = new Outcome(
                change,
                Pull.REPOSITORY,
                List.of(new ChangeEvent.CommentDeleted(5, Instant.parse("2026-11-01T10:00:00Z"))));
        return Map.of(
                "change", CODEC.write(pull.change),
                "environment", CODEC.write(EnvironmentState.free("ws-dev", "infra-dev")),
                "effect", CODEC.write(new Effect.Inspect()),
                "outcome", new String(CODEC.write(outcome), StandardCharsets.US_ASCII));
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    /** Every row of every table, by table. */
    Map<String, String> everything() {
        try (Connection connection = connect()) {
            Map<String, String> all = new TreeMap<>();
            for (String table : Backup.tables(connection)) {
                all.put(
                        table,
                        ask(
                                "SELECT count(*) || ' rows: ' || coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM "
                                        + table + " t"));
            }
            return all;
        } catch (SQLException e) {
            throw new StoreFailure(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }
}
