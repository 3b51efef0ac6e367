package io.tidegate.environment;

import java.util.regex.Pattern;

/** The name of an environment: {@code [a-z0-9][a-z0-9_.-]{0,62}}. */
public record EnvironmentName(String text) implements Comparable<EnvironmentName> {
    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,62}");

    public EnvironmentName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not an environment name: it must match [a-z0-9][a-z0-9_.-]{0,62}");
        }
    }

    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    @Override
    public int compareTo(EnvironmentName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
