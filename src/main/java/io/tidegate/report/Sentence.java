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
            sentence.append(marks ? code.apply(pieces[i]) : spaced(pieces[i], words));
        }
        return sentence.toString();
    }

    /** The escapers strip what they are given, but beside a command the space belongs to the sentence. */
    private static String spaced(String piece, UnaryOperator<String> words) {
        String before = piece.startsWith(" ") ? " " : "";
        String after = piece.length() > 1 && piece.endsWith(" ") ? " " : "";
        return before + words.apply(piece) + after;
    }
}
