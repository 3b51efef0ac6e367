package io.tidegate.environment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environments of a repository as configured on its default branch, with what is discovered in a tree.
 *
 * @param commit the commit of the default branch whose file was read; part of every gate report
 * @param present whether there is a {@code .github/tidegate.yml}; without one Tidegate only plans
 * @param rules what holds for the repository as a whole
 * @param problems errors of the file; while there are any nothing is applied, valid environments still plan
 * @param warnings what is allowed there, and will not do what it seems to
 * @param organization the organisation's file; null where the server does not look for one
 */
public record Configuration(
        String commit,
        boolean present,
        RepositoryRules rules,
        List<Environment> environments,
        List<Problem> problems,
        List<Problem> warnings,
        @Nullable OrganizationFile organization) {
    public Configuration {
        environments = List.copyOf(environments);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** One in which nothing is doubtful. */
    public Configuration(
            String commit,
            boolean present,
            RepositoryRules rules,
            List<Environment> environments,
            List<Problem> problems,
            @Nullable OrganizationFile organization) {
        this(commit, present, rules, environments, problems, List.of(), organization);
    }

    /** One of a server that looks for no organisation's file. */
    public Configuration(
            String commit,
            boolean present,
            RepositoryRules rules,
            List<Environment> environments,
            List<Problem> problems) {
        this(commit, present, rules, environments, problems, null);
    }

    public Configuration with(List<Environment> others) {
        return new Configuration(commit, present, rules, others, problems, warnings, organization);
    }

    public Configuration with(OrganizationFile other) {
        return new Configuration(commit, present, rules, environments, problems, warnings, other);
    }

    public Optional<Environment> environment(EnvironmentName name) {
        return environments.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Whether anything may be applied under this configuration at all. */
    public boolean allowsApplying() {
        return present && problems.isEmpty() && (organization == null || organization.trouble() == null);
    }
}
