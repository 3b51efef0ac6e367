package io.tidegate.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** An empty database for the product under test; Flyway fills it. */
public final class DatabaseForQuarkus implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
        return Map.of(
                "tidegate.database.url", access.url(),
                "tidegate.database.username", access.username(),
                "tidegate.database.password", access.password(),
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0");
    }

    @Override
    public void stop() {
        // The server ends with this process.
    }
}
