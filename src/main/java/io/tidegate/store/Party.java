package io.tidegate.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Whose a payload is that nobody has read yet: the repository that it names. */
final class Party {
    private static final JsonFactory JSON = new JsonFactory();

    private Party() {}

    /** {@code repository.id} of a JSON object; 0 where there is none. It decides about turns only, so nothing is checked. */
    static long of(byte[] payload) {
        try (JsonParser parser = JSON.createParser(payload)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && find(parser, "repository")
                    && parser.nextToken() == JsonToken.START_OBJECT
                    && find(parser, "id")
                    && parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                return parser.getLongValue();
            }
        } catch (IOException unreadable) {
            // Whoever reads it says so.
        }
        return 0;
    }

    /** Goes on in this object to the field. */
    private static boolean find(JsonParser parser, String field) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals(field)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }
}
