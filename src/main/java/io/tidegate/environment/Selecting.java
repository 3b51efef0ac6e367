package io.tidegate.environment;

import java.util.List;
import java.util.SortedMap;

/** Placeholder until the package arrives. */
public final class Selecting {
    private Selecting() {}

    public static Selection select(
            List<Environment> environments, List<ChangedFile> files, boolean filesComplete, SortedMap<String, String> tree) {
        return new Selection(List.of(), List.of());
    }

    public static boolean touches(Environment environment, ChangedFile file) {
        return file.path().startsWith(environment.directory() + "/");
    }
}
