package io.tidegate.sandbox.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the few elements through that comments use, without attributes, and shows every other tag as text. One object
 * sees one whole comment, so that no element of it stays open behind its end.
 */
final class AllowedHtml {
    private static final Set<String> ELEMENTS = Set.of(
            "details", "summary", "b", "strong", "i", "em", "sub", "sup", "code", "kbd", "del", "ins", "span", "br");
    private static final Pattern TOKEN =
            Pattern.compile("<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9]*)( open(?:=\"\")?)?\\s*/?>|<", Pattern.DOTALL);
    private final Deque<String> open = new ArrayDeque<>();

    /** Markup that a comment holds, made safe. Comments within it are invisible, as on GitHub. */
    String clean(String markup) {
        Matcher token = TOKEN.matcher(markup);
        StringBuilder clean = new StringBuilder();
        while (token.find()) {
            token.appendReplacement(clean, Matcher.quoteReplacement(replaced(token)));
        }
        return token.appendTail(clean).toString();
    }

    boolean isOpen(String element) {
        return open.contains(element);
    }

    /** What is still open is closed here. */
    String end() {
        StringBuilder end = new StringBuilder();
        while (!open.isEmpty()) {
            end.append("</").append(open.pop()).append('>');
        }
        return end.toString();
    }

    private String replaced(Matcher token) {
        if (token.group().startsWith("<!--")) {
            return "";
        }
        String name = token.group(2) == null ? "" : token.group(2).toLowerCase(Locale.ROOT);
        if (!ELEMENTS.contains(name)) {
            return Html.escaped(token.group());
        }
        if (name.equals("br")) {
            return "<br>";
        }
        return token.group(1).isEmpty() ? opened(name, token.group(3) != null) : closed(name);
    }

    private String opened(String name, boolean unfolded) {
        open.push(name);
        return "<" + name + (name.equals("details") && unfolded ? " open" : "") + ">";
    }

    /** Closing an element closes what was opened inside of it; closing what was never opened does nothing. */
    private String closed(String name) {
        if (!open.contains(name)) {
            return "";
        }
        StringBuilder closed = new StringBuilder();
        String last;
        do {
            last = open.pop();
            closed.append("</").append(last).append('>');
        } while (!last.equals(name));
        return closed.toString();
    }
}
