package io.tidegate.report;

import java.util.List;
import java.util.stream.Collectors;

/** That a plan never repeats, which of it, and what helps. */
final class UnstableWords {
    private static final int MOST = 10;

    private UnstableWords() {}

    /** @param unstable {@code address.attribute}; empty where nothing is known to differ each time */
    static String of(List<String> unstable) {
        if (unstable.isEmpty()) {
            return "";
        }
        String more = unstable.size() > MOST ? " and " + (unstable.size() - MOST) + " more" : "";
        return "🔁 **This plan does not repeat.** Two plans of the same files gave different values to "
                + unstable.stream().limit(MOST).map(Markdown::code).collect(Collectors.joining(", ")) + more
                + ": something in them is new each time (`timestamp()`, `uuid()`, data read while planning)."
                + " An approval cannot cover that. Take it out of the configuration, or, where any value is as good,"
                + " list " + (unstable.size() == 1 ? "it" : "them")
                + " under `ignore-differences` of the environment.\n";
    }
}
