package io.tidegate.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The words that Tidegate knows after a slash, and how far another word is from one of them. */
final class Words {
    /** Owns every command, for repositories where another bot answers to the short ones. */
    static final String PREFIX = "tidegate";

    static final List<String> AVAILABLE = List.of(
            "plan", "approve", "apply", "cancel", "lock", "unlock", "restore", "redact", "status", "explain", "help");

    /** Described, and not available yet: said, so that nobody waits for them. */
    static final List<String> LATER = List.of("override-policy");

    private Words() {}

    /** The available command (or the prefix) that is one slip away: another case, one edit, or something unseen in it. */
    static Optional<String> near(String word) {
        String plain = visible(word).toLowerCase(Locale.ROOT);
        return Stream.concat(AVAILABLE.stream(), Stream.of(PREFIX))
                .filter(known -> oneSlip(plain, known))
                .findFirst();
    }

    /** Without characters that a reader cannot see, and up to the first space of any kind. */
    static String visible(String word) {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
                break;
            }
            if (Character.getType(c) != Character.FORMAT && !Character.isISOControl(c)) {
                seen.append(c);
            }
        }
        return seen.toString();
    }

    /** Equal, or one letter more, less, other, or two neighbours swapped. */
    private static boolean oneSlip(String word, String known) {
        if (Math.abs(word.length() - known.length()) > 1) {
            return false;
        }
        int front = 0;
        int shorter = Math.min(word.length(), known.length());
        while (front < shorter && word.charAt(front) == known.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && word.charAt(word.length() - 1 - back) == known.charAt(known.length() - 1 - back)) {
            back++;
        }
        int left = word.length() - front - back;
        int right = known.length() - front - back;
        boolean swapped = left == 2
                && right == 2
                && word.charAt(front) == known.charAt(front + 1)
                && word.charAt(front + 1) == known.charAt(front);
        return (left <= 1 && right <= 1) || swapped;
    }
}
