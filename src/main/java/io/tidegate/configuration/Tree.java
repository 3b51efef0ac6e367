package io.tidegate.configuration;

import io.tidegate.environment.Layout;
import io.tidegate.environment.ModuleGraph;
import io.tidegate.environment.Terragrunt;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files among which environments are looked for.
 *
 * @param configurations directories that hold Terraform configuration themselves; the root is empty
 */
record Tree(
        Set<String> paths,
        Layout layout,
        SortedSet<String> configurations,
        SortedSet<String> variableFiles,
        Set<String> terragrunt) {
    static Tree of(Collection<String> paths) {
        SortedSet<String> configurations = new TreeSet<>();
        SortedSet<String> variableFiles = new TreeSet<>();
        Set<String> terragrunt = new HashSet<>();
        for (String path : paths) {
            if (ModuleGraph.isConfiguration(path)) {
                configurations.add(parent(path));
            } else if (path.endsWith(".tfvars") || path.endsWith(".tfvars.json")) {
                variableFiles.add(path);
            } else if (Terragrunt.isItsFile(path)) {
                terragrunt.add(parent(path));
            }
        }
        terragrunt.removeAll(configurations);
        return new Tree(new HashSet<>(paths), Layout.of(paths), configurations, variableFiles, terragrunt);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
