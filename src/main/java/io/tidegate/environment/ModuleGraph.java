package io.tidegate.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which directories of a tree call which others as local modules. Only literal sources that begin with {@code ./} or
 * {@code ../} are local, as in Terraform; whatever cannot be told is remembered, never taken for nothing.
 */
public record ModuleGraph(SortedMap<String, Directory> directories) {
    /** Without any modules. */
    public static final ModuleGraph NONE = new ModuleGraph(new TreeMap<>());

    public ModuleGraph {
        directories = Collections.unmodifiableSortedMap(new TreeMap<>(directories));
    }

    /**
     * What one file calls and uses.
     *
     * @param local literal local sources as written
     * @param remote the other modules that it calls
     * @param providers it uses a provider that is installed from outside; a lock file: it names one
     * @param understood false when there may be more modules
     */
    public record Sources(List<String> local, List<RemoteModule> remote, boolean providers, boolean understood) {
        public static final Sources UNKNOWN = new Sources(List.of(), List.of(), true, false);

        public Sources {
            local = List.copyOf(local);
            remote = List.copyOf(remote);
        }

        /** Of a file that has nothing from outside of the repository. */
        public Sources(List<String> local, boolean understood) {
            this(local, List.of(), false, understood);
        }
    }

    /**
     * What a directory calls and uses.
     *
     * @param modules directories
     * @param remote modules from outside of the repository
     * @param providers it uses a provider that is installed from outside
     * @param locked it has a lock file that names providers
     * @param unread files whose modules are not all known
     */
    public record Directory(
            List<String> modules, List<RemoteModule> remote, boolean providers, boolean locked, List<String> unread) {
        static final Directory EMPTY = new Directory(List.of(), List.of(), false, false, List.of());

        public Directory {
            modules = List.copyOf(modules);
            remote = List.copyOf(remote);
            unread = List.copyOf(unread);
        }
    }

    /**
     * What a root module is made of besides its own directory.
     *
     * @param modules directory of each module, with the way to it: {@code prod → modules/a → modules/b}
     * @param unread files on the way whose modules are not all known
     */
    public record Reach(SortedMap<String, String> modules, List<String> unread) {
        public Reach {
            modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
            unread = List.copyOf(unread);
        }
    }

    /** @param read every file of a tree in which modules can be called ({@link #isRead}), with its sources */
    public static ModuleGraph of(Map<String, Sources> read) {
        Map<String, List<String>> files = new HashMap<>();
        read.keySet().stream()
                .filter(TerraformFile::isConfiguration)
                .sorted()
                .forEach(path -> files.computeIfAbsent(parent(path), directory -> new ArrayList<>())
                        .add(path));
        SortedMap<String, Directory> directories = new TreeMap<>();
        files.forEach((directory, own) -> directories.put(directory, directory(directory, own, files, read)));
        return new ModuleGraph(directories);
    }

    /** Whether modules can be called, or the versions of providers fixed, in this file. */
    public static boolean isRead(String path) {
        return TerraformFile.isConfiguration(path) || TerraformFile.isLockFile(path);
    }

    /** What stands in the files of a directory itself. */
    Directory at(String directory) {
        return directories.getOrDefault(directory, Directory.EMPTY);
    }

    private static Directory directory(
            String directory, List<String> own, Map<String, List<String>> files, Map<String, Sources> read) {
        List<String> modules = new ArrayList<>();
        List<RemoteModule> remote = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        boolean providers = false;
        for (String path : own) {
            Sources found = read.getOrDefault(path, Sources.UNKNOWN);
            remote.addAll(found.remote());
            providers |= found.providers();
            boolean all = found.understood();
            for (String source : found.local()) {
                Optional<String> module = resolved(directory, source).filter(files::containsKey);
                module.ifPresent(modules::add);
                all &= module.isPresent();
            }
            if (!all) {
                unread.add(path);
            }
        }
        Sources lock = read.get(TerraformFile.lockFile(directory));
        boolean locked = lock != null && lock.understood() && lock.providers();
        return new Directory(modules, remote, providers, locked, unread);
    }

    /** Empty where a source leaves the repository. */
    private static Optional<String> resolved(String directory, String source) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + source).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** Every module that is called from this directory, directly or by another one; each once, by the shortest way. */
    public Reach reach(String directory) {
        SortedMap<String, String> modules = new TreeMap<>();
        List<String> unread = new ArrayList<>();
        Map<String, String> ways = new HashMap<>(Map.of(directory, directory));
        Deque<String> next = new ArrayDeque<>(List.of(directory));
        while (!next.isEmpty()) {
            String at = next.removeFirst();
            Directory calls = at(at);
            unread.addAll(calls.unread());
            for (String module : calls.modules()) {
                if (!ways.containsKey(module)) {
                    String way = ways.get(at) + " → " + module;
                    ways.put(module, way);
                    modules.put(module, way);
                    next.addLast(module);
                }
            }
        }
        return new Reach(modules, unread);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
