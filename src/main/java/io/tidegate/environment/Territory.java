package io.tidegate.environment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths that belong to one environment, and by which rule.
 *
 * @param modules what its directory calls, and where links of it lead
 * @param ignored what never counts, whatever else holds it
 */
record Territory(
        Ground ground,
        VarFiles varFiles,
        List<PathPattern> patterns,
        ModuleGraph.Reach modules,
        List<PathPattern> ignored,
        IgnoreRules leftOut) {
    private static final int MOST_NAMED = 5;

    Territory {
        patterns = List.copyOf(patterns);
        ignored = List.copyOf(ignored);
    }

    static Territory of(Environment environment, ModuleGraph graph) {
        ModuleGraph.Reach reach = graph.reach(environment.directory());
        return new Territory(
                Ground.of(environment, reach, graph),
                environment.varFiles(),
                environment.paths().stream().map(PathPattern::new).toList(),
                reach,
                environment.ignore().stream().map(PathPattern::new).toList(),
                graph.ignored());
    }

    /** What the path of everything in a directory begins with. */
    static String prefix(String directory) {
        return directory.isEmpty() ? "" : directory + "/";
    }

    boolean holds(String path) {
        return reason(path).isPresent();
    }

    /** Those of the paths that it holds. A repository has thousands, so only what lies where its own can lie is asked. */
    SortedSet<String> among(SortedSet<String> paths) {
        SortedSet<String> held = new TreeSet<>();
        boolean anywhere =
                ground.root() || !patterns.isEmpty() || !modules.unread().isEmpty();
        Stream<SortedSet<String>> places = anywhere
                ? Stream.of(paths)
                : Stream.of(
                                Set.of(ground.directory(), IgnoreRules.FILE),
                                modules.modules().keySet(),
                                varFiles.files())
                        .flatMap(Collection::stream)
                        .map(place -> below(place, paths));
        places.forEach(place -> place.stream().filter(this::holds).forEach(held::add));
        return held;
    }

    /** A file by its own name, or everything in a directory; what else begins so is not held. */
    private static SortedSet<String> below(String place, SortedSet<String> paths) {
        return place.isEmpty() ? paths : paths.subSet(place, place + (char) ('/' + 1));
    }

    /** Why a change of this path selects the environment; empty when it does not. */
    Optional<String> reason(String path) {
        if (isIgnored(path)) {
            return Optional.empty();
        }
        if (path.equals(IgnoreRules.FILE)) {
            return Optional.of(path + " changed, which decides what is uploaded");
        }
        // What is left out is asked last: that is the slowest of these questions.
        return held(path).filter(reason -> !leftOut.leavesOut(path));
    }

    private Optional<String> held(String path) {
        if (varFiles.files().contains(path) || ground.holds(path)) {
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
        // What is here without being a reason was taken out by one of these two.
        List<String> there = ignored.isEmpty() && leftOut.rules().isEmpty()
                ? List.of()
                : changed.stream().filter(path -> held(path).isPresent()).toList();
        long unwanted = there.stream().filter(this::isIgnored).count();
        long left = there.size() - unwanted;
        return "no changed file is in " + ModuleGraph.shown(ground.directory()) + others
                + (patterns.isEmpty() ? "" : ", or matches its paths")
                + (unwanted == 0
                        ? ""
                        : "; " + unwanted + (unwanted == 1 ? " that is there matches" : " that are there match")
                                + " its ignore")
                + (left == 0
                        ? ""
                        : "; " + left + (left == 1 ? " that is there is" : " that are there are")
                                + " left out of uploads by " + IgnoreRules.FILE);
    }

    private boolean isIgnored(String path) {
        return ignored.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** Variable files of a module's directory are read by nobody. */
    private Optional<String> module(String path) {
        if (TerraformFile.isVariables(path)) {
            return Optional.empty();
        }
        // The nearest is the first on the way up.
        for (String at = path; ; at = ModuleGraph.parent(at)) {
            String way = modules.modules().get(at);
            if (way != null || at.isEmpty()) {
                return Optional.ofNullable(way);
            }
        }
    }

    private Optional<PathPattern> pattern(String path) {
        return patterns.stream().filter(pattern -> pattern.matches(path)).findFirst();
    }

    /** Where nobody can tell which modules are called, any of Terraform's files may be one of theirs. */
    private Optional<String> unread(String path) {
        return modules.unread().isEmpty() || !(TerraformFile.isConfiguration(path) || TerraformFile.isLockFile(path))
                ? Optional.empty()
                : Optional.of(path + " changed, and it cannot be told which modules "
                        + modules.unread().getFirst() + " calls");
    }
}
