package io.tidegate.environment;

import java.util.List;

/**
 * A named piece of infrastructure as configured: one HCP Terraform workspace, a directory, and the paths that change it.
 *
 * @param directory relative to the repository's root, without leading or trailing slash; the run's working directory
 * @param organization the HCP Terraform organisation
 * @param workspace the workspace's name, {@code [A-Za-z0-9_-]{1,90}}
 * @param paths globs that select the environment besides its directory
 * @param ignore globs of paths that never select it
 * @param after environments that are applied first
 */
public record Environment(
        EnvironmentName name,
        String directory,
        String organization,
        String workspace,
        List<String> paths,
        List<String> ignore,
        List<EnvironmentName> after,
        Rules rules) {
    public Environment {
        paths = List.copyOf(paths);
        ignore = List.copyOf(ignore);
        after = List.copyOf(after);
    }

    /** One with nothing but its directory. */
    public Environment(EnvironmentName name, String directory, String organization, String workspace, Rules rules) {
        this(name, directory, organization, workspace, List.of(), List.of(), List.of(), rules);
    }

    public Environment with(Rules other) {
        return new Environment(name, directory, organization, workspace, paths, ignore, after, other);
    }
}
