package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.flow.Role;
import io.tidegate.secrets.LiveSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubSettingsTest {
    private static final String SECRET = "0123456789abcdef";

    private static GitHubSettings settings(Map<String, String> keys) {
        return settings(keys, Role.ALL);
    }

    private static GitHubSettings settings(Map<String, String> keys, Role role) {
        Map<String, String> given = new HashMap<>();
        keys.forEach((key, value) -> given.put("tidegate.github." + key, value));
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(given, "test", 100))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(GitHubConfiguration.class)
                .build();
        return GitHubSettings.of(
                config.getConfigMapping(GitHubConfiguration.class),
                role,
                new LiveSecrets(config, InstantSource.system(), Duration.ZERO));
    }

    @Test
    void every_missing_key_is_named_with_what_to_put_there() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tidegate.github.app-id is missing")
                .hasMessageContaining("tidegate.github.private-key is missing")
                .hasMessageContaining("tidegate.github.webhook-secret is missing");
    }

    @Test
    void each_role_asks_for_its_own_secrets_alone() {
        GitHubSettings web = settings(Map.of("app-id", "1", "webhook-secret", SECRET), Role.WEB);
        assertThat(web.secrets()).hasSize(1);
        assertThatThrownBy(web::signing).hasMessageContaining("tidegate.role=web");
        GitHubSettings worker = settings(Map.of("app-id", "1", "private-key", Forges.key()), Role.WORKER);
        assertThat(worker.signing().getAlgorithm()).isEqualTo("RSA");
        assertThat(worker.secrets()).isEmpty();
        assertThatThrownBy(() -> settings(Map.of("app-id", "1", "private-key", Forges.key()), Role.WEB))
                .hasMessageContaining("tidegate.github.webhook-secret is missing")
                .hasMessageNotContaining("private-key");
        assertThatThrownBy(() -> settings(Map.of("app-id", "1", "webhook-secret", SECRET), Role.WORKER))
                .hasMessageContaining("tidegate.github.private-key is missing")
                .hasMessageNotContaining("webhook-secret");
    }

    @Test
    void an_empty_or_short_secret_refuses_to_start() {
        for (String secret : new String[] {"short", SECRET + ",short", " ", "a,b,c"}) {
            assertThatThrownBy(() ->
                            settings(Map.of("app-id", "1", "private-key", Forges.key(), "webhook-secret", secret)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tidegate.github.webhook-secret");
        }
    }

    @Test
    void a_damaged_key_is_never_quoted() {
        assertThatThrownBy(() -> settings(Map.of(
                        "app-id",
                        "1",
                        "private-key",
                        "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----",
                        "webhook-secret",
                        SECRET)))
                .hasMessageContaining("tidegate.github.private-key")
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void a_key_may_be_a_file_and_two_secrets_rotate(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("app.pem"), Forges.key());

        GitHubSettings settings = settings(Map.of(
                "app-id", "7",
                "private-key", file.toString(),
                "webhook-secret", SECRET + "," + SECRET + "2",
                "owners", "Acme",
                "api-url", "https://ghe.example/api/v3/"));

        assertThat(settings.app()).isEqualTo(7);
        assertThat(settings.signing().getAlgorithm()).isEqualTo("RSA");
        assertThat(settings.secrets()).hasSize(2);
        assertThat(settings.owners()).containsExactly("acme");
        assertThat(settings.api()).hasToString("https://ghe.example/api/v3");
        assertThat(settings.toString()).doesNotContain(SECRET);
    }

    @Test
    void a_key_on_one_line_as_environment_variables_hold_it_is_read() {
        assertThat(PrivateKeyPem.read(Forges.key().replace("\n", "\\n")).getAlgorithm())
                .isEqualTo("RSA");
    }
}
