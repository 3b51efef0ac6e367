package io.tidegate.environment;

import java.util.List;
import java.util.Optional;

/**
 * The environments of a repository as configured on its default branch, with what is discovered in a tree.
 *
 * @param commit the commit of the default branch whose file was read; part of every gate report
 * @param present whether there is a {@code .github/tidegate.yml}; without one Tidegate only plans
 * @param rules what holds for the repository as a whole
 * @param problems errors of the file; while there are any nothing is applied, valid environments still plan
 */
public record Configuration(
        String commit, boolean present, RepositoryRules rules, List<Environment> environments, List<Problem> problems) {
    public Configuration {
        environments = List.copyOf(environments);
        problems = List.copyOf(problems);
    }

    public Optional<Environment> environment(EnvironmentName name) {
        return environments.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Whether anything may be applied under this configuration at all. */
    public boolean allowsApplying() {
        return present && problems.isEmpty();
    }
}
