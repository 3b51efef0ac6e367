package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second role takes the place of the first, by the statements of the runbook in docs/secrets.md. */
class DatabaseRolesTest {
    private static final String LAST_BUT_ONE = "11";

    private final EmbeddedDatabase.Access superuser = TestDatabase.emptyDatabase();
    private final EmbeddedDatabase.Access administrator = as("administrator", "a");
    private final EmbeddedDatabase.Access first = as("tidegate", "of the first");
    private final EmbeddedDatabase.Access second = as("tidegate_2", "of the second");

    private EmbeddedDatabase.Access as(String role, String password) {
        return new EmbeddedDatabase.Access(superuser.url(), role, password);
    }

    @BeforeEach
    void a_database_of_a_role_that_an_administrator_without_all_rights_made() throws SQLException {
        execute(superuser, "CREATE ROLE administrator LOGIN CREATEROLE CREATEDB PASSWORD 'a'");
        execute(administrator, "CREATE ROLE tidegate LOGIN PASSWORD '" + first.password() + "'");
        execute(superuser, "ALTER DATABASE " + name() + " OWNER TO tidegate");
        flyway(first).target(LAST_BUT_ONE).load().migrate();
    }

    @AfterEach
    void remove() throws SQLException {
        String url = superuser.url();
        EmbeddedDatabase.Access other = new EmbeddedDatabase.Access(
                url.replaceFirst("[^/]+$", "postgres"), superuser.username(), superuser.password());
        execute(other, "DROP DATABASE " + name() + " WITH (FORCE)");
        execute(other, "DROP ROLE IF EXISTS tidegate_2");
        execute(other, "DROP ROLE tidegate");
        execute(other, "DROP ROLE administrator");
    }

    private String name() {
        return superuser.url().replaceFirst("^.*/", "");
    }

    @Test
    void what_the_second_role_migrates_and_makes_is_the_first_ones_and_both_work_until_one_has_no_password()
            throws SQLException, IOException {
        runbook().subList(0, 2).forEach(this::administer);
        administer("ALTER ROLE tidegate_2 PASSWORD '" + second.password() + "'");
        assertThat(flyway(second).load().migrate().migrationsExecuted).isPositive();
        execute(second, "CREATE TABLE of_a_later_version (id int)");
        execute(first, "INSERT INTO of_a_later_version VALUES (1)");
        assertThat(number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isGreaterThan(9);
        assertThat(number("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'tidegate'"))
                .isZero();

        try (Connection used = connect(first)) {
            assertThat(used.isValid(5)).isTrue();
            assertThat(number(unused())).isEqualTo(1);
        }
        runbook().subList(2, 3).forEach(this::administer);
        assertThatThrownBy(() -> execute(first, "SELECT 1")).hasMessageContaining("password authentication failed");
        execute(second, "DELETE FROM of_a_later_version");

        // And back, the next time.
        administer("ALTER ROLE tidegate PASSWORD 'another one'");
        administer("ALTER ROLE tidegate_2 PASSWORD NULL");
        execute(as("tidegate", "another one"), "DROP TABLE of_a_later_version");
        assertThatThrownBy(() -> execute(second, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void a_second_role_that_was_only_granted_everything_cannot_migrate() throws SQLException {
        administer("CREATE ROLE tidegate_2 LOGIN PASSWORD '" + second.password() + "'");
        execute(first, "GRANT ALL ON SCHEMA public TO tidegate_2");
        execute(first, "GRANT ALL ON ALL TABLES IN SCHEMA public TO tidegate_2");
        execute(first, "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO tidegate_2");
        Flyway granted = flyway(second).load();
        assertThatThrownBy(granted::migrate)
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("must be owner of table delivery");
    }

    @Test
    void a_password_that_is_changed_at_once_leaves_the_connections_that_there_are_and_gives_no_further_ones()
            throws SQLException {
        try (AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(of -> of.maxSize(4)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(to -> to.jdbcUrl(first.url())
                                .principal(new NamePrincipal(first.username()))
                                .credential(new SimplePassword(first.password())))))) {
            try (Connection there = pool.getConnection()) {
                administer("ALTER ROLE tidegate PASSWORD 'changed at once'");
                assertThat(there.isValid(5)).isTrue();
                assertThatThrownBy(pool::getConnection).hasMessageContaining("password authentication failed");
            }
            // Once that one is free again it can be used, and the process is ready.
            DatabaseReady ready = new DatabaseReady(new Database(pool), first, 2);
            assertThat(ready.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

            execute(superuser, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tidegate'");
            assertThat(ready.call().getStatus()).as("it was in the pool").isEqualTo(HealthCheckResponse.Status.DOWN);
            HealthCheckResponse none = ready.call();
            assertThat(none.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat((String) none.getData().orElseThrow().get("why"))
                    .contains("cannot be used as tidegate: it does not accept the password of this user");
        }
    }

    /** The statements of the runbook, in their order. */
    private static List<String> runbook() throws IOException {
        String page = Files.readString(Path.of("docs/secrets.md"));
        String section =
                page.substring(page.indexOf("**Password of the database**"), page.indexOf("**Encryption key**"));
        return Pattern.compile("(?m)^ +((?:CREATE|ALTER) ROLE .+);$")
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String unused() throws IOException {
        return Pattern.compile("`(SELECT count[^`]+pg_stat_activity[^`]+)`")
                .matcher(Files.readString(Path.of("docs/secrets.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private void administer(String sql) {
        try {
            execute(administrator, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = connect(superuser);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private static void execute(EmbeddedDatabase.Access access, String sql) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedDatabase.Access access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }

    private static FluentConfiguration flyway(EmbeddedDatabase.Access access) {
        return Flyway.configure()
                .dataSource(access.url(), access.username(), access.password())
                .locations("classpath:db/migration");
    }
}
