package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.dialect.Dialects;
import io.tidegate.sandbox.contract.Operations.Operation;
import io.tidegate.sandbox.http.Exchange;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds requests to GitHub and its answers to GitHub's own OpenAPI description. */
public final class GitHubJudge implements Judge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "node_modules/@octokit/openapi/generated/api.github.com.json";

    private static GitHubJudge shared;

    private final Schemas schemas;
    private final Operations operations;
    private final UnknownFields unknown;
    private final Set<String> seen = new HashSet<>();

    private GitHubJudge(Path home) {
        schemas = new Schemas(home.resolve(FILE), Dialects.getOpenApi30());
        operations = new Operations(schemas);
        unknown = new UnknownFields(schemas);
    }

    /** One for each JVM: the description is large. */
    public static synchronized GitHubJudge of(Path home) {
        if (shared == null) {
            shared = new GitHubJudge(home);
        }
        return shared;
    }

    @Override
    public List<String> violations(Exchange exchange) {
        List<String> answer = exchange.struck() ? List.of() : answer(exchange);
        return Stream.concat(request(exchange).stream(), answer.stream()).toList();
    }

    /** What is wrong with the request alone. */
    public List<String> request(Exchange exchange) {
        if (!judged(exchange)) {
            return List.of();
        }
        Request request = exchange.request();
        Optional<Operation> operation = find(request);
        if (operation.isEmpty()) {
            return List.of(named(request) + ", request: no such operation is described");
        }
        JsonNode node = operation.get().node();
        List<String> wrong = new ArrayList<>();
        boolean token = request.header("Authorization").orElse("").contains("ghs_");
        if (token && !node.at("/x-github/enabledForGitHubApps").asBoolean(true)) {
            wrong.add("is not for GitHub Apps");
        }
        wrong.addAll(query(node, request));
        wrong.addAll(body(node, request));
        return prefixed(operation.get().name() + ", request: ", wrong);
    }

    /** What is wrong with the answer alone. */
    public List<String> answer(Exchange exchange) {
        if (!judged(exchange)) {
            return List.of();
        }
        Optional<Operation> operation = find(exchange.request());
        if (operation.isEmpty()) {
            return List.of();
        }
        Response response = exchange.response();
        String name = operation.get().name() + ", answer " + response.status() + ": ";
        if (Undescribed.unchanged(exchange)) {
            return List.of();
        }
        synchronized (seen) {
            seen.add(operation.get().name() + " " + response.status());
        }
        JsonNode described =
                schemas.resolved(operation.get().node().path("responses").path(String.valueOf(response.status())));
        if (!described.path("content").isEmpty() || !described.isMissingNode() && response.status() < 400) {
            List<String> wrong = content(described.path("content"), exchange).stream()
                    .filter(one -> !Undescribed.mistaken(operation.get().name(), one))
                    .toList();
            return prefixed(name, wrong);
        }
        return prefixed(
                name,
                Undescribed.error(response.status())
                        .map(schema -> json(schemas.document().at("/components/schemas/" + schema), response))
                        .orElse(List.of("this status is not described")));
    }

    /** Method, template and status of every answer judged so far. */
    Set<String> seen() {
        synchronized (seen) {
            return Set.copyOf(seen);
        }
    }

    private static boolean judged(Exchange exchange) {
        return exchange.side().equals("github")
                && !Undescribed.elsewhere(exchange.request().path());
    }

    private Optional<Operation> find(Request request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return operations.find(method, Undescribed.path(request.path()));
    }

    private static String named(Request request) {
        return request.method() + " " + request.path();
    }

    private List<String> query(JsonNode operation, Request request) {
        List<String> wrong = new ArrayList<>();
        Set<String> left = new HashSet<>(request.query().keySet());
        for (JsonNode unresolved : operation.path("parameters")) {
            JsonNode parameter = schemas.resolved(unresolved);
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && left.remove(name)) {
                JsonNode schema = schemas.resolved(parameter.path("schema"));
                schemas.violations(schema, value(schema, request.query().get(name)))
                        .forEach(violation -> wrong.add("query " + name + ": " + violation));
            }
        }
        left.forEach(name -> wrong.add("query " + name + " is not described"));
        return wrong;
    }

    private static JsonNode value(JsonNode schema, String text) {
        boolean literal = Set.of("integer", "boolean", "number")
                .contains(schema.path("type").asText());
        try {
            return literal ? JSON.readTree(text) : JSON.getNodeFactory().textNode(text);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private List<String> body(JsonNode operation, Request request) {
        JsonNode described = operation.path("requestBody");
        JsonNode schema = described.at("/content/application~1json/schema");
        if (request.body().length == 0) {
            return described.path("required").asBoolean() ? List.of("there is no body") : List.of();
        }
        if (schema.isMissingNode()) {
            return List.of("no body is described");
        }
        if (!type(request.header("Content-Type").orElse("")).equals("application/json")) {
            return List.of("the body is not sent as application/json");
        }
        return parsed(request.body())
                .map(value -> {
                    List<String> wrong = new ArrayList<>(schemas.violations(schema, value));
                    unknown.in(schema, value).forEach(place -> wrong.add(place + " is not described"));
                    return wrong;
                })
                .orElse(List.of("the body is not JSON"));
    }

    private List<String> content(JsonNode content, Exchange exchange) {
        Response response = exchange.response();
        if (content.isMissingNode() || content.isEmpty()) {
            return response.body().length == 0 ? List.of() : List.of("has a body, of which nothing is described");
        }
        String type = type(response.headers().getOrDefault("Content-Type", ""));
        if (Undescribed.RAW.contains(type)
                && exchange.request().header("Accept").orElse("").contains(type.replaceFirst("\\+json$", ""))) {
            return List.of();
        }
        JsonNode schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            return List.of("as '" + type + "', which is not described");
        }
        return type.endsWith("json") ? json(schema, response) : List.of();
    }

    private List<String> json(JsonNode schema, Response response) {
        return parsed(response.body())
                .map(value -> {
                    List<String> wrong = new ArrayList<>(schemas.violations(schema, value));
                    unknown.in(schema, value).stream()
                            .filter(place -> !Undescribed.field(response.status(), place))
                            .forEach(place -> wrong.add(place + " is not described"));
                    return wrong;
                })
                .orElse(List.of("is not JSON"));
    }

    private static Optional<JsonNode> parsed(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String type(String header) {
        return header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static List<String> prefixed(String prefix, List<String> wrong) {
        return wrong.stream().distinct().map(one -> prefix + one).toList();
    }
}
