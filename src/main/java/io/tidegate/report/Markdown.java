package io.tidegate.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One escaper for each place in GitHub's Markdown where a text from outside may be put. Each takes the raw text and
 * gives Markdown that shows it on one line and does nothing else: no mention, reference, link, emoji, markup or HTML.
 */
public final class Markdown {
    /** GitHub looks for mentions and references in the finished text, so escapes do not stop it; a break does. */
    private static final String BREAK = "<!-- -->";

    private static final Pattern COMMIT = Pattern.compile("(?<![0-9A-Za-z])[0-9a-f]{7,}(?![0-9A-Za-z])");
    private static final Pattern WWW = Pattern.compile("(?i)\\bwww(?=\\\\?\\.)");
    private static final Pattern GH = Pattern.compile("(?i)\\bgh\\\\?-(?=\\d)");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /** Inside of a sentence, a heading or a list item. */
    public static String text(String raw) {
        return escaped(raw, true);
    }

    /** A table's cell. */
    public static String cell(String raw) {
        return escaped(raw, true);
    }

    /** Inside of an HTML block such as {@code <summary>}, where Markdown is not read. */
    public static String html(String raw) {
        return escaped(raw, false);
    }

    /** A code span, outside of tables. */
    public static String code(String raw) {
        String text = inert(raw);
        String ticks = "`".repeat(longestRun(text) + 1);
        boolean padded = text.isBlank() || text.startsWith("`") || text.endsWith("`");
        String pad = padded ? " " : "";
        return ticks + pad + text + pad + ticks;
    }

    /** A code span inside of a table's cell, where a bar divides cells even between backticks. */
    public static String cellCode(String raw) {
        return code(raw).replace("|", "\\|");
    }

    /** A piece of one line inside of a fenced block. */
    public static String fenced(String raw) {
        return inert(raw);
    }

    /** A fenced block around lines whose pieces went through {@link #fenced}; its fence is longer than any within. */
    public static String fence(String language, String lines) {
        String ticks = "`".repeat(Math.max(3, longestRun(lines) + 1));
        return ticks + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + ticks + "\n";
    }

    /** A link with a text from outside; an address that is not plain HTTP(S) is left out. */
    public static String link(String raw, String address) {
        boolean plain = address.matches("https?://[\\w.:\\[\\]-]+(/[\\w./~%?=&+,;:@-]*)?(#[\\w-]*)?");
        return plain ? "[" + text(raw) + "](" + address.replace("_", "%5F") + ")" : text(raw);
    }

    /**
     * A folded block.
     *
     * @param summary HTML, its pieces through {@link #html}
     * @param body Markdown
     */
    public static String details(String summary, String body) {
        return "<details><summary>" + summary + "</summary>\n\n" + body + (body.endsWith("\n") ? "" : "\n")
                + "</details>\n";
    }

    /** Hidden markers are comments: inside of code they would show as text, but still be found by who looks for one. */
    private static String inert(String raw) {
        return Visible.line(raw).replace("<!--", "<! --");
    }

    private static String escaped(String raw, boolean markdown) {
        String text = Visible.line(raw);
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // A table is divided into cells, and code spans found, before entities are read.
                case '|' -> escaped.append("&#124;");
                case '`' -> escaped.append("&#96;");
                case '\\' -> escaped.append("&#92;");
                case '$' -> escaped.append("<span>$</span>");
                case '@', ':' -> escaped.appendCodePoint(c).append(BREAK);
                case '#' -> escaped.append(markdown ? "\\#" : "#").append(BREAK);
                case '*', '_', '~', '[', ']', '(', ')', '{', '}', '!', '+', '-', '=', '.', '^' -> {
                    if (markdown) {
                        escaped.append('\\');
                    }
                    escaped.appendCodePoint(c);
                }
                default -> escaped.appendCodePoint(c);
            }
        });
        return unlinked(escaped.toString().strip());
    }

    private static String unlinked(String escaped) {
        String text =
                COMMIT.matcher(escaped).replaceAll(found -> found.group().replaceAll("(.{6})(?=.)", "$1" + BREAK));
        text = WWW.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group() + BREAK));
        return GH.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group() + BREAK));
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }
}
