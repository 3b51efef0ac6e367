package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What owners do with the App, and clocks that disagree: what its credentials are worth then. */
class InstallationsTest {
    private static final String REPO = "/repos/acme/infra";
    private Client client;

    @BeforeEach
    void start() {
        client = new Client();
        // Nobody listens there; what is sent is listed all the same.
        client.github.webhookTarget(URI.create("http://127.0.0.1:1/"));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void a_suspended_installation_gets_no_token_its_tokens_are_refused_and_nothing_more_is_told() throws Exception {
        String token = client.token(null);
        String tokens = tokens();
        client.github.installations().suspend("acme", client.ann);
        assertThat(client.get(token, REPO).status()).isEqualTo(403);
        var refused = client.as(client.jwt(), "POST", tokens, null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("message").asText()).isEqualTo("This installation has been suspended");
        assertThat(client.get(client.jwt(), REPO + "/installation")
                        .json()
                        .at("/suspended_by/login")
                        .asText())
                .isEqualTo("ann");
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        client.github.installations().unsuspend("acme", client.ann);
        assertThat(client.get(token, REPO).status()).isEqualTo(200);
        assertThat(told()).containsExactly("installation.suspend", "installation.unsuspend");
    }

    @Test
    void a_deleted_installation_takes_its_tokens_along_and_is_another_one_when_it_comes_back() throws Exception {
        String token = client.token(null);
        String tokens = tokens();
        client.github.installations().delete("acme", client.ann);
        assertThat(client.get(token, REPO).status()).isEqualTo(401);
        assertThat(client.as(client.jwt(), "POST", tokens, null).status()).isEqualTo(404);
        assertThat(client.get(client.jwt(), REPO + "/installation").status()).isEqualTo(404);
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        client.github.installations().install("acme");
        assertThat(tokens()).isNotEqualTo(tokens);
        assertThat(client.get(client.token(null), REPO).status()).isEqualTo(200);
        assertThat(told()).containsExactly("installation.deleted", "installation.created");
    }

    @Test
    void a_repository_that_was_taken_out_is_not_found_and_not_told_of() throws Exception {
        String token = client.token(null);
        client.github.installations().remove(client.repo, client.ann);
        assertThat(client.get(token, REPO).status()).isEqualTo(404);
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        client.github.installations().add(client.repo, client.ann);
        assertThat(client.get(token, REPO).status()).isEqualTo(200);
        assertThat(told()).containsExactly("installation_repositories.removed", "installation_repositories.added");
    }

    @Test
    void a_permission_that_was_taken_back_is_missing_in_tokens_that_had_it() throws Exception {
        String token = client.token(null);
        assertThat(client.get(token, REPO + "/pulls").status()).isEqualTo(200);
        client.github.appPermissions(Map.of("metadata", "read", "contents", "read"));
        var refused = client.get(token, REPO + "/pulls");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("X-Accepted-GitHub-Permissions")).isEqualTo("pull_requests=read");
    }

    @Test
    void a_jwt_from_the_future_or_for_too_long_by_githubs_clock_is_refused_in_its_words() throws Exception {
        client.clock.skew(Duration.ofMinutes(-5));
        var early = client.get(client.jwt(), "/app");
        assertThat(early.status()).isEqualTo(401);
        assertThat(early.json().get("message").asText()).startsWith("'Issued at' claim ('iat') must be an Integer");
        assertThat(date(early))
                .isBetween(Instant.now().minusSeconds(310), Instant.now().minusSeconds(290));

        String id = String.valueOf(client.github.appId());
        Instant there = date(early);
        var distant = client.get(client.jwt(id, there.minusSeconds(60), there.plusSeconds(660)), "/app");
        assertThat(distant.json().get("message").asText()).endsWith("is too far in the future");
        assertThat(client.get(client.jwt(id, there.minusSeconds(60), there.plusSeconds(540)), "/app")
                        .status())
                .isEqualTo(200);

        client.clock.skew(Duration.ofMinutes(15));
        assertThat(client.get(client.jwt(), "/app").json().get("message").asText())
                .startsWith("'Expiration time' claim ('exp') must be a numeric value");
    }

    private static Instant date(Client.Answer answer) {
        return ZonedDateTime.parse(answer.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    private String tokens() throws Exception {
        return "/app/installations/"
                + client.get(client.jwt(), REPO + "/installation").json().get("id")
                + "/access_tokens";
    }

    private List<String> told() {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!client.github.webhooksQuiet() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        return client.github.mail().sent().reversed().stream()
                .map(sent -> sent.event() + "." + sent.action())
                .filter(event -> !event.startsWith("push") && !event.startsWith("check_suite"))
                .toList();
    }
}
