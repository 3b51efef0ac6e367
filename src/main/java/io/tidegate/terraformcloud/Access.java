package io.tidegate.terraformcloud;

import io.tidegate.environment.Glob;
import io.tidegate.environment.Repository;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One token and what it may be used for.
 *
 * @param organization null for a token that stands for every organisation it reaches
 * @param owners GitHub owners; empty for every owner that the App serves
 * @param workspaces globs, {@code workspace} or {@code repository:workspace}, besides the default rule
 * @param decided whose a workspace is that several repositories claim
 */
record Access(
        @Nullable String organization,
        Token token,
        List<String> owners,
        List<String> workspaces,
        List<Ruling> decided) {
    Access {
        owners = List.copyOf(owners);
        workspaces = List.copyOf(workspaces);
        decided = List.copyOf(decided);
    }

    boolean reaches(String name) {
        return organization == null || organization.equalsIgnoreCase(name);
    }

    boolean serves(Repository repository) {
        return owners.isEmpty() || owners.stream().anyMatch(repository.owner()::equalsIgnoreCase);
    }

    /** The default rule, before anybody asks for other repositories: a workspace named after the repository. */
    static boolean named(Repository repository, String workspace) {
        return workspace.equals(repository.name()) || workspace.startsWith(repository.name() + "-");
    }

    /** Whether the server's configuration allows more than the default rule. */
    boolean allows(Repository repository, String workspace) {
        return workspaces.stream().anyMatch(glob -> allows(glob, repository, workspace));
    }

    Optional<Ruling> ruling(String workspace) {
        return decided.stream()
                .filter(ruling -> ruling.workspace().equalsIgnoreCase(workspace))
                .findFirst();
    }

    private static boolean allows(String rule, Repository repository, String workspace) {
        int colon = rule.indexOf(':');
        String repositories = colon < 0 ? "*" : rule.substring(0, colon);
        return Glob.matches(repositories, repository.name()) && Glob.matches(rule.substring(colon + 1), workspace);
    }
}
