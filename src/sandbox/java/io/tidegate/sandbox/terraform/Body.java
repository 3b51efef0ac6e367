package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.Optional;
import java.util.Set;

/** The single resource that a request brings; everything in it must be known. */
record Body(JsonNode data) {
    private static final Set<String> MEMBERS = Set.of("id", "type", "attributes", "relationships");

    /** @throws Refusal 400 or 422 where it is no JSON:API document of one resource of this type */
    static Body of(Request request, String type) {
        JsonNode document = request.json();
        JsonNode data = document.path("data");
        if (!data.isObject()) {
            throw new Refusal(422, "Missing data: the body must be a document with the resource under \"data\"");
        }
        only(document, Set.of("data"), "the document");
        only(data, MEMBERS, "data");
        if (!data.path("type").isTextual()) {
            throw new Refusal(422, "Missing data.type: it must be " + type);
        }
        if (!data.path("type").asText().equals(type)) {
            throw new Refusal(422, "data.type must be " + type);
        }
        return new Body(data);
    }

    Attributes attributes(String... known) {
        JsonNode attributes = data.path("attributes");
        if (!attributes.isMissingNode() && !attributes.isObject()) {
            throw new Refusal(422, "data.attributes must be an object");
        }
        only(attributes, Set.of(known), "data.attributes");
        return new Attributes(attributes);
    }

    /** Refuses relationships other than these. */
    void relationships(String... known) {
        only(data.path("relationships"), Set.of(known), "data.relationships");
    }

    /** The id that this relationship names. */
    Optional<String> related(String relationship, String type) {
        JsonNode other = data.path("relationships").path(relationship).path("data");
        if (other.isMissingNode() || other.isNull()) {
            return Optional.empty();
        }
        if (!other.path("type").asText().equals(type) || !other.path("id").isTextual()) {
            throw new Refusal(422, "data.relationships." + relationship + " must name one of " + type);
        }
        return Optional.of(other.path("id").asText());
    }

    private static void only(JsonNode object, Set<String> known, String where) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                // What the real one does with them is not documented; a client that sends them is wrong all the same.
                throw new Refusal(422, "Unknown member of " + where + ": " + name);
            }
        });
    }
}
