package io.tidegate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MasksTest {
    @Test
    void a_secret_is_found_in_base64_wherever_it_begins() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            String secret = letters(random, 6 + random.nextInt(20));
            Masks masks = Masks.of(Set.of(secret));
            String around = letters(random, random.nextInt(7)) + secret + letters(random, random.nextInt(7));
            byte[] bytes = around.getBytes(StandardCharsets.UTF_8);
            assertThat(masks.hide(Base64.getEncoder().encodeToString(bytes))).isTrue();
            assertThat(masks.hide(
                            "token: " + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    .isTrue();
        }
    }

    @Test
    void what_holds_no_secret_is_not_hidden() {
        Masks masks = Masks.of(Set.of("hunter22"));
        assertThat(masks.hide("winter22")).isFalse();
        assertThat(masks.hide(Base64.getEncoder().encodeToString("winter22".getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(masks.hide("")).isFalse();
    }

    private static String letters(Random random, int length) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < length; i++) {
            letters.append((char) ('!' + random.nextInt(90)));
        }
        return letters.toString();
    }
}
