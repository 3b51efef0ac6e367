package io.tidegate.environment;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Environments and trees as tests write them. */
final class EnvironmentsForTests {
    private EnvironmentsForTests() {}

    static Environment environment(String name, String... paths) {
        return new Environment(
                new EnvironmentName(name),
                "environments/" + name,
                "acme",
                "infra-" + name,
                List.of(paths),
                List.of(),
                List.of(),
                Rules.USUAL);
    }

    /** Every path with a blob that is named after it. */
    static SortedMap<String, String> tree(String... paths) {
        SortedMap<String, String> tree = new TreeMap<>();
        for (String path : paths) {
            tree.put(path, "blob of " + path);
        }
        return tree;
    }
}
