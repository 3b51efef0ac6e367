package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import java.util.List;
import java.util.Optional;

/** A request's JSON object, read strictly. */
record Fields(String resource, JsonNode node) {
    Fields {
        if (!node.isObject()) {
            throw new Refusal(400, "Body should be a JSON object");
        }
    }

    /** The checks API refuses keys that it does not know; most others ignore them. */
    void only(String... names) {
        List<String> known = List.of(names);
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Invalid.schema("\"" + name + "\" is not a permitted key.");
            }
        });
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String requiredText(String name) {
        if (!has(name)) {
            throw Invalid.schema("\"" + name + "\" wasn't supplied.");
        }
        return text(name).orElseThrow();
    }

    Optional<String> text(String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        if (!node.get(name).isTextual()) {
            throw wrong(name, "a string");
        }
        return Optional.of(node.get(name).textValue());
    }

    Optional<String> text(String name, int limit) {
        Optional<String> text = text(name);
        if (text.isPresent() && text.get().codePointCount(0, text.get().length()) > limit) {
            throw Invalid.message(resource, name, name + " is too long (maximum is " + limit + " characters)");
        }
        return text;
    }

    Optional<String> oneOf(String name, List<String> allowed) {
        Optional<String> text = text(name);
        if (text.isPresent() && !allowed.contains(text.get())) {
            throw Invalid.schema(
                    "For 'properties/" + name + "', " + text.get() + " is not a member of " + allowed + ".");
        }
        return text;
    }

    boolean flag(String name, boolean otherwise) {
        if (!node.has(name)) {
            return otherwise;
        }
        if (!node.get(name).isBoolean()) {
            throw wrong(name, "a boolean");
        }
        return node.get(name).booleanValue();
    }

    /** GitHub's own words are of Ruby, where null is nil. */
    private Invalid wrong(String name, String wanted) {
        Object value = node.get(name).isNull() ? "nil" : node.get(name);
        return Invalid.schema("For 'properties/" + name + "', " + value + " is not " + wanted + ".");
    }
}
