package io.tidegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PostgresSetupTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(1800);
    private final PostgresSetupTokens tokens = new PostgresSetupTokens(TestDatabase.fresh().database);

    private static byte[] digest(int of) {
        byte[] digest = new byte[32];
        Arrays.fill(digest, (byte) of);
        return digest;
    }

    @Test
    void the_right_token_lets_one_browser_bring_one_answer() {
        assertThat(tokens.open(NOW)).isFalse();
        tokens.issue(digest(1), LATER);

        assertThat(tokens.open(NOW)).isTrue();
        assertThat(tokens.begin(digest(9), digest(2), NOW)).isFalse();
        assertThat(tokens.take(digest(2), NOW)).isFalse();
        assertThat(tokens.begin(digest(1), digest(2), NOW)).isTrue();
        assertThat(tokens.begin(digest(1), digest(3), NOW)).as("begun anew").isTrue();
        assertThat(tokens.take(digest(2), NOW)).as("the earlier browser").isFalse();
        assertThat(tokens.take(digest(3), NOW)).isTrue();
        assertThat(tokens.take(digest(3), NOW)).as("twice").isFalse();
    }

    @Test
    void after_its_time_or_once_all_is_done_it_is_worth_nothing() {
        tokens.issue(digest(1), LATER);
        assertThat(tokens.begin(digest(1), digest(2), NOW)).isTrue();
        assertThat(tokens.open(LATER)).isFalse();
        assertThat(tokens.begin(digest(1), digest(2), LATER)).isFalse();
        assertThat(tokens.take(digest(2), LATER)).isFalse();

        tokens.finish();
        assertThat(tokens.open(NOW)).isFalse();
        assertThat(tokens.begin(digest(1), digest(2), NOW)).isFalse();
        assertThat(tokens.take(digest(2), NOW)).isFalse();

        tokens.issue(digest(4), LATER);
        assertThat(tokens.begin(digest(1), digest(2), NOW)).as("the old token").isFalse();
        assertThat(tokens.begin(digest(4), digest(2), NOW)).isTrue();
    }
}
