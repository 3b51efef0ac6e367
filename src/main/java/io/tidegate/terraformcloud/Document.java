package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON:API document with one resource, and what came along with it. */
record Document<A>(Resource<A> data, @Nullable List<Resource<JsonNode>> included) {
    /** @param relationships each with {@code data}: an id with a type, a list of them, or null */
    record Resource<A>(
            String id, String type, A attributes, @Nullable Map<String, JsonNode> relationships) {
        /** The id of what stands in a relation to it, if anything does. */
        Optional<String> related(String name) {
            return relatedText(name, "id");
        }

        Optional<String> relatedType(String name) {
            return relatedText(name, "type");
        }

        private Optional<String> relatedText(String name, String field) {
            JsonNode relation = relationships == null ? null : relationships.get(name);
            return Optional.ofNullable(relation)
                    .map(node -> node.path("data").path(field))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        }
    }

    record Many<A>(List<Resource<A>> data) {}

    /** What stands in a relation to the resource, if it came along. */
    Optional<JsonNode> along(String name) {
        return data.related(name)
                .flatMap(id -> (included == null ? List.<Resource<JsonNode>>of() : included)
                        .stream()
                                .filter(other -> other.id().equals(id))
                                .findFirst()
                                .map(Resource::attributes));
    }
}
