package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a probe is told while the pool has nothing to give, in less time than it waits. */
class DatabaseReadyTest {
    private static final int PATIENCE = 1;

    private final EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
    private AgroalDataSource pool;
    private DatabaseReady ready;

    @BeforeEach
    void a_pool_of_one() throws SQLException {
        pool = pool(access);
        ready = new DatabaseReady(new Database(pool), access, PATIENCE);
    }

    @AfterEach
    void close() throws SQLException {
        pool.close();
        server("ALTER DATABASE %s WITH ALLOW_CONNECTIONS true");
    }

    private static AgroalDataSource pool(EmbeddedDatabase.Access access) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled()
                .connectionPoolConfiguration(of -> of.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(to -> to.jdbcUrl(access.url())
                                .principal(new NamePrincipal(access.username()))
                                .credential(new SimplePassword(access.password())))));
    }

    private static HealthCheckResponse asked(DatabaseReady ready) {
        Instant before = Instant.now();
        HealthCheckResponse response = ready.call();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2 * PATIENCE + 1));
        return response;
    }

    private static Object told(HealthCheckResponse response, String key) {
        return response.getData().orElseThrow().get(key);
    }

    @Test
    void a_pool_that_is_only_busy_is_ready_and_says_so_and_one_probe_at_a_time_waits_in_it() throws SQLException {
        assertThat(asked(ready).getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(asked(ready).getData()).isEmpty();
        try (Connection busy = pool.getConnection()) {
            for (int i = 0; i < 2; i++) {
                HealthCheckResponse response = asked(ready);
                assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
                assertThat(told(response, "pool")).isEqualTo("no connection became free in 1 s");
                assertThat(pool.getMetrics().awaitingCount()).isEqualTo(1);
            }
            assertThat(busy.isValid(5)).isTrue();
        }
        assertThat(asked(ready).getData()).isEmpty();
    }

    @Test
    void a_busy_pool_of_a_database_that_takes_no_connection_any_more_is_not_ready() throws SQLException {
        try (Connection busy = pool.getConnection()) {
            server("ALTER DATABASE %s WITH ALLOW_CONNECTIONS false");
            HealthCheckResponse response = asked(ready);
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat((String) told(response, "why")).contains("it takes no connections at all now");
            assertThat(busy.isValid(5)).isTrue();
        }
    }

    @Test
    void where_all_connections_of_the_server_are_taken_a_busy_pool_stays_ready() throws SQLException {
        try (Connection busy = pool.getConnection()) {
            server("CREATE ROLE limited_%s LOGIN CONNECTION LIMIT 0 PASSWORD 'l'");
            DatabaseReady limited = new DatabaseReady(
                    new Database(pool), new EmbeddedDatabase.Access(access.url(), "limited_" + name(), "l"), PATIENCE);
            HealthCheckResponse response = asked(limited);
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat((String) told(response, "why")).contains("it takes no more connections");
            assertThat(busy.isValid(5)).isTrue();
        }
    }

    @Test
    void a_server_that_takes_a_connection_and_says_nothing_is_away() throws IOException, SQLException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            EmbeddedDatabase.Access nobody = new EmbeddedDatabase.Access(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x", "kim", "of nobody");
            try (AgroalDataSource waiting = pool(nobody)) {
                HealthCheckResponse response = asked(new DatabaseReady(new Database(waiting), nobody, PATIENCE));
                assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
                assertThat((String) told(response, "why")).contains("nobody answered in time");
            }
        }
    }

    @Test
    void the_longest_answer_comes_before_the_probes_of_kubernetes_give_up() throws IOException {
        for (String role : List.of("web", "worker")) {
            Matcher probe = Pattern.compile(
                            "readinessProbe:\\s+httpGet:.*\\s+periodSeconds:.*\\s+timeoutSeconds: (\\d+)")
                    .matcher(Files.readString(Path.of("deploy/kubernetes/base", role + ".yaml")));
            assertThat(probe.find()).isTrue();
            assertThat(Integer.parseInt(probe.group(1))).isGreaterThan(2 * DatabaseReady.PATIENCE_SECONDS);
        }
    }

    @Test
    void nothing_that_listens_is_said_at_once() throws SQLException {
        EmbeddedDatabase.Access nobody =
                new EmbeddedDatabase.Access("jdbc:postgresql://127.0.0.1:9/x", "kim", "secret");
        try (AgroalDataSource none = pool(nobody)) {
            HealthCheckResponse response = asked(new DatabaseReady(new Database(none), nobody, PATIENCE));
            assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat((String) told(response, "why"))
                    .isEqualTo("The database at 127.0.0.1:9/x cannot be used as kim: nothing listens there (connection"
                            + " refused).");
        }
    }

    private String name() {
        return access.url().replaceFirst("^.*/", "");
    }

    /** From another database of the same server. */
    private void server(String sql) throws SQLException {
        String url = access.url().replaceFirst("[^/]+$", "postgres");
        try (Connection connection = DriverManager.getConnection(url, access.username(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(name()));
        }
    }
}
