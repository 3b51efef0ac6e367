package io.tidegate.environment;

import java.util.List;

/**
 * A named piece of infrastructure as configured: one HCP Terraform workspace, a directory, and the paths that change it.
 *
 * @param directory relative to the repository's root, without leading or trailing slash; empty for the root itself. The
 *     run's working directory
 * @param organization the HCP Terraform organisation
 * @param workspace the workspace's name, {@code [A-Za-z0-9_-]{1,90}}
 * @param paths globs that select the environment besides its directory
 * @param ignore globs of paths that never select it
 * @param varFiles what gives its variables their values
 * @param after environments that are applied first
 */
public record Environment(
        EnvironmentName name,
        String directory,
        String organization,
        String workspace,
        List<String> paths,
        List<String> ignore,
        VarFiles varFiles,
        List<EnvironmentName> after,
        Rules rules) {
    public Environment {
        paths = List.copyOf(paths);
        ignore = List.copyOf(ignore);
        after = List.copyOf(after);
    }

    /** One without variable files. */
    public Environment(
            EnvironmentName name,
            String directory,
            String organization,
            String workspace,
            List<String> paths,
            List<String> ignore,
            List<EnvironmentName> after,
            Rules rules) {
        this(name, directory, organization, workspace, paths, ignore, VarFiles.NONE, after, rules);
    }

    /** One with nothing but its directory. */
    public Environment(EnvironmentName name, String directory, String organization, String workspace, Rules rules) {
        this(name, directory, organization, workspace, List.of(), List.of(), List.of(), rules);
    }

    /** The same under other rules. */
    public Environment with(Rules other) {
        return new Environment(name, directory, organization, workspace, paths, ignore, varFiles, after, other);
    }

    /** @param shared whether variable files of other environments lie in its directory */
    public Environment sharing(boolean shared) {
        return new Environment(
                name,
                directory,
                organization,
                workspace,
                paths,
                ignore,
                new VarFiles(varFiles.files(), shared),
                after,
                rules);
    }
}
