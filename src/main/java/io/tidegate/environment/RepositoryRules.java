package io.tidegate.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a repository as a whole.
 *
 * @param branches pull requests into these are looked at; empty for the default branch
 * @param mergeWhen null where it follows from how the environments are applied
 * @param plansPerPullRequest how many environments of one pull request are planned unasked
 */
public record RepositoryRules(
        List<String> branches, @Nullable MergeWhen mergeWhen, int plansPerPullRequest) {
    /** Where nothing is configured. */
    public static final RepositoryRules USUAL = new RepositoryRules(List.of(), null, 25);

    public RepositoryRules {
        branches = List.copyOf(branches);
    }
}
