package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.terraform.TerraformStandIn;
import io.tidegate.sandbox.terraform.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Calls the sandbox's HCP Terraform with bodies as they are written here, whatever the description says of them. */
final class HcpCaller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TerraformStandIn terraform;

    HcpCaller(TerraformStandIn terraform) {
        this.terraform = terraform;
    }

    record Answer(int status, JsonNode json) {
        String id() {
            return json.at("/data/id").asText();
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer create(String path, String type, String attributes) {
        return send("POST", path, "{\"data\":{\"type\":\"" + type + "\",\"attributes\":" + attributes + "}}");
    }

    Answer patch(String path, String type, String attributes) {
        return send("PATCH", path, "{\"data\":{\"type\":\"" + type + "\",\"attributes\":" + attributes + "}}");
    }

    private Answer send(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(URI.create(terraform.url() + "/api/v2/" + path))
                .header("Authorization", "Bearer " + terraform.token())
                .header("Content-Type", "application/vnd.api+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request + " got no answer", e);
        }
    }

    /** A configuration that real runs can be made of; its id. */
    String uploaded(Workspace workspace, String configuration) {
        Answer version = create(
                "workspaces/" + workspace.id() + "/configuration-versions",
                "configuration-versions",
                "{\"auto-queue-runs\":false,\"provisional\":true,\"speculative\":false}");
        exchange(HttpRequest.newBuilder(URI.create(
                        version.json().at("/data/attributes/upload-url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(archive(configuration)))
                .build());
        return version.id();
    }

    String run(Workspace workspace, String configuration, String attributes) {
        return post("runs", """
                {"data":{"type":"runs","attributes":%s,"relationships":{
                  "workspace":{"data":{"type":"workspaces","id":"%s"}},
                  "configuration-version":{"data":{"type":"configuration-versions","id":"%s"}}}}}
                """.formatted(attributes, workspace.id(), configuration))
                .id();
    }

    void await(String run, TerraformStandIn in) {
        until(() -> in.run(run).confirmable(), run);
    }

    void awaitOverridable(String run) {
        until(() -> terraform.run(run).status().matches("policy_override|post_plan_awaiting_decision"), run);
    }

    private void until(java.util.function.BooleanSupplier happened, String run) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come: " + terraform.run(run));
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static byte[] archive(String configuration) {
        byte[] text = configuration.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry("main.tf");
            entry.setSize(text.length);
            tar.putArchiveEntry(entry);
            tar.write(text);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
