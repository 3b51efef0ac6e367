package io.tidegate.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.audit.SealKey;
import io.tidegate.flow.Cipher;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
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

    @Test
    void a_new_encryption_key_gives_other_digests_and_the_previous_one_gives_none() {
        DigestKey before = InstallationKey.of(LONG, true, home);
        DigestKey after = InstallationKey.of("fedcba9876543210fedcba9876543210", true, home);
        // Digests of two keys never compare as equal, so what was approved under the old one is reviewed again.
        assertThat(after.digest(new Value.Text("same"))).isNotEqualTo(before.digest(new Value.Text("same")));
        assertThat(after.id()).isNotEqualTo(before.id());
    }

    @Test
    void the_audit_log_is_examined_with_the_keys_of_before_too() throws IOException {
        String next = "fedcba9876543210fedcba9876543210";
        String today = InstallationKey.sealKeys(next, "", home).getFirst().id();
        String before = InstallationKey.sealKeys(LONG, "", home).getFirst().id();
        assertThat(InstallationKey.sealKeys(next, " " + LONG + " ,", home))
                .extracting(SealKey::id)
                .containsExactly(today, before);
        assertThatThrownBy(() -> InstallationKey.sealKeys(next, "short", home))
                .hasMessageContaining("tidegate.encryption-key-previous");

        // An installation that began with a key in a file, and is given one.
        SealKey file = SealKey.derivedFrom(InstallationKey.of("", false, home).secret());
        assertThat(InstallationKey.sealKeys(next, "", home))
                .extracting(SealKey::id)
                .containsExactly(today, file.id());
        assertThat(InstallationKey.sealKeys("", "", home))
                .extracting(SealKey::id)
                .containsExactly(file.id());
    }

    @Test
    void what_was_encrypted_under_the_previous_key_opens_and_is_known_to_be_retired() {
        InstallationKey keys = new InstallationKey();
        DigestKey digest = InstallationKey.of("", false, home);
        byte[] plain = {1, 2, 3};
        Cipher old = keys.cipher(digest, Optional.of(LONG), Optional.empty(), Optional.of(home));
        byte[] sealed = old.seal("app", "key", "1", plain);
        Cipher rotated = keys.cipher(
                digest, Optional.of("fedcba9876543210fedcba9876543210"), Optional.of(LONG), Optional.of(home));
        assertThat(rotated.open("app", "key", "1", sealed)).isEqualTo(plain);
        assertThat(rotated.retired(sealed)).isTrue();
        Cipher file = keys.cipher(digest, Optional.empty(), Optional.empty(), Optional.of(home));
        assertThat(file.open("app", "key", "1", file.seal("app", "key", "1", plain)))
                .isEqualTo(plain);
        assertThatThrownBy(() -> file.open("app", "key", "1", sealed)).isInstanceOf(Cipher.Unopenable.class);
        byte[] early = file.seal("app", "key", "1", plain);
        assertThat(rotated.open("app", "key", "1", early))
                .as("before there was a key there was the file")
                .isEqualTo(plain);
        assertThat(rotated.retired(early)).isTrue();
    }
}
