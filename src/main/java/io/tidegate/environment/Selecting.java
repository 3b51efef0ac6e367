package io.tidegate.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which environments a pull request affects. The order of the changed files changes nothing. */
public final class Selecting {
    /** Reasons named one by one; a pull request can change thousands of files of one environment. */
    static final int MOST_REASONS = 20;

    private static final String INCOMPLETE =
            "GitHub did not list every changed file, so every environment counts as changed";

    private Selecting() {}

    /**
     * @param environments as configured; one whose directory the tree does not have is not selected, and takes no file
     * @param filesComplete false when there are more changed files than listed: then every environment is affected
     * @param graph the modules that this tree's directories call
     * @param tree every file of what would be planned: path to git blob id
     */
    public static Selection select(
            List<Environment> environments,
            Collection<ChangedFile> files,
            boolean filesComplete,
            SortedMap<String, String> tree,
            ModuleGraph graph) {
        SortedSet<String> changed = new TreeSet<>();
        files.forEach(file -> sides(file).forEach(changed::add));
        SortedSet<String> unmapped = new TreeSet<>(changed);
        unmapped.removeIf(path -> !TerraformFile.matters(path));
        NavigableMap<String, String> sorted = new TreeMap<>((Map<String, String>) tree);
        List<Affected> affected = new ArrayList<>();
        List<Selection.Unaffected> unaffected = new ArrayList<>();
        for (Environment environment : environments) {
            if (!exists(environment, sorted)) {
                unaffected.add(new Selection.Unaffected(
                        environment.name(),
                        "its directory " + ModuleGraph.shown(environment.directory()) + " does not exist"));
                continue;
            }
            Territory territory = Territory.of(environment, graph);
            List<String> own = List.copyOf(territory.among(changed));
            List<String> reasons = reasons(territory, own, filesComplete);
            if (!reasons.isEmpty()) {
                affected.add(new Affected(
                        environment,
                        reasons,
                        Inputs.of(environment, sorted, territory),
                        Affected.Changed.of(own, filesComplete),
                        Pins.of(environment.directory(), graph),
                        ReadersList.of(own, graph)));
            } else {
                unaffected.add(new Selection.Unaffected(environment.name(), territory.untouched(changed)));
            }
            own.forEach(unmapped::remove);
        }
        return new Selection(affected, unaffected, List.copyOf(unmapped));
    }

    /** Whether one of these changes, on either side of a rename, concerns the environment. */
    public static boolean touches(Environment environment, ModuleGraph graph, Collection<ChangedFile> files) {
        Territory territory = Territory.of(environment, graph);
        return files.stream().flatMap(Selecting::sides).anyMatch(territory::holds);
    }

    private static List<String> reasons(Territory territory, List<String> changed, boolean filesComplete) {
        List<String> reasons = new ArrayList<>();
        if (!filesComplete) {
            reasons.add(INCOMPLETE);
        }
        int more = 0;
        for (String path : changed) {
            @Nullable String reason = territory.reason(path).orElse(null);
            if (reason != null && reasons.size() < MOST_REASONS) {
                reasons.add(reason);
            } else if (reason != null) {
                more++;
            }
        }
        if (more > 0) {
            reasons.add(more == 1 ? "and 1 more file" : "and " + more + " more files");
        }
        return reasons;
    }

    private static boolean exists(Environment environment, SortedMap<String, String> tree) {
        String directory = Territory.prefix(environment.directory());
        SortedMap<String, String> from = tree.tailMap(directory);
        return !from.isEmpty() && from.firstKey().startsWith(directory);
    }

    private static Stream<String> sides(ChangedFile file) {
        return Stream.of(file.path(), file.previousPath() == null ? file.path() : file.previousPath());
    }
}
