package io.tidegate.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Words of a file as they may be repeated in a message, and the known word nearest to one. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    /** In backquotes, shortened, with nothing that a terminal or a page could take for something else. */
    static String quoted(String text) {
        StringBuilder safe = new StringBuilder("`");
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean plain = c >= ' ' && c != '`' && c != 0x7f && (c < 0x7f || Character.isLetterOrDigit(c));
            safe.appendCodePoint(plain ? c : '?');
        });
        return safe.append(text.codePointCount(0, text.length()) > LONGEST ? "…`" : "`")
                .toString();
    }

    /** The known word with the fewest edits, if these are at most a third of its letters (and at least one is allowed). */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String word, String known) {
        if (Math.abs(word.length() - known.length()) > known.length()) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[known.length() + 1];
        for (int j = 0; j <= known.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= word.length(); i++) {
            int[] row = new int[known.length() + 1];
            row[0] = i;
            for (int j = 1; j <= known.length(); j++) {
                int change = above[j - 1] + (word.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[known.length()];
    }
}
