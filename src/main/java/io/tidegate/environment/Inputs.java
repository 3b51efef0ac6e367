package io.tidegate.environment;

import java.util.SortedMap;

/** Placeholder until the package arrives. */
public final class Inputs {
    private Inputs() {}

    public static String of(Environment environment, SortedMap<String, String> tree) {
        return "";
    }
}
