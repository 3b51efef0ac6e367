package io.tidegate.flow;

import io.tidegate.environment.IgnoreRules;
import io.tidegate.environment.Links;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.ModuleGraph.Sources;
import io.tidegate.environment.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The module graph of a commit. Files are read out of the archive that is uploaded for planning anyway, so it costs a
 * download only where nothing is planned afterwards; what was found in a file is remembered by its blob id.
 */
@ApplicationScoped
class Modules {
    private static final int REMEMBERED = 100_000;
    private static final int REMEMBERED_TEXTS = 10_000;

    /** Leads out of the repository, so that it is not known where to. */
    private static final String NOWHERE = "/";

    private final Forge forge;
    private final Runs runs;
    private final ModuleSources sources;
    private final Map<String, Sources> known = remembering(REMEMBERED);
    private final Map<String, String> texts = remembering(REMEMBERED_TEXTS);

    Modules(Forge forge, Runs runs, ModuleSources sources) {
        this.forge = forge;
        this.runs = runs;
        this.sources = sources;
    }

    private static <T> Map<String, T> remembering(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > most;
            }
        };
    }

    /** What was found in one commit. */
    private static final class Found {
        private final Map<String, Sources> sources = new HashMap<>();
        private final SortedMap<String, String> links = new TreeMap<>();
        private String ignore = "";
    }

    ModuleGraph of(Repository repository, String commit) {
        SortedMap<String, Forge.TreeEntry> tree = forge.tree(repository, commit);
        Found found = new Found();
        Set<String> unknown = new TreeSet<>();
        tree.forEach((path, entry) -> {
            if (isRead(path, entry) && !remembered(path, entry, found)) {
                unknown.add(path);
            }
        });
        if (!unknown.isEmpty()) {
            read(repository, commit, tree, unknown, found);
        }
        // What is not in the archive is ignored by .terraformignore: Terraform never sees it.
        return ModuleGraph.of(found.sources, new Links(found.links), IgnoreRules.of(found.ignore));
    }

    private static boolean isRead(String path, Forge.TreeEntry entry) {
        return switch (entry.mode()) {
            case "160000" -> false;
            case "120000" -> true;
            default -> ModuleGraph.isRead(path) || path.equals(IgnoreRules.FILE);
        };
    }

    private void read(
            Repository repository,
            String commit,
            SortedMap<String, Forge.TreeEntry> tree,
            Set<String> unknown,
            Found found) {
        try {
            runs.texts(repository, commit, source(forge, repository, commit), unknown, (path, text) -> {
                Forge.TreeEntry entry = Objects.requireNonNull(tree.get(path), "only what was asked for is given");
                take(path, entry, text, found);
            });
        } catch (Outside.Refused refused) {
            // Its plan is refused with the same reason; until somebody removes it, nothing is known of its modules.
            unknown.forEach(path -> {
                if (isLink(Objects.requireNonNull(tree.get(path)))) {
                    found.links.put(path, NOWHERE);
                } else if (ModuleGraph.isRead(path)) {
                    found.sources.put(path, Sources.UNKNOWN);
                }
            });
        }
    }

    private void take(String path, Forge.TreeEntry entry, Optional<String> text, Found found) {
        synchronized (known) {
            if (isLink(entry)) {
                texts.put(entry.blob(), text.orElse(NOWHERE));
            } else if (ModuleGraph.isRead(path)) {
                known.put(key(path, entry), text.map(t -> sources.read(path, t)).orElse(Sources.UNKNOWN));
            } else {
                texts.put(entry.blob(), text.orElse(""));
            }
        }
        remembered(path, entry, found);
    }

    /** @return whether it was read before */
    private boolean remembered(String path, Forge.TreeEntry entry, Found found) {
        synchronized (known) {
            @Nullable String text = texts.get(entry.blob());
            @Nullable Sources before = known.get(key(path, entry));
            if (isLink(entry) && text != null) {
                found.links.put(path, text);
            } else if (path.equals(IgnoreRules.FILE) && text != null) {
                found.ignore = text;
            } else if (!isLink(entry) && before != null) {
                found.sources.put(path, before);
            } else {
                return false;
            }
            return true;
        }
    }

    private static boolean isLink(Forge.TreeEntry entry) {
        return entry.mode().equals("120000");
    }

    /** The same text can mean another thing by its name. */
    private static String key(String path, Forge.TreeEntry entry) {
        return path.substring(path.lastIndexOf('.') + 1) + " " + entry.blob();
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
