package io.tidegate.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.flow.Cipher;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AesCipherTest {
    private static final byte[] PLAIN = "a private key".getBytes(UTF_8);
    private static final CipherKey OLD = key("the key of last year");
    private static final CipherKey NEW = key("the key of this year");
    private final Cipher cipher = new AesCipher(OLD, List.of());

    private static CipherKey key(String secret) {
        return CipherKey.derivedFrom(secret.getBytes(UTF_8));
    }

    private byte[] sealed() {
        return cipher.seal("app", "private_key", "1", PLAIN);
    }

    @Test
    void what_was_sealed_opens_in_its_place_and_is_never_the_same_twice() {
        assertThat(cipher.open("app", "private_key", "1", sealed())).isEqualTo(PLAIN);
        assertThat(cipher.open("app", "private_key", "1", cipher.seal("app", "private_key", "1", new byte[0])))
                .isEmpty();
        assertThat(sealed()).isNotEqualTo(sealed());
        assertThat(new String(sealed(), UTF_8)).doesNotContain("private");
    }

    @Test
    void in_another_table_column_or_row_it_does_not_open() {
        byte[] sealed = sealed();
        for (String[] place : new String[][] {
            {"apps", "private_key", "1"},
            {"app", "webhook_secret", "1"},
            {"app", "private_key", "2"},
            {"app", "private_key1", ""},
            {"appp", "rivate_key", "1"}
        }) {
            assertThatThrownBy(() -> cipher.open(place[0], place[1], place[2], sealed))
                    .isInstanceOf(Cipher.Unopenable.class)
                    .hasMessageContaining("is not what was encrypted there");
        }
    }

    @Test
    void whatever_bit_is_changed_and_wherever_it_is_cut_off_it_does_not_open() {
        Random random = new Random(20);
        for (int i = 0; i < 300; i++) {
            byte[] sealed = sealed();
            sealed[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> cipher.open("app", "private_key", "1", sealed))
                    .isInstanceOf(Cipher.Unopenable.class);
            byte[] shorter = java.util.Arrays.copyOf(sealed(), random.nextInt(sealed.length));
            assertThatThrownBy(() -> cipher.open("app", "private_key", "1", shorter))
                    .isInstanceOf(Cipher.Unopenable.class);
        }
    }

    @Test
    void after_a_rotation_the_previous_key_opens_and_the_new_one_seals() {
        byte[] before = sealed();
        Cipher rotated = new AesCipher(NEW, List.of(OLD));
        assertThat(rotated.open("app", "private_key", "1", before)).isEqualTo(PLAIN);
        assertThat(rotated.retired(before)).isTrue();

        byte[] anew = rotated.seal("app", "private_key", "1", PLAIN);
        assertThat(rotated.retired(anew)).isFalse();
        Cipher after = new AesCipher(NEW, List.of());
        assertThat(after.open("app", "private_key", "1", anew)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> after.open("app", "private_key", "1", before))
                .isInstanceOf(Cipher.Unopenable.class)
                .hasMessageContaining("tidegate.encryption-key-previous")
                .hasMessageNotContaining("last year");
        assertThat(after.retired(before)).isFalse();
    }
}
