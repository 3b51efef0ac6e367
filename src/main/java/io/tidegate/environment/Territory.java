package io.tidegate.environment;

import java.util.List;
import java.util.Optional;

/** The paths that belong to one environment, and by which rule. */
record Territory(String directory, List<PathPattern> patterns) {
    Territory {
        patterns = List.copyOf(patterns);
    }

    static Territory of(Environment environment) {
        return new Territory(
                environment.directory() + "/",
                environment.paths().stream().map(PathPattern::new).toList());
    }

    boolean holds(String path) {
        return path.startsWith(directory) || pattern(path).isPresent();
    }

    /** Why a change of this path selects the environment; empty when it does not. */
    Optional<String> reason(String path) {
        return path.startsWith(directory)
                ? Optional.of(path + " changed")
                : pattern(path).map(pattern -> path + " matches " + pattern.text());
    }

    private Optional<PathPattern> pattern(String path) {
        return patterns.stream().filter(pattern -> pattern.matches(path)).findFirst();
    }
}
