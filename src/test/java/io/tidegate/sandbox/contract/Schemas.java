package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An OpenAPI document whose schemas are compiled when first needed. Prose and examples are dropped while it is read:
 * they are most of it.
 */
public final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PROSE = Set.of(
            "description",
            "summary",
            "externalDocs",
            "example",
            "examples",
            "tags",
            "x-codeSamples",
            "x-github-breaking-changes");
    /** Objects whose keys are names that somebody chose, among which "description" is no prose. */
    private static final Set<String> NAMING = Set.of("properties", "schemas", "responses", "parameters", "mapping");

    private final JsonNode document;
    private final ObjectNode compiled = JSON.createObjectNode();
    private final Schema root;
    private final Map<JsonNode, Schema> known = new IdentityHashMap<>();

    /** @param dialect what the document's OpenAPI version says of schemas */
    public Schemas(Path file, Dialect dialect) {
        try {
            document = JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        strip(document, false);
        ObjectNode shell = JSON.createObjectNode();
        shell.set("components", document.path("components"));
        shell.set("compiled", compiled);
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        root = SchemaRegistry.withDefaultDialect(dialect, builder -> builder.schemaRegistryConfig(config))
                .getSchema(SchemaLocation.of("https://description.invalid/" + file.getFileName()), shell);
    }

    public JsonNode document() {
        return document;
    }

    /** The node itself, or what its {@code $ref} leads to. */
    public JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? resolved(document.at(node.get("$ref").textValue().substring(1)))
                : node;
    }

    /** What this schema of the document does not allow of the value; array positions are written as {@code *}. */
    public synchronized List<String> violations(JsonNode schema, JsonNode value) {
        return known.computeIfAbsent(schema, this::compile).validate(value).stream()
                .filter(error -> !empty(error))
                .map(error -> Places.general(error.getInstanceLocation().toString()) + " " + error.getMessage())
                .distinct()
                .toList();
    }

    /** An empty text where an address is due: GitHub's way to say that there is none, even its default. */
    private static boolean empty(Error error) {
        return error.getKeyword().equals("format")
                && error.getInstanceNode() != null
                && error.getInstanceNode().asText("x").isEmpty();
    }

    private Schema compile(JsonNode schema) {
        String name = "s" + compiled.size();
        compiled.set(name, schema);
        return root.getRefSchema(SchemaLocation.of("#/compiled/" + name).getFragment());
    }

    private static void strip(JsonNode node, boolean names) {
        if (node instanceof ObjectNode object && !names) {
            object.properties().removeIf(entry -> PROSE.contains(entry.getKey()));
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> strip(entry.getValue(), !names && NAMING.contains(entry.getKey())));
        } else {
            node.forEach(item -> strip(item, false));
        }
    }
}
