package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Jwts;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.http.Holds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** A stand-in with one repository and some people, and a client that speaks plain HTTP to it. */
final class Client implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    final Journal journal = new Journal();
    final SandboxClock clock = new SandboxClock();
    final Holds holds = new Holds();
    final GitHubStandIn github = new GitHubStandIn(0, journal, clock, holds);
    final Repo repo = github.createRepository(
            "acme",
            "infra",
            Map.of("README.md", "infra\n", "environments/dev/main.tf", "a = 1\nb = 2\n", "modules/vpc/main.tf", "x\n"));
    final Person lee = github.person("lee");
    final Person ann = github.person("ann");
    private final HttpClient http = HttpClient.newHttpClient();

    Client() {
        repo.permission(lee, "write");
        repo.permission(ann, "maintain");
    }

    record Answer(HttpResponse<byte[]> raw) {
        int status() {
            return raw.statusCode();
        }

        String text() {
            return new String(raw.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(raw.body());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    /** Headers come in pairs; the body is sent as JSON when there is one. */
    Answer send(String method, String pathOrUrl, String body, String... headers) throws Exception {
        String url = pathOrUrl.startsWith("http") ? pathOrUrl : github.apiUrl() + pathOrUrl;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** A body of another kind than JSON. */
    Answer sendAs(String type, String token, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(github.apiUrl() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new Answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    Answer as(String token, String method, String path, String body) throws Exception {
        return send(method, path, body, "Authorization", "Bearer " + token);
    }

    Answer get(String token, String path) throws Exception {
        return as(token, "GET", path, null);
    }

    String jwt() {
        return jwt(
                String.valueOf(github.appId()),
                Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(540));
    }

    String jwt(String issuer, Instant issued, Instant expires) {
        return jwt(issuer, issued, expires, Keys.privateKey(github.privateKeyPem()));
    }

    static String jwt(String issuer, Instant issued, Instant expires, PrivateKey key) {
        return Jwts.builder()
                .issuer(issuer)
                .issuedAt(Date.from(issued))
                .expiration(Date.from(expires))
                .signWith(key, Jwts.SIG.RS256)
                .compact();
    }

    /** A token with these permissions, or all of the App's. */
    String token(String body) throws Exception {
        long installation =
                get(jwt(), "/repos/acme/infra/installation").json().get("id").asLong();
        Answer answer = as(jwt(), "POST", "/app/installations/" + installation + "/access_tokens", body);
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.text());
        }
        return answer.json().get("token").asText();
    }

    @Override
    public void close() {
        http.shutdownNow();
        github.close();
    }
}
