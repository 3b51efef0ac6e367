package io.tidegate.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields that a description does not know. Its schemas rarely forbid them, but what is not described is not there: a
 * misspelt wish that nobody reads, or an answer that the real one never gives.
 */
public final class UnknownFields {
    private final Schemas schemas;

    public UnknownFields(Schemas schemas) {
        this.schemas = schemas;
    }

    /** What is known of one object, with all of its alternatives together. */
    private static final class Shape {
        final Map<String, List<JsonNode>> properties = new LinkedHashMap<>();
        final List<JsonNode> items = new ArrayList<>();
        /** Whether fields may have any name. */
        boolean open;
    }

    /** The places of unknown fields, with array positions as {@code *}. */
    public Set<String> in(JsonNode schema, JsonNode value) {
        Set<String> places = new LinkedHashSet<>();
        collect(List.of(schema), value, "", places);
        return places;
    }

    private void collect(List<JsonNode> alternatives, JsonNode value, String place, Set<String> places) {
        if (!value.isContainerNode()) {
            return;
        }
        Shape shape = new Shape();
        alternatives.forEach(schema -> add(schema, shape));
        if (value.isArray()) {
            value.forEach(item -> collect(shape.items, item, place + "/*", places));
            return;
        }
        if (shape.properties.isEmpty()) {
            return;
        }
        value.properties().forEach(field -> {
            List<JsonNode> described = shape.properties.get(field.getKey());
            String where = place + "/" + field.getKey();
            if (described != null) {
                collect(described, field.getValue(), where, places);
            } else if (!shape.open) {
                places.add(where);
            }
        });
    }

    private void add(JsonNode unresolved, Shape shape) {
        JsonNode schema = schemas.resolved(unresolved);
        schema.path("properties")
                .properties()
                .forEach(property -> shape.properties
                        .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
                        .add(property.getValue()));
        JsonNode additional = schema.path("additionalProperties");
        shape.open |= additional.isObject() || additional.asBoolean(false);
        if (schema.has("items")) {
            shape.items.add(schema.get("items"));
        }
        for (String combination : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(combination).forEach(part -> add(part, shape));
        }
    }
}
