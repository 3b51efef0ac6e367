package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of an OpenAPI document, found by what was really asked. */
final class Operations {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private final Schemas schemas;
    private final List<Operation> operations = new ArrayList<>();
    private final ConcurrentMap<String, Optional<Operation>> found = new ConcurrentHashMap<>();

    /**
     * @param name method and template, for people
     * @param literals how many characters of the template are no parameter: the more, the better the fit
     */
    record Operation(String name, String method, Pattern path, int literals, JsonNode node) {}

    Operations(Schemas schemas) {
        this.schemas = schemas;
        schemas.document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        operations.sort(Comparator.comparingInt(Operation::literals).reversed());
    }

    Optional<Operation> find(String method, String path) {
        return found.computeIfAbsent(
                method + " " + path,
                key -> operations.stream()
                        .filter(operation -> operation.method().equals(method)
                                && operation.path().matcher(path).matches())
                        .findFirst());
    }

    private Operation operation(String method, String template, JsonNode node) {
        StringBuilder pattern = new StringBuilder();
        Matcher parameters = PARAMETER.matcher(template);
        int literals = template.length();
        int end = 0;
        while (parameters.find()) {
            pattern.append(Pattern.quote(template.substring(end, parameters.start())));
            pattern.append(several(node, parameters.group(1)) ? ".+" : "[^/]+");
            literals -= parameters.group().length();
            end = parameters.end();
        }
        pattern.append(Pattern.quote(template.substring(end)));
        return new Operation(method + " " + template, method, Pattern.compile(pattern.toString()), literals, node);
    }

    /** Whether the parameter may hold slashes, which plain OpenAPI cannot say. */
    private boolean several(JsonNode operation, String name) {
        for (JsonNode unresolved : operation.path("parameters")) {
            JsonNode parameter = schemas.resolved(unresolved);
            if (parameter.path("in").asText().equals("path")
                    && parameter.path("name").asText().equals(name)) {
                return parameter.path("x-multi-segment").asBoolean();
            }
        }
        return false;
    }
}
