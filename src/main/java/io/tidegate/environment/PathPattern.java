package io.tidegate.environment;

import java.util.List;
import java.util.Optional;

/**
 * A glob over the repository's paths: {@code *} and {@code ?} stay within one part, a part that is {@code **} stands for
 * any number of parts, and a pattern that ends with a slash means everything below it. Braces, brackets and negation are
 * refused rather than taken literally: two patterns say the same.
 *
 * <p>Written here because the libraries for it compile globs to backtracking regular expressions or bring a file system
 * along, and a pattern may be hostile. Only the last star of a kind is ever tried again, so matching takes at most the
 * pattern's length times the path's.
 */
public record PathPattern(String text) {
    private static final int MOST = 256;

    public PathPattern {
        refusal(text).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    /** Why this is no pattern, as a clause with what to write instead; empty when it is one. */
    public static Optional<String> refusal(String text) {
        if (text.isBlank()) {
            return Optional.of("it is empty: write a path such as `modules/**`");
        }
        if (text.length() > MOST) {
            return Optional.of("it is longer than " + MOST + " characters: write a shorter one");
        }
        if (text.chars().anyMatch(c -> "{}[]!\\".indexOf(c) >= 0 || Character.isISOControl(c))) {
            return Optional.of("only `*`, `**` and `?` have a meaning: write one pattern for each case");
        }
        if (text.startsWith("/") || text.contains("//")) {
            return Optional.of("paths begin at the repository's root, without a slash before them");
        }
        List<String> parts = List.of(text.split("/"));
        if (parts.contains("..") || parts.contains(".")) {
            return Optional.of("`.` and `..` have no meaning: write the path from the repository's root");
        }
        if (parts.stream().anyMatch(part -> part.contains("**") && !part.equals("**"))) {
            return Optional.of("`**` stands alone between slashes: write `modules/**`, not `modules**`");
        }
        return Optional.empty();
    }

    public boolean matches(String path) {
        String[] pattern = (text.endsWith("/") ? text + "**" : text).split("/");
        String[] parts = path.split("/", -1);
        int p = 0;
        int s = 0;
        int star = -1;
        int starAt = 0;
        while (s < parts.length) {
            if (p < pattern.length && pattern[p].equals("**")) {
                star = p++;
                starAt = s;
            } else if (p < pattern.length && part(pattern[p], parts[s])) {
                p++;
                s++;
            } else if (star >= 0) {
                p = star + 1;
                s = ++starAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p].equals("**")) {
            p++;
        }
        return p == pattern.length;
    }

    private static boolean part(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starAt = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starAt = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++starAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
