package io.tidegate.environment;

import java.util.Set;

/**
 * An environment's own directory. Everything in it counts, except where it holds more than this environment: the
 * repository's root, and a directory that others share with variable files of their own.
 *
 * @param prefix of the paths in it
 * @param shared whether it does
 * @param root whether it is the repository's root, where everything else of the repository lies too
 * @param configurations directories that hold Terraform configuration
 */
record Ground(String directory, String prefix, boolean shared, boolean root, Set<String> configurations) {
    static Ground of(Environment environment, ModuleGraph.Reach reach, ModuleGraph graph) {
        boolean root = environment.directory().isEmpty();
        boolean shared = root || environment.varFiles().shared();
        // Where it is not known what is called, a directory that seems to be called by nobody may be.
        boolean known = shared && reach.unread().isEmpty();
        return new Ground(
                environment.directory(),
                Territory.prefix(environment.directory()),
                shared,
                root,
                known ? graph.directories().keySet() : Set.of());
    }

    boolean holds(String path) {
        if (!path.startsWith(prefix)) {
            return false;
        }
        String below = path.substring(prefix.length());
        if (shared && TerraformFile.isVariables(below)) {
            return !below.contains("/") && TerraformFile.isLoadedAlways(below);
        }
        return !(root && isBeside(below)) && !isAnothersConfiguration(path);
    }

    /** What no run reads: hidden files and folders (but the lock file), and documentation. */
    private static boolean isBeside(String path) {
        boolean hidden = path.startsWith(".") || path.contains("/.");
        return hidden && !path.equals(".terraform.lock.hcl") || path.endsWith(".md");
    }

    /** Whether it lies in a directory below with configuration of its own: as a module it counts, otherwise not. */
    private boolean isAnothersConfiguration(String path) {
        String at = ModuleGraph.parent(path);
        while (at.length() > directory.length()) {
            if (configurations.contains(at)) {
                return true;
            }
            at = ModuleGraph.parent(at);
        }
        return false;
    }
}
