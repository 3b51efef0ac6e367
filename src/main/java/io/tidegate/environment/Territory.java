package io.tidegate.environment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The paths that belong to one environment, and by which rule.
 *
 * @param modules what its directory calls
 * @param ignored what never counts, whatever else holds it
 */
record Territory(String directory, List<PathPattern> patterns, ModuleGraph.Reach modules, List<PathPattern> ignored) {
    private static final int MOST_NAMED = 5;

    Territory {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }

    static Territory of(Environment environment, ModuleGraph graph) {
        return new Territory(
                environment.directory() + "/",
                environment.paths().stream().map(PathPattern::new).toList(),
                graph.reach(environment.directory()),
                environment.ignore().stream().map(PathPattern::new).toList());
    }

    boolean holds(String path) {
        return reason(path).isPresent();
    }

    /** Why a change of this path selects the environment; empty when it does not. */
    Optional<String> reason(String path) {
        if (isIgnored(path)) {
            return Optional.empty();
        }
        if (path.startsWith(directory)) {
            return Optional.of(path + " changed");
        }
        return module(path)
                .map(way -> path + " changed (" + way + ")")
                .or(() -> pattern(path).map(pattern -> path + " matches " + pattern.text()))
                .or(() -> unread(path));
    }

    /** Why none of these paths selects it. */
    String untouched(Collection<String> changed) {
        String others = modules.modules().isEmpty()
                ? ""
                : " or in what it calls ("
                        + modules.modules().keySet().stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (modules.modules().size() > MOST_NAMED ? ", …" : "") + ")";
        long left = changed.stream()
                .filter(path -> path.startsWith(directory) && isIgnored(path))
                .count();
        return "no changed file is in " + directory.substring(0, directory.length() - 1) + others
                + (patterns.isEmpty() ? "" : ", or matches its paths")
                + (left == 0
                        ? ""
                        : "; " + left + (left == 1 ? " that is there matches" : " that are there match")
                                + " its ignore");
    }

    private boolean isIgnored(String path) {
        return ignored.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private Optional<String> module(String path) {
        return modules.modules().entrySet().stream()
                .filter(module -> module.getKey().isEmpty() || path.startsWith(module.getKey() + "/"))
                .max(Comparator.comparingInt(module -> module.getKey().length()))
                .map(Map.Entry::getValue);
    }

    private Optional<PathPattern> pattern(String path) {
        return patterns.stream().filter(pattern -> pattern.matches(path)).findFirst();
    }

    /** Where nobody can tell which modules are called, any of Terraform's files may be one of theirs. */
    private Optional<String> unread(String path) {
        return modules.unread().isEmpty() || !TerraformFile.matters(path)
                ? Optional.empty()
                : Optional.of(path + " changed, and it cannot be told which modules "
                        + modules.unread().getFirst() + " calls");
    }
}
