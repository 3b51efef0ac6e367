package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;

/** Short ways to write JSON down. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Names and values in turn; instants and other non-JSON values as text. */
    static ObjectNode object(Object... namesAndValues) {
        ObjectNode node = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            node.set((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return node;
    }

    static <T> ArrayNode array(Collection<T> items, Function<? super T, ?> shape) {
        ArrayNode array = MAPPER.createArrayNode();
        items.forEach(item -> array.add(value(shape.apply(item))));
        return array;
    }

    private static JsonNode value(Object value) {
        return switch (value) {
            case null -> MAPPER.nullNode();
            case JsonNode node -> node;
            case Number number -> MAPPER.valueToTree(number);
            case Boolean truth -> MAPPER.valueToTree(truth);
            case Collection<?> items -> array(items, item -> item);
            case java.util.Map<?, ?> map -> MAPPER.valueToTree(map);
            default -> MAPPER.getNodeFactory().textNode(value.toString());
        };
    }
}
