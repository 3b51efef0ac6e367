package io.tidegate.flow;

import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The module graph of a commit. Files are read out of the archive that is uploaded for planning anyway, so it costs a
 * download only where nothing is planned afterwards; what was found in a file is remembered by its blob id.
 */
@ApplicationScoped
class Modules {
    private static final int REMEMBERED = 100_000;

    private final Forge forge;
    private final Runs runs;
    private final ModuleSources sources;
    private final Map<String, Sources> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sources> eldest) {
            return size() > REMEMBERED;
        }
    };

    Modules(Forge forge, Runs runs, ModuleSources sources) {
        this.forge = forge;
        this.runs = runs;
        this.sources = sources;
    }

    ModuleGraph of(Repository repository, String commit) {
        SortedMap<String, Forge.TreeEntry> tree = forge.tree(repository, commit);
        Map<String, Sources> found = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        tree.forEach((path, entry) -> {
            if (ModuleGraph.isRead(path) && !entry.mode().equals("160000")) {
                Sources before = entry.mode().equals("120000") ? Sources.UNKNOWN : remembered(key(path, entry, tree));
                if (before == null) {
                    unknown.add(path);
                } else {
                    found.put(path, before);
                }
            }
        });
        if (!unknown.isEmpty()) {
            read(repository, commit, tree, unknown, found);
        }
        // What is not in the archive is ignored by .terraformignore: Terraform never sees it.
        return ModuleGraph.of(found);
    }

    private void read(
            Repository repository,
            String commit,
            SortedMap<String, Forge.TreeEntry> tree,
            Set<String> unknown,
            Map<String, Sources> found) {
        try {
            runs.texts(repository, commit, source(forge, repository, commit), unknown, (path, text) -> {
                Sources read = text.map(t -> sources.read(path, t)).orElse(Sources.UNKNOWN);
                found.put(path, read);
                Forge.TreeEntry entry = Objects.requireNonNull(tree.get(path), "only what was asked for is given");
                remember(key(path, entry, tree), read);
            });
        } catch (Outside.Refused refused) {
            // Its plan is refused with the same reason; until somebody removes it, nothing is known of its modules.
            unknown.forEach(path -> found.put(path, Sources.UNKNOWN));
        }
    }

    private @Nullable Sources remembered(String key) {
        synchronized (known) {
            return known.get(key);
        }
    }

    private void remember(String key, Sources read) {
        synchronized (known) {
            known.put(key, read);
        }
    }

    /** A lock file that is ignored is not uploaded, and locks nothing: what is known of it holds for these rules alone. */
    private static String key(String path, Forge.TreeEntry entry, SortedMap<String, Forge.TreeEntry> tree) {
        if (path.endsWith(".hcl")) {
            Forge.TreeEntry ignored = tree.get(".terraformignore");
            return "lock " + path + " " + entry.blob() + " " + (ignored == null ? "" : ignored.blob());
        }
        return (path.endsWith(".json") ? "json " : "hcl ") + entry.blob();
    }

    /** The bytes of a commit, for whoever does not have them yet. */
    static Runs.Source source(Forge forge, Repository repository, String commit) {
        return new Runs.Source() {
            @Override
            public InputStream tarball() {
                return forge.tarball(repository, commit);
            }

            @Override
            public SortedMap<String, Forge.TreeEntry> tree() {
                return forge.tree(repository, commit);
            }
        };
    }
}
