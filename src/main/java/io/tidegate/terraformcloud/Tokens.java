package io.tidegate.terraformcloud;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.tidegate.plan.Value;
import java.io.IOException;
import java.util.Set;

/**
 * One value of a plan as its tokens, which take a fraction of the time that values take. Most of a plan is resources that
 * stay as they are and hold nothing sensitive: of them no value is ever made.
 */
final class Tokens {
    private final TokenBuffer tokens;

    private Tokens(TokenBuffer tokens) {
        this.tokens = tokens;
    }

    /** The value at hand; the count of what is kept goes up as if it were made. */
    static Tokens of(JsonParser parser, PlanJson json) throws IOException, UnreadablePlan {
        TokenBuffer tokens = new TokenBuffer(parser);
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new UnreadablePlan("The plan ends before it is complete.");
            }
            json.keep(1 + (token == JsonToken.VALUE_STRING ? parser.getTextLength() : 0));
            tokens.copyCurrentEvent(parser);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && next(parser));
        return new Tokens(tokens);
    }

    private static boolean next(JsonParser parser) throws IOException {
        parser.nextToken();
        return true;
    }

    Value whole() throws IOException, UnreadablePlan {
        return without(0, Set.of());
    }

    /**
     * The value without these fields of its objects at one depth, where 1 is the value's own fields.
     *
     * @throws UnreadablePlan where a field comes twice
     */
    Value without(int depth, Set<String> names) throws IOException, UnreadablePlan {
        try (PlanJson json = new PlanJson(tokens.asParser())) {
            json.start();
            return json.value(depth, names);
        }
    }
}
