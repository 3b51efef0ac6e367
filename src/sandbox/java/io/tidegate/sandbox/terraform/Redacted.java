package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * HCP Terraform's redacted JSON of a plan: another format, without what is configured, and with a digest in the place of
 * each sensitive value. How the real digests are made is not known; these hold the plan's own time, so that nobody comes
 * to rely on equal ones. The schemas of the providers, which the real one has, are left empty: they are not kept here.
 */
final class Redacted {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEPT = List.of(
            "resource_drift", "resource_changes", "relevant_attributes", "deferred_changes", "action_invocations");

    private final String salt;

    private Redacted(String salt) {
        this.salt = salt;
    }

    static byte[] of(byte[] planJson) {
        try {
            JsonNode plan = JSON.readTree(planJson);
            return JSON.writeValueAsBytes(new Redacted(plan.path("timestamp").asText()).of(plan));
        } catch (IOException e) {
            throw new UncheckedIOException("terraform show -json gave something that is not JSON", e);
        }
    }

    private ObjectNode of(JsonNode plan) {
        ObjectNode redacted = JSON.createObjectNode();
        redacted.put("plan_format_version", "1.1");
        redacted.put("provider_format_version", "1.0");
        redacted.putObject("provider_schemas");
        KEPT.stream().filter(plan::has).forEach(section -> redacted.set(section, entries(plan.get(section))));
        ObjectNode outputs = redacted.putObject("output_changes");
        plan.path("output_changes")
                .properties()
                .forEach(output -> outputs.set(output.getKey(), sides(output.getValue())));
        return redacted;
    }

    private JsonNode entries(JsonNode changes) {
        ArrayNode entries = JSON.createArrayNode();
        changes.forEach(entry -> {
            JsonNode copy = entry.deepCopy();
            if (copy instanceof ObjectNode object && object.has("change")) {
                object.set("change", sides(object.get("change")));
            }
            entries.add(copy);
        });
        return entries;
    }

    private JsonNode sides(JsonNode change) {
        ObjectNode copy = change.deepCopy();
        copy.set("before", hidden(change.path("before"), change.path("before_sensitive")));
        copy.set("after", hidden(change.path("after"), change.path("after_sensitive")));
        return copy;
    }

    private JsonNode hidden(JsonNode value, JsonNode mask) {
        if (mask.asBoolean(false) && !value.isNull()) {
            return TextNode.valueOf(digest(value.toString()));
        }
        if (value instanceof ObjectNode fields && mask.isObject()) {
            ObjectNode copy = fields.objectNode();
            fields.properties().forEach(f -> copy.set(f.getKey(), hidden(f.getValue(), mask.path(f.getKey()))));
            return copy;
        }
        if (value instanceof ArrayNode items && mask.isArray()) {
            ArrayNode copy = items.arrayNode();
            for (int i = 0; i < items.size(); i++) {
                copy.add(hidden(items.get(i), mask.path(i)));
            }
            return copy;
        }
        return value;
    }

    private String digest(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((salt + value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
