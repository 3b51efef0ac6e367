package io.tidegate.terraformcloud;

import io.tidegate.environment.Glob;
import io.tidegate.environment.Repository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token and what it may be used for.
 *
 * @param organization null for a token that stands for every organisation it reaches
 * @param owners GitHub owners; empty for every owner that the App serves
 * @param workspaces globs, {@code workspace} or {@code repository:workspace}, besides the default rule
 */
record Access(@Nullable String organization, Token token, List<String> owners, List<String> workspaces) {
    Access {
        owners = List.copyOf(owners);
        workspaces = List.copyOf(workspaces);
    }

    boolean reaches(String name) {
        return organization == null || organization.equalsIgnoreCase(name);
    }

    boolean serves(Repository repository) {
        return owners.isEmpty() || owners.stream().anyMatch(repository.owner()::equalsIgnoreCase);
    }

    /** The default rule: a workspace named after the repository; more where the server's configuration says so. */
    boolean consents(Repository repository, String workspace) {
        return workspace.equals(repository.name())
                || workspace.startsWith(repository.name() + "-")
                || workspaces.stream().anyMatch(glob -> consents(glob, repository, workspace));
    }

    private static boolean consents(String rule, Repository repository, String workspace) {
        int colon = rule.indexOf(':');
        String repositories = colon < 0 ? "*" : rule.substring(0, colon);
        return Glob.matches(repositories, repository.name()) && Glob.matches(rule.substring(colon + 1), workspace);
    }
}
