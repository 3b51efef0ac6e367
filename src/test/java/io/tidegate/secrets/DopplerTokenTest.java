package io.tidegate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.sandbox.doppler.DopplerStandIn;
import io.tidegate.sandbox.http.Response;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doppler's service token is replaced as its runbook says, and otherwise. */
class DopplerTokenTest {
    private static final String OLD = "dp.st.prd.canary0123456789abcdef";
    private static final String NEW = "dp.st.prd.canary.of.tomorrow0123";
    private static final String NAME = "TIDEGATE_GITHUB_WEBHOOK_SECRET";

    @TempDir
    Path home;

    @TempDir
    Path otherHome;

    private final DopplerStandIn doppler = new DopplerStandIn(OLD);

    @BeforeEach
    void put() {
        doppler.put(NAME, "the webhook secret of today");
    }

    @AfterEach
    void close() {
        doppler.close();
    }

    private DopplerSource start(Path home, String token) {
        Map<String, String> given = Map.of(
                "tidegate.doppler.token", token,
                "tidegate.doppler.url", doppler.url(),
                "tidegate.home", home.toString());
        return DopplerSource.open(
                DopplerSettings.of(key -> Optional.ofNullable(given.get(key))).orElseThrow());
    }

    private static Path copy(Path home) {
        return home.resolve("doppler/last-good");
    }

    private static String secret(DopplerSource source) {
        return String.valueOf(source.getValue("tidegate.github.webhook-secret"));
    }

    @Test
    void one_process_after_the_other_takes_the_second_token_and_each_hears_what_changes_meanwhile() {
        DopplerSource first = start(home, OLD);
        DopplerSource other = start(otherHome, OLD);
        doppler.issue(NEW);
        DopplerSource restarted = start(home, NEW);
        doppler.put(NAME, "the webhook secret of tomorrow");
        assertThat(restarted.renew()).containsExactly(NAME);
        assertThat(other.renew()).containsExactly(NAME);
        assertThat(secret(restarted)).isEqualTo(secret(other)).endsWith("tomorrow");
        assertThat(secret(first)).as("that one has ended").endsWith("today");

        other = start(otherHome, NEW);
        doppler.revoke(OLD);
        doppler.put(NAME, "the webhook secret of the day after");
        assertThat(restarted.renew()).containsExactly(NAME);
        assertThat(other.renew()).containsExactly(NAME);

        doppler.trouble(Response.empty(503));
        assertThat(secret(start(home, NEW))).as("of the new copy").endsWith("the day after");
        assertThat(secret(start(otherHome, NEW))).endsWith("the day after");
    }

    @Test
    void while_doppler_is_away_a_start_with_the_second_token_fails_and_one_with_the_first_does_not() {
        start(home, OLD);
        doppler.issue(NEW);
        doppler.trouble(Response.empty(503));
        assertThatThrownBy(() -> start(home, NEW))
                .hasMessageContaining("it answered with 503")
                .hasMessageContaining("there is no copy")
                .hasMessageNotContaining("canary");
        assertThat(secret(start(home, OLD))).endsWith("today");
    }

    @Test
    void revoked_too_early_the_process_goes_on_with_what_it_knows_and_starts_again_with_a_new_token_alone() {
        DopplerSource running = start(home, OLD);
        doppler.revoke(OLD);
        doppler.put(NAME, "the webhook secret of tomorrow");
        assertThat(running.renew()).isEmpty();
        assertThat(secret(running)).as("it hears of nothing any more").endsWith("today");
        assertThat(copy(home)).doesNotExist();

        doppler.trouble(Response.empty(503));
        assertThatThrownBy(() -> start(home, OLD)).hasMessageContaining("there is no copy");
        doppler.trouble(null);
        assertThatThrownBy(() -> start(home, OLD)).hasMessageContaining("is refused by Doppler with 401");
        doppler.issue(NEW);
        assertThat(secret(start(home, NEW))).endsWith("tomorrow");
    }
}
