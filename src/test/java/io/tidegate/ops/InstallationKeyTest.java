package io.tidegate.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.plan.DigestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationKeyTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path home;

    @Test
    void an_encryption_key_always_gives_the_same_digest_key_and_is_not_in_it() {
        DigestKey key = InstallationKey.of(LONG, true, home);
        assertThat(InstallationKey.of(LONG, false, home).prefix()).isEqualTo(key.prefix());
        assertThat(InstallationKey.of(LONG + "x", true, home).prefix()).isNotEqualTo(key.prefix());
        assertThat(key.secret()).hasSize(32).isNotEqualTo(LONG.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void beside_an_embedded_database_a_private_file_is_made_once() throws IOException {
        DigestKey key = InstallationKey.of("", false, home);
        assertThat(InstallationKey.of("", false, home).secret()).isEqualTo(key.secret());
        Path file = home.resolve("keys/digest");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "damaged");
        assertThatThrownBy(() -> InstallationKey.of("", false, home)).hasMessageContaining("is damaged");
    }

    @Test
    void an_external_database_without_a_key_and_a_short_key_refuse_to_start() {
        assertThatThrownBy(() -> InstallationKey.of("", true, home))
                .hasMessageContaining("tidegate.encryption-key is missing");
        assertThatThrownBy(() -> InstallationKey.of("short", false, home)).hasMessageContaining("too short");
    }
}
