package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.flow.Renewed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSecretsTest {
    private static final String KEY = "tidegate.terraform.notification-secret";

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("secret"), "first");
    }

    private LiveSecrets secrets() {
        var config = new SmallRyeConfigBuilder()
                .withDefaultValue(KEY + "-file", file.toString())
                .withSources(new SecretSources())
                .build();
        return new LiveSecrets(config, () -> now, Duration.ofHours(1));
    }

    private static String read(Optional<String> text) {
        return text.filter(given -> !given.equals("unusable"))
                .orElseThrow(() -> new IllegalStateException(KEY + " cannot be used."));
    }

    @Test
    void what_was_replaced_is_accepted_for_the_overlap_and_no_longer() throws IOException {
        LiveSecrets secrets = secrets();
        Renewed<String> renewed = secrets.follow(KEY, LiveSecretsTest::read);
        Files.writeString(file, "second");
        assertThat(renewed.get()).isEqualTo("first");
        secrets.renew();
        assertThat(renewed.get()).isEqualTo("second");
        assertThat(renewed.accepted()).containsExactly("second", "first");
        now = now.plus(Duration.ofMinutes(50));
        Files.writeString(file, "third");
        secrets.renew();
        assertThat(renewed.accepted()).containsExactly("third", "second", "first");
        now = now.plus(Duration.ofMinutes(10));
        assertThat(renewed.accepted()).containsExactly("third", "second");
        now = now.plus(Duration.ofMinutes(50));
        assertThat(renewed.accepted()).containsExactly("third");
    }

    @Test
    void what_cannot_be_used_leaves_what_was_before_until_something_usable_comes() throws IOException {
        LiveSecrets secrets = secrets();
        Renewed<String> renewed = secrets.follow(KEY, LiveSecretsTest::read);
        Files.writeString(file, "unusable");
        secrets.renew();
        assertThat(renewed.accepted()).containsExactly("first");
        Files.writeString(file, "second");
        secrets.renew();
        assertThat(renewed.get()).isEqualTo("second");
    }

    @Test
    void what_cannot_be_used_at_first_stops_the_start() throws IOException {
        Files.writeString(file, "unusable");
        assertThatThrownBy(() -> secrets().follow(KEY, LiveSecretsTest::read)).hasMessage(KEY + " cannot be used.");
    }
}
