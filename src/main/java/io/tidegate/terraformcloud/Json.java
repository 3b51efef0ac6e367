package io.tidegate.terraformcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.util.Map;

/** JSON:API documents to records and back; attributes have dashes in their names, what is unknown is left. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    static byte[] bytes(Map<String, Object> value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Maps of texts, numbers and maps can always be written", impossible);
        }
    }

    static JsonNode tree(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** One resource with attributes of that type. */
    static <A> Document<A> document(Answer answer, Class<A> attributes, String doing) {
        return read(answer, MAPPER.getTypeFactory().constructParametricType(Document.class, attributes), doing);
    }

    /** A list of resources with attributes of that type. */
    static <A> Document.Many<A> documents(Answer answer, Class<A> attributes, String doing) {
        return read(answer, MAPPER.getTypeFactory().constructParametricType(Document.Many.class, attributes), doing);
    }

    static <A> A attributes(JsonNode node, Class<A> attributes) throws IOException {
        return MAPPER.treeToValue(node, attributes);
    }

    private static <T> T read(Answer answer, JavaType type, String doing) {
        try {
            return MAPPER.readValue(answer.body(), type);
        } catch (IOException unreadable) {
            throw new Outside.Unavailable(
                    "Tidegate could not " + doing + ": HCP Terraform's answer is not the document that was asked for.",
                    null);
        }
    }
}
