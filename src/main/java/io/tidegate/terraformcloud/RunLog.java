package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the summaries of the last errors in a run's log. Only they are taken: what follows a summary quotes the
 * configuration and its values.
 */
final class RunLog {
    private static final int MOST_ERRORS = 3;
    private static final int LONGEST_ERROR = 200;
    private static final int CHUNK = 1 << 18;
    private static final int MOST_CHUNKS = 32;
    private static final char END = 3; // ETX, after which nothing follows.
    private static final Pattern SUMMARY = Pattern.compile("^[\\s\\u2502\\u2577\\u2575|]*(Error: .+)$");
    private final HcpClient client;

    RunLog(HcpClient client) {
        this.client = client;
    }

    /** @return the summaries, each after a space; empty when there are none */
    String errors(String address) {
        String doing = "read the log of a run";
        SignedAddress log = SignedAddress.of(address, client.base(), doing);
        Deque<String> last = new ArrayDeque<>();
        StringBuilder rest = new StringBuilder();
        long offset = 0;
        for (int i = 0; i < MOST_CHUNKS; i++) {
            byte[] chunk = chunk(log.with("limit=" + CHUNK + "&offset=" + offset), doing);
            offset += chunk.length;
            rest.append(new String(chunk, StandardCharsets.UTF_8));
            takeLines(rest, last);
            if (chunk.length == 0 || rest.indexOf(String.valueOf(END)) >= 0) {
                break;
            }
        }
        rest.append('\n');
        takeLines(rest, last);
        return last.isEmpty() ? "" : " " + String.join(" ", last);
    }

    private byte[] chunk(SignedAddress address, String doing) {
        try (InputStream in = client.download(address, "log", doing)) {
            return in.readNBytes(CHUNK);
        } catch (IOException failed) {
            throw Failures.of(doing, failed);
        }
    }

    private static void takeLines(StringBuilder text, Deque<String> last) {
        int from = 0;
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", from)) {
            summary(text.substring(from, end)).ifPresent(last::addLast);
            if (last.size() > MOST_ERRORS) {
                last.removeFirst();
            }
            from = end + 1;
        }
        text.delete(0, from);
    }

    private static Optional<String> summary(String line) {
        if (line.startsWith("{")) {
            return fromEvent(line);
        }
        Matcher matcher = SUMMARY.matcher(Lines.clean(line, 4096));
        return matcher.matches() ? Optional.of(Lines.clean(matcher.group(1), LONGEST_ERROR)) : Optional.empty();
    }

    /** With structured output each line is an event; a diagnostic has its summary apart from its detail. */
    private static Optional<String> fromEvent(String line) {
        try {
            JsonNode diagnostic =
                    Json.tree(line.getBytes(StandardCharsets.UTF_8)).path("diagnostic");
            return diagnostic.path("severity").asText().equals("error")
                    ? Optional.of(
                            Lines.clean("Error: " + diagnostic.path("summary").asText(), LONGEST_ERROR))
                    : Optional.empty();
        } catch (IOException plainText) {
            return Optional.empty();
        }
    }
}
