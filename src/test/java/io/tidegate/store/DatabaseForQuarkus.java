package io.tidegate.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * An empty database for the product under test, which Flyway fills, and the least that lets its adapters start: nobody
 * answers at their addresses, and the loop is off.
 */
public final class DatabaseForQuarkus implements QuarkusTestResourceLifecycleManager {
    private static final String NOBODY = "http://127.0.0.1:9";

    @Override
    public Map<String, String> start() {
        EmbeddedDatabase.Access access = TestDatabase.emptyDatabase();
        return Map.ofEntries(
                Map.entry("tidegate.database.url", access.url()),
                Map.entry("tidegate.database.username", access.username()),
                Map.entry("tidegate.database.password", access.password()),
                Map.entry("tidegate.encryption-key", "a key for tests that nobody uses elsewhere"),
                Map.entry("tidegate.loop.enabled", "false"),
                Map.entry("tidegate.github.url", NOBODY),
                Map.entry("tidegate.github.api-url", NOBODY),
                Map.entry("tidegate.github.app-id", "1"),
                Map.entry("tidegate.github.private-key", privateKey()),
                Map.entry("tidegate.github.webhook-secret", "a-secret-for-tests-only"),
                Map.entry("tidegate.terraform.url", NOBODY),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("quarkus.management.test-port", "0"));
    }

    @Override
    public void stop() {
        // The server ends with this process.
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has RSA", e);
        }
    }
}
