package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds webhooks to the schemas that GitHub publishes of them, headers and all. */
public final class WebhookJudge {
    private static final String FILE = "node_modules/@octokit/openapi-webhooks/generated/api.github.com.json";
    /** What repositories tell since some of the schemas were written; the others know them. */
    private static final Set<String> NEWER = Set.of("has_discussions", "web_commit_signoff_required");

    private final Schemas schemas;
    private final UnknownFields unknown;

    public WebhookJudge(Path home) {
        schemas = new Schemas(home.resolve(FILE), Dialects.getOpenApi31());
        unknown = new UnknownFields(schemas);
    }

    /** @param headers by lower-case name */
    public List<String> violations(Map<String, String> headers, JsonNode payload) {
        String event = headers.getOrDefault("x-github-event", "");
        String action = payload.path("action").asText();
        String name = (action.isEmpty() ? event : event + "-" + action).replace('_', '-');
        JsonNode operation = schemas.document().path("webhooks").path(name).path("post");
        if (operation.isMissingNode()) {
            return List.of(name + " is not described");
        }
        List<String> wrong = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String header = parameter.path("name").asText();
            if (parameter.path("required").asBoolean() && !headers.containsKey(header.toLowerCase())) {
                wrong.add("header " + header + " is missing");
            }
        }
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        wrong.addAll(schemas.violations(schema, payload));
        unknown.in(schema, payload).stream()
                .filter(place -> !NEWER.contains(place.substring(place.lastIndexOf('/') + 1)))
                .forEach(place -> wrong.add(place + " is not described"));
        return wrong.stream().map(one -> name + ": " + one).toList();
    }
}
