package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Speaks HTTP to the stand-in as any client would, never by its Java types. */
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(10);
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    ApiClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    record Answer(int status, JsonNode json, HttpResponse<byte[]> raw) {
        JsonNode data() {
            return json.path("data");
        }

        JsonNode attribute(String name) {
            return data().path("attributes").path(name);
        }

        String id() {
            return data().path("id").asText();
        }

        String error() {
            return json.path("errors").path(0).path("detail").asText();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send("GET", path, null, "application/vnd.api+json");
    }

    Answer post(String path, String body) {
        return send("POST", path, body, "application/vnd.api+json");
    }

    Answer send(String method, String path, String body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(20));
        return exchange(request.method(method, body(body)).build());
    }

    /** Without any credential. */
    Answer bare(String method, String address, byte[] body) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        return exchange(HttpRequest.newBuilder(URI.create(address))
                .method(method, publisher)
                .build());
    }

    Answer bearing(String method, String address, byte[] body) {
        return exchange(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private Answer exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.contains("json") && answer.body().length > 0
                    ? JSON.readTree(answer.body())
                    : JSON.createObjectNode();
            return new Answer(answer.statusCode(), json, answer);
        } catch (IOException e) {
            throw new AssertionError(request + " got no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.BodyPublisher body(String body) {
        return body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }

    Answer configuration(String workspace, String attributes) {
        return post(
                "/api/v2/workspaces/" + workspace + "/configuration-versions",
                "{\"data\":{\"type\":\"configuration-versions\",\"attributes\":" + attributes + "}}");
    }

    /** Makes a configuration version that queues nothing by itself, and uploads to it; its id. */
    String uploaded(String workspace, boolean speculative, Map<String, byte[]> files) {
        Answer version = configuration(
                workspace,
                "{\"auto-queue-runs\":false,\"provisional\":" + !speculative + ",\"speculative\":" + speculative + "}");
        bare("PUT", version.attribute("upload-url").asText(), tarball(files));
        return version.id();
    }

    Answer run(String workspace, String version, String attributes) {
        return post(
                "/api/v2/runs",
                "{\"data\":{\"type\":\"runs\",\"attributes\":" + attributes
                        + ",\"relationships\":{\"workspace\":{\"data\":{\"type\":\"workspaces\",\"id\":\"" + workspace
                        + "\"}},\"configuration-version\":{\"data\":{\"type\":\"configuration-versions\",\"id\":\""
                        + version
                        + "\"}}}}}");
    }

    Answer await(String run, Predicate<Answer> condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            Answer answer = get("/api/v2/runs/" + run);
            if (condition.test(answer)) {
                return answer;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new AssertionError("the run never came to what was waited for: "
                + get("/api/v2/runs/" + run).json());
    }

    Answer awaitStatus(String run, String status) {
        return await(run, answer -> answer.attribute("status").asText().equals(status));
    }

    Answer awaitConfirmable(String run) {
        return await(
                run,
                answer -> answer.attribute("actions").path("is-confirmable").asBoolean());
    }

    static byte[] tarball(Map<String, byte[]> files) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(file.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(file.getValue());
                    tar.closeArchiveEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Map<String, byte[]> configurationOf(String text) {
        return Map.of("main.tf", text.getBytes(StandardCharsets.UTF_8));
    }
}
