package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.dialect.Dialects;
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

/**
 * Holds requests to HCP Terraform and its answers to HashiCorp's own description, as a lower bound: what is described
 * must be as described, what an answer has besides is not judged. {@link HcpGaps} has what the description lacks.
 */
public final class HcpJudge implements Judge {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v2";

    private static HcpJudge shared;

    private final Schemas schemas;
    private final Operations operations;
    private final UnknownFields unknown;
    private final Set<String> seen = new HashSet<>();

    private HcpJudge(Path file) {
        schemas = new Schemas(file, Dialects.getOpenApi30());
        operations = new Operations(schemas);
        unknown = new UnknownFields(schemas);
    }

    /** One for each JVM: the description is large. */
    static synchronized HcpJudge of(Path file) {
        if (shared == null) {
            shared = new HcpJudge(file);
        }
        return shared;
    }

    @Override
    public List<String> violations(Exchange exchange) {
        Request request = exchange.request();
        if (!exchange.side().equals("terraform") || !request.path().startsWith(API) || HcpGaps.undescribed(request)) {
            return List.of();
        }
        Optional<Operations.Operation> operation =
                operations.find(request.method(), request.path().substring(API.length()));
        if (operation.isEmpty()) {
            return List.of(request.method() + " " + HcpGaps.general(request.path()) + " is not described");
        }
        String name = operation.get().name();
        Stream<String> asked =
                request(operation.get().node(), request).stream().map(wrong -> name + ", request: " + wrong);
        if (exchange.struck()) {
            return asked.toList();
        }
        int status = exchange.response().status();
        synchronized (seen) {
            seen.add(name + " " + status);
        }
        Stream<String> answered = answer(operation.get().node(), exchange.response()).stream()
                .filter(wrong -> !HcpGaps.answered(wrong))
                .map(wrong -> name + ", answer " + status + ": " + wrong);
        return Stream.concat(asked, answered).distinct().toList();
    }

    /** Method, template and status of every answer judged so far. */
    Set<String> seen() {
        synchronized (seen) {
            return Set.copyOf(seen);
        }
    }

    private List<String> request(JsonNode operation, Request request) {
        List<String> wrong = new ArrayList<>();
        Set<String> left = new HashSet<>(request.query().keySet());
        for (JsonNode unresolved : operation.path("parameters")) {
            JsonNode parameter = schemas.resolved(unresolved);
            if (parameter.path("in").asText().equals("query")) {
                String name = parameter.path("name").asText();
                left.removeIf(asked -> asked.equals(name) || asked.startsWith(name + "["));
            }
        }
        left.forEach(name -> wrong.add("query " + name + " is not described"));
        JsonNode described = operation.path("requestBody");
        if (request.body().length == 0) {
            return described.path("required").asBoolean() ? List.of("there is no body") : wrong;
        }
        JsonNode schema = described.path("content").path(media(request)).path("schema");
        if (schema.isMissingNode()) {
            wrong.add("a body as " + media(request) + " is not described");
            return wrong;
        }
        JsonNode value = parsed(request.body());
        wrong.addAll(schemas.violations(schema, value));
        unknown.in(schema, value).forEach(place -> wrong.add(place + " is not described"));
        return wrong;
    }

    private static String media(Request request) {
        return request.header("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private List<String> answer(JsonNode operation, Response response) {
        JsonNode responses = operation.path("responses");
        String status = String.valueOf(response.status());
        JsonNode described = schemas.resolved(responses.path(responses.has(status) ? status : "default"));
        if (described.isMissingNode()) {
            return response.status() < 400 ? List.of("this status is not described") : errors(response);
        }
        JsonNode schema =
                described.path("content").path("application/vnd.api+json").path("schema");
        if (response.body().length == 0) {
            return List.of();
        }
        return schema.isMissingNode() ? List.of() : schemas.violations(schema, parsed(response.body()));
    }

    /** An error that the operation does not list has the form of every error. */
    private List<String> errors(Response response) {
        return schemas.violations(schemas.document().at("/components/schemas/errors"), parsed(response.body()));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
