package io.tidegate.terraformcloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tidegate.plan.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a plan's JSON piece by piece; what is kept of it is bounded. */
final class PlanJson implements AutoCloseable {
    private static final int DEEPEST = 200;
    private static final int LONGEST_TEXT = 8 << 20;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_NAME = 50_000;

    /** Characters and nodes of values that are kept until the end of the plan, where the last masks may stand. */
    static final long MOST_KEPT = 64L << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            // An exception of Jackson's may quote its source, and the source may be secret.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser parser;
    private long kept;

    PlanJson(InputStream in) throws IOException {
        this.parser = JSON.createParser(in);
    }

    PlanJson(JsonParser parser) {
        this.parser = parser;
    }

    /** The object or array that a text holds in well-formed JSON, as policies do; empty for every other text. */
    static Optional<Value> held(String text) {
        String begins = text.stripLeading();
        if (!begins.startsWith("{") && !begins.startsWith("[")) {
            return Optional.empty();
        }
        try (PlanJson json = new PlanJson(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            json.start();
            Value value = json.value();
            json.end();
            return Optional.of(value);
        } catch (IOException | UnreadablePlan noJson) {
            return Optional.empty();
        }
    }

    @FunctionalInterface
    interface Part {
        void read() throws IOException, UnreadablePlan;
    }

    @FunctionalInterface
    interface NamedPart {
        void read(String name) throws IOException, UnreadablePlan;
    }

    /** Moves to the first token. */
    void start() throws IOException {
        parser.nextToken();
    }

    /** Refuses anything that follows the one document. */
    void end() throws IOException, UnreadablePlan {
        if (parser.nextToken() != null) {
            throw new UnreadablePlan("The plan is followed by something else in the same file.");
        }
    }

    /** Each field of the object at hand; the part must consume its value. Null reads as an object without fields. */
    void eachField(String what, NamedPart part) throws IOException, UnreadablePlan {
        if (isNull()) {
            return;
        }
        expect(JsonToken.START_OBJECT, what, "an object");
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (!names.add(name)) {
                throw twice();
            }
            parser.nextToken();
            part.read(name);
        }
    }

    /** Each element of the array at hand; the part must consume it. Null reads as an empty array. */
    void eachItem(String what, Part part) throws IOException, UnreadablePlan {
        if (isNull()) {
            return;
        }
        expect(JsonToken.START_ARRAY, what, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            part.read();
        }
    }

    private void expect(JsonToken token, String what, String kind) throws UnreadablePlan {
        if (parser.currentToken() != token) {
            throw new UnreadablePlan("The plan's " + what + " is not " + kind + ".");
        }
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isContainer() {
        return parser.currentToken() == JsonToken.START_OBJECT || parser.currentToken() == JsonToken.START_ARRAY;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    /** The value at hand, not looked at yet. */
    Tokens tokens() throws IOException, UnreadablePlan {
        return Tokens.of(parser, this);
    }

    /** The value at hand, whole. */
    Value value() throws IOException, UnreadablePlan {
        return value(0, Set.of());
    }

    /** The value at hand, without these fields of its objects at one depth, where 1 is the value's own fields. */
    Value value(int depth, Set<String> without) throws IOException, UnreadablePlan {
        keep(1);
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Value.NULL;
            case VALUE_TRUE -> new Value.Bool(true);
            case VALUE_FALSE -> new Value.Bool(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_STRING -> text();
            case START_ARRAY -> items(depth - 1, without);
            case START_OBJECT -> fields(depth - 1, without);
            case null, default -> throw new UnreadablePlan("The plan ends before it is complete.");
        };
    }

    private Value number() throws IOException, UnreadablePlan {
        try {
            return new Value.Num(parser.getDecimalValue());
        } catch (IllegalArgumentException | ArithmeticException tooLong) {
            throw new UnreadablePlan("The plan holds a number that is too large to be compared.");
        }
    }

    /** Which of both counts is nobody's agreement, so neither does. */
    private UnreadablePlan twice() {
        JsonLocation at = parser.currentLocation();
        return new UnreadablePlan(
                "The plan gives a key twice, at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".");
    }

    private Value text() throws IOException, UnreadablePlan {
        String text = parser.getText();
        keep(text.length());
        return new Value.Text(text);
    }

    private Value items(int depth, Set<String> without) throws IOException, UnreadablePlan {
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(depth, without));
        }
        return new Value.Items(items);
    }

    private Value fields(int depth, Set<String> without) throws IOException, UnreadablePlan {
        SortedMap<String, Value> fields = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            keep(name.length());
            parser.nextToken();
            if (depth == 0 && without.contains(name)) {
                parser.skipChildren();
                continue;
            }
            // The parser's own check keeps a set for every object, those that are skipped too: a third of the time.
            if (fields.put(name, value(depth, without)) != null) {
                throw twice();
            }
        }
        return new Value.Fields(fields);
    }

    /** What was read since a mark and turned out not to be kept does not count. */
    long mark() {
        return kept;
    }

    void release(long mark) {
        kept = mark;
    }

    void keep(long size) throws UnreadablePlan {
        kept += size;
        if (kept > MOST_KEPT) {
            throw new UnreadablePlan("The plan changes more than Tidegate can compare at once (over "
                    + (MOST_KEPT >> 20) + " million characters of changed values). Split the environment.");
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
