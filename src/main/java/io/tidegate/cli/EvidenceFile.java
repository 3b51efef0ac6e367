package io.tidegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.audit.Entry;
import io.tidegate.audit.Examination;
import io.tidegate.audit.Link;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Evidence as lines of JSON: a header, then a line for each place of the chain, with its row where that is evidence. */
final class EvidenceFile {
    private static final int VERSION = 1;

    /** Only ASCII, so that what people wrote does nothing to a terminal. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What the file is evidence of; for people, and not sealed. */
    record Header(String repository, long repositoryId, String environment, String from, String to) {}

    /** A line is not what an export writes. */
    static final class Damaged extends RuntimeException {
        Damaged(long line) {
            super("Line " + line + " of the file is no line of an export.");
        }
    }

    private final BufferedReader reader;
    private final Header header;
    private final Examination.Start start;
    private long line = 1;
    private long rows;

    private EvidenceFile(BufferedReader reader, JsonNode first) {
        this.reader = reader;
        this.header = new Header(
                text(first, "repository", 1),
                number(first, "repository-id", 1),
                text(first, "environment", 1),
                text(first, "from", 1),
                text(first, "to", 1));
        this.start = new Examination.Start(number(first, "after-position", 1), text(first, "after-seal", 1), false);
    }

    static String header(Header header, Examination.Start start) {
        return JSON.createObjectNode()
                        .put("tidegate-audit", VERSION)
                        .put("repository", header.repository())
                        .put("repository-id", header.repositoryId())
                        .put("environment", header.environment())
                        .put("from", header.from())
                        .put("to", header.to())
                        .put("after-position", start.position())
                        .put("after-seal", start.seal())
                + "\n";
    }

    /** @param evidence whether the row itself is written, or only its place */
    static String line(Link link, boolean evidence) {
        ObjectNode node = JSON.createObjectNode()
                .put("position", link.position())
                .put("number", link.number())
                .put("sealed", link.sealed().toString())
                .put("digest", link.digest())
                .put("seal", link.seal());
        Entry entry = link.entry();
        if (evidence && entry != null) {
            node.putObject("row")
                    .put("at", entry.at().toString())
                    .put("repository", entry.repository())
                    .put("pull", entry.pull())
                    .put("what", entry.what())
                    .put("because", entry.because())
                    .put("facts", entry.facts());
        }
        try {
            return JSON.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers can be written", impossible);
        }
    }

    /** @throws Damaged when it does not begin as an export does, as all that follow */
    static EvidenceFile open(BufferedReader reader) throws IOException {
        String first = reader.readLine();
        JsonNode node = parse(first == null ? "" : first, 1);
        if (node.path("tidegate-audit").asInt() != VERSION) {
            throw new Damaged(1);
        }
        return new EvidenceFile(reader, node);
    }

    Header header() {
        return header;
    }

    Examination.Start start() {
        return start;
    }

    /** How many rows were read so far. */
    long rows() {
        return rows;
    }

    Iterator<Link> links() {
        return new Iterator<>() {
            private @Nullable String ahead = read();

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public Link next() {
                String text = ahead;
                if (text == null) {
                    throw new NoSuchElementException();
                }
                line++;
                Link link = link(parse(text, line));
                ahead = read();
                return link;
            }
        };
    }

    private @Nullable String read() {
        try {
            return reader.readLine();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file cannot be read", unreadable);
        }
    }

    private Link link(JsonNode node) {
        long number = number(node, "number", line);
        JsonNode row = node.path("row");
        Entry entry = null;
        if (row.isObject()) {
            rows++;
            entry = new Entry(
                    number,
                    time(row, "at"),
                    number(row, "repository", line),
                    Math.toIntExact(number(row, "pull", line)),
                    text(row, "what", line),
                    text(row, "because", line),
                    text(row, "facts", line));
        }
        return new Link(
                number(node, "position", line),
                number,
                time(node, "sealed"),
                text(node, "digest", line),
                text(node, "seal", line),
                entry);
    }

    private Instant time(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name, line));
        } catch (DateTimeException wrong) {
            throw new Damaged(line);
        }
    }

    private static JsonNode parse(String text, long line) {
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException malformed) {
            // Told below.
        }
        throw new Damaged(line);
    }

    private static String text(JsonNode node, String name, long line) {
        if (!node.path(name).isTextual()) {
            throw new Damaged(line);
        }
        return node.path(name).textValue();
    }

    private static long number(JsonNode node, String name, long line) {
        if (!node.path(name).canConvertToLong() || !node.path(name).isIntegralNumber()) {
            throw new Damaged(line);
        }
        return node.path(name).longValue();
    }
}
