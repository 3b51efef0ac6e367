package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static Client client;

    @BeforeAll
    static void start() {
        client = new Client();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void an_app_jwt_is_accepted_with_the_key_that_github_handed_out() throws Exception {
        assertThat(client.github.privateKeyPem()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        var app = client.get(client.jwt(), "/app");
        assertThat(app.status()).isEqualTo(200);
        assertThat(app.json().get("id").asLong()).isEqualTo(client.github.appId());
    }

    @Test
    void a_jwt_that_lives_too_long_or_is_from_the_future_or_expired_is_refused() throws Exception {
        String id = String.valueOf(client.github.appId());
        Instant now = Instant.now();
        assertThat(client.get(client.jwt(id, now.minusSeconds(60), now.plusSeconds(700)), "/app")
                        .status())
                .isEqualTo(401);
        assertThat(client.get(client.jwt(id, now.plusSeconds(60), now.plusSeconds(300)), "/app")
                        .status())
                .isEqualTo(401);
        assertThat(client.get(client.jwt(id, now.minusSeconds(600), now.minusSeconds(1)), "/app")
                        .status())
                .isEqualTo(401);
        assertThat(client.get(client.jwt("7", now.minusSeconds(60), now.plusSeconds(300)), "/app")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_jwt_signed_by_another_key_or_sent_as_token_is_refused() throws Exception {
        Instant now = Instant.now();
        String other = Client.jwt(
                String.valueOf(client.github.appId()),
                now.minusSeconds(60),
                now.plusSeconds(300),
                Jwts.SIG.RS256.keyPair().build().getPrivate());
        assertThat(client.get(other, "/app").status()).isEqualTo(401);
        assertThat(client.send("GET", "/app", null, "Authorization", "token " + client.jwt())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void an_installation_token_has_the_long_format_and_lives_an_hour() throws Exception {
        long installation = client.get(client.jwt(), "/orgs/acme/installation")
                .json()
                .get("id")
                .asLong();
        var answer = client.as(client.jwt(), "POST", "/app/installations/" + installation + "/access_tokens", null);
        assertThat(answer.status()).isEqualTo(201);
        String token = answer.json().get("token").asText();
        assertThat(token)
                .matches("ghs_" + client.github.appId() + "_[^.]+\\.[^.]+\\.[^.]+")
                .hasSizeBetween(500, 540);
        assertThat(Instant.parse(answer.json().get("expires_at").asText()))
                .isBetween(Instant.now().plusSeconds(3590), Instant.now().plusSeconds(3601));
    }

    @Test
    void a_token_without_the_permission_is_told_which_one_it_lacks() throws Exception {
        String narrow = client.token("{\"permissions\":{\"contents\":\"read\"}}");
        assertThat(client.get(narrow, "/repos/acme/infra/git/ref/heads/main").status())
                .isEqualTo(200);
        var refused = client.get(narrow, "/repos/acme/infra/pulls");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("message").asText()).isEqualTo("Resource not accessible by integration");
        assertThat(refused.header("X-Accepted-GitHub-Permissions")).isEqualTo("pull_requests=read");
    }

    @Test
    void a_token_narrowed_to_one_repository_does_not_find_another() throws Exception {
        Repo other = client.github.createRepository("acme", "other", java.util.Map.of("a", "b"));
        String narrow = client.token("{\"repository_ids\":[" + client.repo.id() + "]}");
        assertThat(client.get(narrow, "/repos/acme/infra").status()).isEqualTo(200);
        assertThat(client.get(narrow, "/repos/acme/other").status()).isEqualTo(404);
        assertThat(client.get(client.token(null), "/repositories/" + other.id()).status())
                .isEqualTo(200);
    }

    @Test
    void more_permissions_than_the_app_was_granted_cannot_be_had() throws Exception {
        long installation = client.get(client.jwt(), "/users/acme/installation")
                .json()
                .get("id")
                .asLong();
        var answer = client.as(
                client.jwt(),
                "POST",
                "/app/installations/" + installation + "/access_tokens",
                "{\"permissions\":{\"contents\":\"write\"}}");
        assertThat(answer.status()).isEqualTo(422);
    }

    @Test
    void an_expired_token_is_a_bad_credential() throws Exception {
        try (Client own = new Client()) {
            String token = own.token(null);
            own.github.expireTokens();
            assertThat(own.get(token, "/repos/acme/infra").status()).isEqualTo(401);
        }
    }

    @Test
    void a_jwt_is_no_token_and_a_token_no_jwt() throws Exception {
        assertThat(client.get(client.jwt(), "/repos/acme/infra").status()).isEqualTo(401);
        assertThat(client.get(client.token(null), "/app").status()).isEqualTo(401);
    }

    @Test
    void a_request_without_a_user_agent_is_forbidden() throws Exception {
        // Java's client always names itself, so this one is written by hand.
        URI api = URI.create(client.github.apiUrl());
        try (Socket socket = new Socket(api.getHost(), api.getPort())) {
            String request = "GET /meta HTTP/1.1\r\nHost: " + api.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").contains("has a User-Agent header");
        }
    }

    @Test
    void an_unknown_api_version_and_a_body_that_is_not_json_are_refused() throws Exception {
        String token = "Bearer " + client.token(null);
        assertThat(client.send(
                                "GET",
                                "/repos/acme/infra",
                                null,
                                "Authorization",
                                token,
                                "X-GitHub-Api-Version",
                                "1999-01-01")
                        .status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/repos/acme/infra/check-runs", "{", "Authorization", token)
                        .status())
                .isEqualTo(400);
    }
}
