package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What the real program made of a job, kept as gzip'd JSON under the digest of all that the job depends on. */
record Recording(
        String label, String version, Step plan, Optional<byte[]> planJson, Optional<Step> apply, byte[] state) {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Step(boolean succeeded, String log) {}

    Recording applied(Step step, byte[] after) {
        return new Recording(label, version, plan, planJson, Optional.of(step), after);
    }

    /** The digest under which a job's recording is kept. */
    static String key(Job job) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            job.configuration().deciding(job.workingDirectory()).forEach((path, content) -> {
                add(digest, path.getBytes(StandardCharsets.UTF_8));
                add(digest, content);
            });
            add(digest, job.workingDirectory().getBytes(StandardCharsets.UTF_8));
            job.variables().stream()
                    .sorted(Comparator.comparing(Variable::key))
                    .forEach(variable -> add(digest, variable));
            job.options().variables().forEach(variable -> add(digest, variable));
            RunOptions options = job.options();
            String flags = options.destroy() + " " + options.refresh() + " " + options.refreshOnly() + " "
                    + options.targets() + " " + options.replacements();
            add(digest, flags.getBytes(StandardCharsets.UTF_8));
            add(digest, job.state());
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, Variable variable) {
        String text = variable.category() + " " + variable.key() + " " + variable.hcl() + " " + variable.value();
        add(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
        digest.update(part);
    }

    byte[] packed() {
        ObjectNode node = JSON.createObjectNode().put("label", label).put("version", version);
        node.putObject("plan").put("succeeded", plan.succeeded()).put("log", plan.log());
        try {
            if (planJson.isPresent()) {
                node.set("json", JSON.readTree(planJson.get()));
            }
            apply.ifPresent(step -> {
                node.putObject("apply").put("succeeded", step.succeeded()).put("log", step.log());
                node.put("state", new String(state, StandardCharsets.UTF_8));
            });
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                JSON.writeValue(gzip, node);
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recording unpacked(InputStream packed) {
        try (GZIPInputStream gzip = new GZIPInputStream(packed)) {
            JsonNode node = JSON.readTree(gzip);
            Optional<byte[]> json =
                    node.has("json") ? Optional.of(JSON.writeValueAsBytes(node.get("json"))) : Optional.empty();
            Optional<Step> apply = node.has("apply") ? Optional.of(step(node.get("apply"))) : Optional.empty();
            return new Recording(
                    node.path("label").asText(),
                    node.path("version").asText(),
                    step(node.path("plan")),
                    json,
                    apply,
                    node.path("state").asText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("a recording of the sandbox cannot be read", e);
        }
    }

    private static Step step(JsonNode node) {
        return new Step(node.path("succeeded").asBoolean(), node.path("log").asText());
    }
}
