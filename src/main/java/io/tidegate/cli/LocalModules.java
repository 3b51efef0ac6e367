package io.tidegate.cli;

import io.tidegate.configuration.TerraformModuleSources;
import io.tidegate.environment.IgnoreRules;
import io.tidegate.environment.Links;
import io.tidegate.environment.ModuleGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The module graph of a commit that is on this machine; of the same files as the server's. */
final class LocalModules {
    /** Leads out of the repository, so that it is not known where to. */
    private static final String NOWHERE = "/";

    private final Map<String, ModuleGraph.Sources> sources = new HashMap<>();
    private final SortedMap<String, String> links = new TreeMap<>();
    private final TerraformModuleSources reader = new TerraformModuleSources();
    private String ignore = "";

    private LocalModules() {}

    static ModuleGraph of(Git git, SortedMap<String, Git.Entry> tree) throws IOException {
        Map<String, List<String>> paths = new HashMap<>();
        tree.forEach((path, entry) -> {
            if (entry.link() || ModuleGraph.isRead(path) || path.equals(IgnoreRules.FILE)) {
                paths.computeIfAbsent(entry.blob(), blob -> new ArrayList<>()).add(path);
            }
        });
        LocalModules modules = new LocalModules();
        git.texts(
                List.copyOf(paths.keySet()),
                (blob, text) -> paths.getOrDefault(blob, List.of())
                        .forEach(path -> modules.take(path, Objects.requireNonNull(tree.get(path)), text)));
        return ModuleGraph.of(modules.sources, new Links(modules.links), IgnoreRules.of(modules.ignore));
    }

    private void take(String path, Git.Entry entry, Optional<String> text) {
        if (entry.link()) {
            links.put(path, text.orElse(NOWHERE));
        } else if (path.equals(IgnoreRules.FILE)) {
            ignore = text.orElse("");
        } else {
            sources.put(path, text.map(t -> reader.read(path, t)).orElse(ModuleGraph.Sources.UNKNOWN));
        }
    }
}
