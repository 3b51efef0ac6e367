package io.tidegate.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the changed files a reader looks at first, and why. */
final class ReadersList {
    private static final int MOST = 20;

    private ReadersList() {}

    /**
     * @param changed those that belong to the environment
     * @return one clause for each file: {@code `modules/vpc/main.tf` (settings of a provider)}
     */
    static List<String> of(Collection<String> changed, ModuleGraph graph) {
        List<String> list = new ArrayList<>();
        for (String path : changed) {
            Set<Notable> notable = notable(path, graph);
            if (!notable.isEmpty()) {
                list.add("`" + path.replace('`', '\'') + "` ("
                        + notable.stream().map(Notable::words).collect(Collectors.joining(", ")) + ")");
            }
        }
        if (list.size() <= MOST) {
            return list;
        }
        int more = list.size() - MOST;
        List<String> some = new ArrayList<>(list.subList(0, MOST));
        some.add("and " + more + (more == 1 ? " more file" : " more files"));
        return some;
    }

    private static Set<Notable> notable(String path, ModuleGraph graph) {
        Set<Notable> notable = EnumSet.noneOf(Notable.class);
        if (path.equals(IgnoreRules.FILE)) {
            notable.add(Notable.IGNORE_FILE);
            return notable;
        }
        if (TerraformFile.isLockFile(path)) {
            notable.add(Notable.LOCK_FILE);
        }
        if (graph.links().targets().containsKey(path)) {
            notable.add(Notable.LINK);
        }
        ModuleGraph.Sources sources = graph.at(ModuleGraph.parent(path)).files().get(path);
        if (sources != null) {
            notable.addAll(sources.notable());
        }
        return notable;
    }
}
