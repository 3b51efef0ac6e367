package io.tidegate.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tidegate.change.Change;
import io.tidegate.change.Effect;
import io.tidegate.change.EnvironmentState;
import io.tidegate.flow.NewerForm;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stored form of state, effects and outcomes: JSON in ASCII, so that hostile text (NUL, half a surrogate pair)
 * survives. The core knows nothing of it: {@link Shapes} tells Jackson about its types from outside.
 */
@Singleton
public final class StateCodec {
    /** Grows with every form that an older version would misread; a new one is written one release after it can be read. */
    public static final int VERSION = 1;

    private final ObjectMapper mapper;

    public StateCodec() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE);
        Shapes.of(Change.class, EnvironmentState.class, Effect.class, Outcome.class)
                .teach(builder);
        mapper = builder.build();
    }

    String write(Change change) {
        return text(change);
    }

    String write(EnvironmentState state) {
        return text(state);
    }

    String write(Effect effect) {
        return text(effect);
    }

    String write(Map<String, String> facts) {
        return text(new TreeMap<>(facts));
    }

    byte[] write(Outcome outcome) {
        ObjectNode envelope = mapper.createObjectNode().put("codec", VERSION);
        envelope.set("outcome", mapper.valueToTree(outcome));
        return text(envelope).getBytes(StandardCharsets.US_ASCII);
    }

    Change change(int codec, String json) {
        return read(codec, json, Change.class);
    }

    EnvironmentState environment(int codec, String json) {
        return read(codec, json, EnvironmentState.class);
    }

    Effect effect(int codec, String json) {
        return read(codec, json, Effect.class);
    }

    Outcome outcome(byte[] payload) {
        try {
            JsonNode envelope = mapper.readTree(new String(payload, StandardCharsets.UTF_8));
            return read(envelope.path("codec").asInt(), envelope.path("outcome").toString(), Outcome.class);
        } catch (JsonProcessingException e) {
            throw unreadable(Outcome.class, e);
        }
    }

    private <T> T read(int codec, String json, Class<T> type) {
        if (codec > VERSION) {
            throw new NewerForm(type.getSimpleName() + " has the form " + codec + ", this version reads up to "
                    + VERSION + ": a process of the version that wrote it, or of a newer one, goes on with it");
        }
        if (codec < 1) {
            throw new UnreadableState(type.getSimpleName() + " has no form: the stored row is damaged");
        }
        try {
            T value = mapper.readValue(json, type);
            if (value == null) {
                throw new UnreadableState(type.getSimpleName() + " is null: the stored row is damaged");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw unreadable(type, e);
        }
    }

    private String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw unreadable(value.getClass(), e);
        }
    }

    /** Jackson's own message is left out: it can quote what it read. */
    private static UnreadableState unreadable(Class<?> type, JsonProcessingException e) {
        return new UnreadableState(type.getSimpleName() + " does not have the form " + VERSION + " ("
                + e.getClass().getSimpleName() + "): the stored row is damaged");
    }
}
