package io.tidegate.command;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.PathPattern;
import java.util.regex.Pattern;

/**
 * An environment as somebody names it in a command: by its name, or by a pattern in which {@code *} stands for any
 * letters and {@code ?} for one.
 */
public record Named(String text) {
    private static final Pattern VALID = Pattern.compile("[a-z0-9*?][a-z0-9_.*?-]{0,62}");

    public Named {
        if (!isValid(text)) {
            throw new IllegalArgumentException("neither an environment's name nor a pattern of names");
        }
    }

    static boolean isValid(String text) {
        return VALID.matcher(text).matches() && PathPattern.refusal(text).isEmpty();
    }

    /** Exactly this environment. */
    public static Named of(EnvironmentName name) {
        return new Named(name.text());
    }

    public boolean isPattern() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether this environment is meant. A name is one part of a path, so the paths' own patterns serve. */
    public boolean means(EnvironmentName name) {
        return new PathPattern(text).matches(name.text());
    }

    @Override
    public String toString() {
        return text;
    }
}
