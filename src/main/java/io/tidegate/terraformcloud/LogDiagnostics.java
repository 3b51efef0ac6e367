package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.plan.Diagnostic;
import io.tidegate.plan.Diagnostic.Severity;
import io.tidegate.plan.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects diagnostics out of the lines of a log: events in JSON, or the boxes that Terraform draws for people. */
final class LogDiagnostics {
    /** Of each severity; the last ones, since those before are often what they follow from. */
    private static final int MOST = 25;

    private static final int LONGEST_SUMMARY = 200;
    private static final int LONGEST_LINE = 4096;
    private static final Pattern FRAME = Pattern.compile("^[\\s\u2502\u2577\u2575|]+");
    private static final Pattern SUMMARY = Pattern.compile("^(Error|Warning): (.+)$");
    private static final Pattern ABOUT = Pattern.compile("^with (\\S+),$");
    private static final Pattern PLACE = Pattern.compile("^on (\\S+) line (\\d{1,7})(?:, in .*)?:?$");

    private final Deque<Diagnostic> errors = new ArrayDeque<>();
    private final Deque<Diagnostic> warnings = new ArrayDeque<>();
    private int more;
    private @Nullable Diagnostic open;

    void line(String line) {
        if (line.startsWith("{") && event(line)) {
            return;
        }
        String text = FRAME.matcher(Lines.clean(line, LONGEST_LINE)).replaceFirst("");
        Matcher summary = SUMMARY.matcher(text);
        if (summary.matches()) {
            close();
            Severity severity = Severity.valueOf(summary.group(1).toUpperCase(Locale.ROOT));
            open = new Diagnostic(severity, Lines.clean(summary.group(2), LONGEST_SUMMARY), null, null, 0);
            return;
        }
        if (open == null) {
            return;
        }
        Matcher about = ABOUT.matcher(text);
        Matcher place = PLACE.matcher(text);
        if (about.matches() && open.address() == null) {
            open = new Diagnostic(open.severity(), open.summary(), about.group(1), open.file(), open.line());
        } else if (place.matches() && open.file() == null) {
            open = new Diagnostic(
                    open.severity(), open.summary(), open.address(), place.group(1), Integer.parseInt(place.group(2)));
        }
    }

    Diagnostics found() {
        close();
        List<Diagnostic> kept = new ArrayList<>(errors);
        kept.addAll(warnings);
        return new Diagnostics(kept, more, false);
    }

    private void close() {
        if (open != null) {
            add(open);
            open = null;
        }
    }

    private void add(Diagnostic diagnostic) {
        Deque<Diagnostic> into = switch (diagnostic.severity()) {
            case ERROR -> errors;
            case WARNING -> warnings;
        };
        into.addLast(diagnostic);
        if (into.size() > MOST) {
            into.removeFirst();
            more++;
        }
    }

    /** @return whether the line is an event at all */
    private boolean event(String line) {
        JsonNode event;
        try {
            event = Json.tree(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException plainText) {
            return false;
        }
        JsonNode diagnostic = event.path("diagnostic");
        String severity = diagnostic.path("severity").asText();
        if (severity.equals("error") || severity.equals("warning")) {
            close();
            JsonNode range = diagnostic.path("range");
            String file = text(range.path("filename"));
            add(new Diagnostic(
                    Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                    Lines.clean(diagnostic.path("summary").asText(), LONGEST_SUMMARY),
                    text(diagnostic.path("address")),
                    file,
                    file == null ? 0 : range.path("start").path("line").asInt(0)));
        }
        return true;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Lines.clean(node.asText(), LONGEST_LINE) : null;
    }
}
