package io.tidegate.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.github.Mail;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database's password changes by a second role, as the runbook in docs/secrets.md says, one process after the other. */
class PasswordIT {
    /** The runbook's statements and what comes of them are held by {@code DatabaseRolesTest} as well. */
    @Test
    @Tag("thorough")
    void two_roles_take_turns_and_no_webhook_is_lost() throws Exception {
        EmbeddedDatabase.Access server = TestDatabase.emptyDatabase();
        try (Connection superuser = connect(server);
                Statement psql = superuser.createStatement()) {
            psql.execute("CREATE ROLE tidegate LOGIN PASSWORD 'of the first'");
            psql.execute("ALTER DATABASE " + server.url().replaceFirst("^.*/", "") + " OWNER TO tidegate");
            try (Stage stage = Stage.aloneOn(new EmbeddedDatabase.Access(server.url(), "tidegate", "of the first"))) {
                int number = stage.repository.openPullRequest(
                        stage.lee,
                        "nodes",
                        "More nodes",
                        Map.of("environments/dev/main.tf", Stage.monitoringNodes("dev", 2)));
                stage.awaitLiving(number, "dev");
                psql.execute("CREATE ROLE tidegate_2 LOGIN IN ROLE tidegate");
                psql.execute("ALTER ROLE tidegate_2 SET role = 'tidegate'");
                psql.execute("ALTER ROLE tidegate_2 PASSWORD 'of the second'");

                ProductProcess second = stage.another(Map.of(
                        "tidegate.database.username", "tidegate_2", "tidegate.database.password", "of the second"));
                assertThat(stage.ask(stage.lee, number, "/status"))
                        .as("by the first")
                        .contains("dev");
                stage.sandbox.github().webhookTarget(second.webhooks());
                assertThat(stage.ask(stage.lee, number, "/status"))
                        .as("by either")
                        .contains("dev");
                stage.product.close();
                stage.await("nobody uses the first role", () -> connections(psql, "tidegate") == 0);
                assertThat(connections(psql, "tidegate_2")).isPositive();
                psql.execute("ALTER ROLE tidegate PASSWORD NULL");

                assertThat(stage.ask(stage.lee, number, "/status"))
                        .as("by the second")
                        .contains("dev");
                assertThat(stage.sandbox.github().mail().sent())
                        .hasSizeGreaterThan(4)
                        .extracting(Mail.Sent::status)
                        .containsOnly(202);
                assertThatThrownBy(stage.product::start)
                        .hasMessageContaining("tidegate: not started: ")
                        .hasMessageContaining(
                                "cannot be used as tidegate: it does not accept the password of this user")
                        .hasMessageNotContaining("of the first");
            }
        }
    }

    private static int connections(Statement psql, String role) {
        try (ResultSet row =
                psql.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE usename = '" + role + "'")) {
            return row.next() ? row.getInt(1) : -1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(EmbeddedDatabase.Access access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.username(), access.password());
    }
}
