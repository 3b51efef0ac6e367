package io.tidegate.sandbox.page;

import java.util.Arrays;
import java.util.List;

/** A piece of a page. It is made from a template, and whatever is put into one is escaped unless it is a piece itself. */
record Html(String source) {
    static final Html NOTHING = new Html("");

    /** @param template markup with {@code %s} where something goes in: a piece, a list of pieces, or any text */
    static Html of(String template, Object... parts) {
        Object[] sources = Arrays.stream(parts).map(Html::source).toArray();
        return new Html(sources.length == 0 ? template : template.formatted(sources));
    }

    static Html when(boolean condition, String template, Object... parts) {
        return condition ? of(template, parts) : NOTHING;
    }

    static Html text(String raw) {
        return new Html(escaped(raw));
    }

    static String escaped(String raw) {
        StringBuilder escaped = new StringBuilder(raw.length() + 16);
        raw.chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    private static String source(Object part) {
        return switch (part) {
            case Html html -> html.source();
            case List<?> list -> String.join("", list.stream().map(Html::source).toList());
            default -> escaped(String.valueOf(part));
        };
    }
}
