package io.tidegate.environment;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Terraform sees of a tree: which directories call which others as local modules, where symbolic links lead, and what
 * is never uploaded. Only literal sources that begin with {@code ./} or {@code ../} are local, as in Terraform; whatever
 * cannot be told is remembered, never taken for nothing.
 *
 * @param directories those that hold Terraform configuration themselves
 */
public record ModuleGraph(SortedMap<String, Directory> directories, Links links, IgnoreRules ignored) {
    /** Without any modules. */
    public static final ModuleGraph NONE = new ModuleGraph(new TreeMap<>(), Links.NONE, IgnoreRules.NONE);

    public ModuleGraph {
        directories = Collections.unmodifiableSortedMap(new TreeMap<>(directories));
    }

    /**
     * What stands in the files of a directory itself.
     *
     * @param files those in which modules can be called
     * @param locked it has a lock file that names providers
     */
    public record Directory(SortedMap<String, Sources> files, boolean locked) {
        static final Directory EMPTY = new Directory(new TreeMap<>(), false);

        public Directory {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }

        /** Modules from outside of the repository. */
        List<RemoteModule> remote() {
            return files.values().stream()
                    .flatMap(sources -> sources.remote().stream())
                    .toList();
        }

        /** Whether it uses a provider that is installed from outside. */
        boolean providers() {
            return files.values().stream().anyMatch(Sources::providers);
        }
    }

    /**
     * What one file calls and uses.
     *
     * @param local literal local sources as written
     * @param remote the other modules that it calls
     * @param providers it uses a provider that is installed from outside; a lock file: it names one
     * @param notable what a reader looks at first
     * @param understood false when there may be more modules
     */
    public record Sources(
            List<String> local,
            List<RemoteModule> remote,
            boolean providers,
            Set<Notable> notable,
            boolean understood) {
        public static final Sources UNKNOWN =
                new Sources(List.of(), List.of(), true, EnumSet.of(Notable.UNREAD), false);

        public Sources {
            local = List.copyOf(local);
            remote = List.copyOf(remote);
            notable = Collections.unmodifiableSet(
                    notable.isEmpty() ? EnumSet.noneOf(Notable.class) : EnumSet.copyOf(notable));
        }

        /** Of a file in which a reader has nothing to look at first. */
        public Sources(List<String> local, List<RemoteModule> remote, boolean providers, boolean understood) {
            this(local, remote, providers, Set.of(), understood);
        }

        /** Of a file that has nothing from outside of the repository. */
        public Sources(List<String> local, boolean understood) {
            this(local, List.of(), false, understood);
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
     * @param read every file of a tree for which {@link #isRead} holds, with its sources
     * @param links every symbolic link of it
     */
    public static ModuleGraph of(Map<String, Sources> read, Links links, IgnoreRules ignored) {
        SortedMap<String, String> uploaded = new TreeMap<>(links.targets());
        uploaded.keySet().removeIf(ignored::leavesOut);
        Links followed = new Links(uploaded);
        SortedMap<String, Sources> all = new TreeMap<>(read);
        all.keySet().removeIf(ignored::leavesOut);
        // Terraform reads a linked file where the link stands: what it calls is looked for from there.
        uploaded.keySet().stream()
                .filter(ModuleGraph::isRead)
                .forEach(link -> all.put(
                        link,
                        followed.follow(link)
                                .map(end -> read.getOrDefault(end.path(), Sources.UNKNOWN))
                                .orElse(Sources.UNKNOWN)));
        SortedMap<String, SortedMap<String, Sources>> files = new TreeMap<>();
        all.forEach((path, sources) -> {
            if (isConfiguration(path)) {
                files.computeIfAbsent(parent(path), directory -> new TreeMap<>())
                        .put(path, sources);
            }
        });
        SortedMap<String, Directory> directories = new TreeMap<>();
        files.forEach((directory, own) -> {
            Sources lock = all.get(TerraformFile.lockFile(directory));
            directories.put(directory, new Directory(own, lock != null && lock.understood() && lock.providers()));
        });
        return new ModuleGraph(directories, followed, ignored);
    }

    /** A file that makes its directory a Terraform configuration. */
    public static boolean isConfiguration(String path) {
        return TerraformFile.isConfiguration(path);
    }

    /** Whether modules can be called, or the versions of providers fixed, in this file. */
    public static boolean isRead(String path) {
        return TerraformFile.isConfiguration(path) || TerraformFile.isLockFile(path);
    }

    /** What stands in the files of a directory itself. */
    Directory at(String directory) {
        return directories.getOrDefault(directory, Directory.EMPTY);
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
