package io.tidegate.github;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tidegate.gate.Actor;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** Reads GitHub's JSON strictly: a field that is not what it should be is an {@link Unfit}, never a default. */
final class Fields {
    /** Whom GitHub shows in place of a deleted account. */
    static final Actor GHOST = new Actor(10_137, "ghost", false);

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build());

    private Fields() {}

    /** A body that does not have the shape it should have. The message names the field, never its value. */
    static final class Unfit extends RuntimeException {
        Unfit(String message) {
            super(message);
        }
    }

    static JsonNode parse(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            throw new Unfit("it is not JSON");
        }
    }

    static byte[] write(Map<String, ?> value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    /** @param path field names separated by dots */
    static JsonNode at(JsonNode node, String path) {
        JsonNode found = node;
        for (String name : path.split("\\.", -1)) {
            found = found.path(name);
        }
        return found;
    }

    static String text(JsonNode node, String path) {
        JsonNode found = at(node, path);
        if (!found.isTextual()) {
            throw new Unfit("it has no text " + path);
        }
        return found.textValue();
    }

    static Optional<String> optional(JsonNode node, String path) {
        JsonNode found = at(node, path);
        return found.isTextual() ? Optional.of(found.textValue()) : Optional.empty();
    }

    static long id(JsonNode node, String path) {
        JsonNode found = at(node, path);
        if (!found.isIntegralNumber() || !found.canConvertToLong() || found.longValue() <= 0) {
            throw new Unfit("it has no id " + path);
        }
        return found.longValue();
    }

    static int count(JsonNode node, String path) {
        JsonNode found = at(node, path);
        if (!found.isIntegralNumber() || !found.canConvertToInt() || found.intValue() < 0) {
            throw new Unfit("it has no number " + path);
        }
        return found.intValue();
    }

    static String sha(JsonNode node, String path) {
        String text = text(node, path);
        if (!isSha(text)) {
            throw new Unfit("its " + path + " is no commit id");
        }
        return text;
    }

    static boolean isSha(String text) {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}");
    }

    static Instant instant(JsonNode node, String path) {
        try {
            return Instant.parse(text(node, path));
        } catch (DateTimeParseException e) {
            throw new Unfit("its " + path + " is no time");
        }
    }

    /** The account at {@code path}; the ghost when GitHub shows none. */
    static Actor actor(JsonNode node, String path) {
        JsonNode found = at(node, path);
        if (found.isNull()) {
            return GHOST;
        }
        return new Actor(
                id(found, "id"),
                text(found, "login"),
                optional(found, "type").orElse("User").equals("Bot"));
    }
}
