package io.tidegate.environment;

/**
 * Matches {@code *} (not over a slash), {@code **} (over slashes) and {@code ?}. Patterns come from repositories, so the
 * time is bounded by the product of both lengths whatever the pattern.
 */
public final class Glob {
    private Glob() {}

    public static boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            boolean deep = c == '*' && pattern.startsWith("**", at);
            boolean folders = deep && pattern.startsWith("**/", at) && (at == 0 || pattern.charAt(at - 1) == '/');
            if (folders) {
                throughFolders(reached, text);
                at += 3;
            } else if (c == '*') {
                throughStar(reached, text, deep);
                at += deep ? 2 : 1;
            } else {
                step(reached, text, c);
                at++;
            }
        }
        return reached[text.length()];
    }

    /** {@code **}{@code /} stands for no folder or any number of them. */
    private static void throughFolders(boolean[] reached, String text) {
        boolean before = false;
        for (int i = 0; i < reached.length; i++) {
            boolean here = reached[i];
            reached[i] = here || before && i > 0 && text.charAt(i - 1) == '/';
            before |= here;
        }
    }

    private static void throughStar(boolean[] reached, String text, boolean deep) {
        for (int i = 1; i < reached.length; i++) {
            reached[i] |= reached[i - 1] && (deep || text.charAt(i - 1) != '/');
        }
    }

    private static void step(boolean[] reached, String text, char c) {
        for (int i = reached.length - 1; i > 0; i--) {
            char there = text.charAt(i - 1);
            reached[i] = reached[i - 1] && (c == '?' ? there != '/' : c == there);
        }
        reached[0] = false;
    }
}
