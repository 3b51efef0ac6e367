package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import io.tidegate.store.DatabaseForQuarkus;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The store's beans in the container: its transactions and its pool. */
@QuarkusTest
@WithTestResource(value = DatabaseForQuarkus.class, scope = TestResourceScope.GLOBAL)
class LoopTest {
    private static final ChangeId CHANGE = new ChangeId(70, 1);
    private static final Repository REPOSITORY = new Repository(70, "acme", "infra", 99);

    @Inject
    Transactions transactions;

    @Inject
    Changes changes;

    @Inject
    Effects effects;

    @Inject
    Inbox inbox;

    @Inject
    AgroalDataSource source;

    @Test
    void the_containers_transactions_hold_together_what_the_ports_write() throws SQLException {
        try {
            transactions.inOne(() -> {
                changes.lock(CHANGE, REPOSITORY);
                effects.want(CHANGE, REPOSITORY, List.of(new Effect.Inspect()));
                assertThat(inbox.accept("github", "loop-test", "push", new byte[0]))
                        .isTrue();
                throw new IllegalStateException("in the middle");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("in the middle");
        }
        assertThat(count("SELECT count(*) FROM change WHERE repository = 70")).isZero();
        assertThat(count("SELECT count(*) FROM effect WHERE repository = 70")).isZero();
        // Accepting a delivery is a transaction of its own: it is durable whatever its caller does.
        assertThat(count("SELECT count(*) FROM delivery WHERE id = 'loop-test'"))
                .isEqualTo(1);
        transactions.inOne(() -> changes.lock(CHANGE, REPOSITORY));
        assertThat(changes.find(CHANGE)).isPresent();
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
