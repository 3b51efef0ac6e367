package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitHub's limits, as its documentation words them. */
class LimitsTest {
    private static final String REF = "/repos/acme/infra/git/ref/heads/main";
    private Client client;
    private String token;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        token = client.token(null);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void an_installation_that_used_up_its_hour_is_refused_until_the_reset_and_its_tokens_share_it() throws Exception {
        // Long enough for three requests on a busy machine.
        client.github.limits().remaining(1, Duration.ofSeconds(5));
        assertThat(client.get(token, REF).header("X-RateLimit-Remaining")).isEqualTo("0");

        var refused = client.get(client.token("{\"permissions\":{\"contents\":\"read\"}}"), REF);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("message").asText()).startsWith("API rate limit exceeded for installation ID ");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("Retry-After")).isEmpty();
        Instant reset = Instant.ofEpochSecond(Long.parseLong(refused.header("X-RateLimit-Reset")));
        assertThat(reset).isBetween(Instant.now().minusSeconds(2), Instant.now().plusSeconds(6));

        Instant deadline = Instant.now().plusSeconds(15);
        while (client.get(token, REF).status() != 200 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.get(token, REF).status()).isEqualTo(200);
    }

    @Test
    void the_rate_limit_page_agrees_with_the_headers_and_costs_nothing() throws Exception {
        client.github.limits().remaining(7, Duration.ofMinutes(10));
        var answer = client.get(token, REF);
        JsonNode core = client.get(token, "/rate_limit").json().at("/resources/core");

        assertThat(core.get("remaining").asText())
                .isEqualTo(answer.header("X-RateLimit-Remaining"))
                .isEqualTo("6");
        assertThat(core.get("reset").asText()).isEqualTo(answer.header("X-RateLimit-Reset"));
        assertThat(core.get("limit").asText()).isEqualTo(answer.header("X-RateLimit-Limit"));
        assertThat(client.get(token, "/rate_limit")
                        .json()
                        .at("/resources/core/remaining")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void an_answer_that_did_not_change_costs_nothing() throws Exception {
        var first = client.get(token, REF);
        var second = client.send(
                "GET", REF, null, "Authorization", "Bearer " + token, "If-None-Match", first.header("ETag"));
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.header("X-RateLimit-Remaining")).isEqualTo(first.header("X-RateLimit-Remaining"));
    }

    @Test
    void too_much_content_in_a_minute_is_refused_with_the_wait_asked_for_while_reading_goes_on() throws Exception {
        client.github.limits().contentPerMinute(2);
        client.github.limits().retryAfter(Duration.ofSeconds(30));
        int number = client.repo.openPullRequest(client.lee, "more", "More", java.util.Map.of("a", "1"));
        String path = "/repos/acme/infra/issues/" + number + "/comments";
        assertThat(client.as(token, "POST", path, "{\"body\":\"1\"}").status()).isEqualTo(201);
        assertThat(client.as(token, "POST", path, "{\"body\":\"2\"}").status()).isEqualTo(201);

        var refused = client.as(token, "POST", path, "{\"body\":\"3\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("message").asText()).startsWith("You have exceeded a secondary rate limit");
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.header("X-RateLimit-Remaining")).isNotEqualTo("0");
        assertThat(client.repo.comments(number)).hasSize(2);
        assertThat(client.get(token, REF).status()).isEqualTo(200);

        client.github.limits().refusedWith(429);
        client.github.limits().retryAfter(null);
        var bare = client.as(token, "POST", path, "{\"body\":\"3\"}");
        assertThat(bare.status()).isEqualTo(429);
        assertThat(bare.header("Retry-After")).isEmpty();

        client.github.limits().off();
        assertThat(client.as(token, "POST", path, "{\"body\":\"3\"}").status()).isEqualTo(201);
    }

    @Test
    void too_many_requests_at_the_same_time_are_refused() throws Exception {
        client.github.limits().concurrent(1);
        String route = "GET /repos/{owner}/{repo}/git/ref/{ref...}";
        client.holds.hold(route);
        Thread first = Thread.ofVirtual().start(() -> {
            try {
                client.get(token, REF);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Instant deadline = Instant.now().plusSeconds(10);
        while (client.holds.waiting(route) == 0 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.get(token, "/repos/acme/infra").status()).isEqualTo(403);
        client.holds.release(route);
        first.join();
        assertThat(client.get(token, "/repos/acme/infra").status()).isEqualTo(200);
    }
}
