package io.tidegate.environment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Terraform sees of a tree: which directories call which others as local modules, where symbolic links lead, and what
 * is never uploaded. Only literal sources that begin with {@code ./} or {@code ../} are local, as in Terraform; whatever
 * cannot be told is remembered, never taken for nothing.
 *
 * @param directories each with the files in it in which modules can be called
 */
public record ModuleGraph(SortedMap<String, SortedMap<String, Sources>> directories, Links links, IgnoreRules ignored) {
    /** Without any modules. */
    public static final ModuleGraph NONE = new ModuleGraph(new TreeMap<>(), Links.NONE, IgnoreRules.NONE);

    public ModuleGraph {
        SortedMap<String, SortedMap<String, Sources>> copy = new TreeMap<>();
        directories.forEach((directory, files) ->
                copy.put(directory, Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, Sources>) files))));
        directories = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * The module sources of one file.
     *
     * @param local literal local sources as written
     * @param understood false when there may be others
     */
    public record Sources(List<String> local, boolean understood) {
        public static final Sources UNKNOWN = new Sources(List.of(), false);

        public Sources {
            local = List.copyOf(local);
        }
    }

    /**
     * What a root module is made of besides its own directory.
     *
     * @param modules each directory or file, with the way to it: {@code prod → modules/a → modules/b}
     * @param unread files and links on the way of which it is not known where they lead to
     */
    public record Reach(SortedMap<String, String> modules, List<String> unread) {
        public Reach {
            modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
            unread = List.copyOf(unread);
        }
    }

    /** Of a tree without symbolic links in which everything is uploaded. */
    public static ModuleGraph of(Map<String, Sources> read) {
        return of(read, Links.NONE, IgnoreRules.NONE);
    }

    /**
     * @param read every file of a tree in which modules can be called ({@link #isRead}), with its sources
     * @param links every symbolic link of it
     */
    public static ModuleGraph of(Map<String, Sources> read, Links links, IgnoreRules ignored) {
        SortedMap<String, SortedMap<String, Sources>> directories = new TreeMap<>();
        SortedMap<String, String> uploaded = new TreeMap<>(links.targets());
        uploaded.keySet().removeIf(ignored::leavesOut);
        Links followed = new Links(uploaded);
        read.forEach((path, sources) -> {
            if (!ignored.leavesOut(path)) {
                directories
                        .computeIfAbsent(parent(path), directory -> new TreeMap<>())
                        .put(path, sources);
            }
        });
        // Terraform reads a linked file where the link stands: what it calls is looked for from there.
        uploaded.keySet().stream()
                .filter(ModuleGraph::isRead)
                .forEach(link -> directories
                        .computeIfAbsent(parent(link), directory -> new TreeMap<>())
                        .put(
                                link,
                                followed.follow(link)
                                        .map(end -> read.getOrDefault(end.path(), Sources.UNKNOWN))
                                        .orElse(Sources.UNKNOWN)));
        return new ModuleGraph(directories, followed, ignored);
    }

    /** Whether modules can be called in this file. */
    public static boolean isRead(String path) {
        return TerraformFile.isConfiguration(path);
    }

    /** Every module that is called from this directory, directly or by another one; each once, by the shortest way. */
    public Reach reach(String directory) {
        return Reaching.from(directory, this);
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** A directory for people: the root has no name. */
    static String shown(String directory) {
        return directory.isEmpty() ? "." : directory;
    }
}
