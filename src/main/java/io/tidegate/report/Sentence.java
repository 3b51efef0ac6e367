package io.tidegate.report;

import java.util.function.UnaryOperator;

/**
 * A sentence of our own in which backticks mark commands and names. What stands in it may come from outside: each piece
 * goes through the escaper of its place, so that a backtick from outside can only make something look like code.
 */
final class Sentence {
    private Sentence() {}

    static String text(String raw) {
        return marked(raw, Markdown::text, Markdown::code);
    }

    static String cell(String raw) {
        return marked(raw, Markdown::cell, Markdown::cellCode);
    }

    private static String marked(String raw, UnaryOperator<String> words, UnaryOperator<String> code) {
        String[] pieces = raw.split("`", -1);
        boolean paired = pieces.length % 2 == 1;
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < pieces.length; i++) {
            boolean marks = paired && i % 2 == 1 && !pieces[i].isEmpty();
            sentence.append(marks ? code.apply(pieces[i]) : spaced(pieces[i], words.apply(pieces[i])));
        }
        return sentence.toString();
    }

    /** The escapers strip what they are given; between words and a code span the space has to stay. */
    private static String spaced(String raw, String escaped) {
        if (escaped.isEmpty()) {
            return raw.isEmpty() ? "" : " ";
        }
        return (raw.startsWith(" ") ? " " : "") + escaped + (raw.endsWith(" ") ? " " : "");
    }
}
