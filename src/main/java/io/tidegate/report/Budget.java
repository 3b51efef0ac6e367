package io.tidegate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps a text within GitHub's limit: the least important detail goes first, and its place says so. */
public final class Budget {
    /** GitHub refuses longer bodies. It counts characters; UTF-16 units are never fewer. */
    public static final int COMMENT = 65_536;

    private Budget() {}

    /**
     * A piece of the text.
     *
     * @param importance the piece with the lowest is shortened first, of equals the last one
     * @param forms from the fullest to the shortest, at least one; a piece with one form is never shortened. Every form
     *     but the first says what it leaves out
     */
    public record Piece(int importance, List<String> forms) {
        public Piece {
            if (forms.isEmpty()) {
                throw new IllegalArgumentException("A piece has at least one form.");
            }
            forms = List.copyOf(forms);
        }

        /** A piece that is never shortened. */
        public static Piece whole(String text) {
            return new Piece(Integer.MAX_VALUE, List.of(text));
        }
    }

    /** The pieces in their order, shortened until they fit, or as far as they can be. */
    public static String fit(List<Piece> pieces, int limit) {
        int[] form = new int[pieces.size()];
        long length =
                pieces.stream().mapToLong(p -> p.forms().getFirst().length()).sum();
        for (int at : leastImportantFirst(pieces)) {
            List<String> forms = pieces.get(at).forms();
            while (length > limit && form[at] + 1 < forms.size()) {
                length += forms.get(form[at] + 1).length() - forms.get(form[at]).length();
                form[at]++;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length; i++) {
            text.append(pieces.get(i).forms().get(form[i]));
        }
        return text.toString();
    }

    private static List<Integer> leastImportantFirst(List<Piece> pieces) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, pieces.size()).boxed().toList());
        order.sort(Comparator.<Integer>comparingInt(at -> pieces.get(at).importance())
                .thenComparing(Comparator.reverseOrder()));
        return order;
    }
}
