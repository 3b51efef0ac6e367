package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The attributes of a resource in a request, each of which must have its type; null is as good as absent. */
record Attributes(JsonNode node) {
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? typed(name, JsonNode::isBoolean, "a boolean").asBoolean() : otherwise;
    }

    String text(String name, String otherwise) {
        return has(name) ? typed(name, JsonNode::isTextual, "a string").asText() : otherwise;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name)) {
            if (!element.isTextual()) {
                throw new Refusal(422, name + " must be a list of strings");
            }
            texts.add(element.asText());
        }
        return List.copyOf(texts);
    }

    JsonNode list(String name) {
        return has(name) ? typed(name, JsonNode::isArray, "a list") : node.path("");
    }

    JsonNode required(String name, Predicate<JsonNode> type) {
        if (!has(name)) {
            throw new Refusal(422, name + " can't be blank");
        }
        return typed(name, type, "of its type");
    }

    private JsonNode typed(String name, Predicate<JsonNode> type, String what) {
        JsonNode value = node.path(name);
        if (!type.test(value)) {
            throw new Refusal(422, name + " must be " + what);
        }
        return value;
    }
}
