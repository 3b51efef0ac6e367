package io.tidegate.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a repository as a whole.
 *
 * @param branches pull requests into these are looked at; empty for the default branch
 * @param mergeWhen null where it follows from how the environments are applied
 * @param plansPerPullRequest how many environments of one pull request are planned unasked
 * @param concurrentRuns how many runs of the repository may go on at once; null where HCP Terraform's own limit decides
 */
public record RepositoryRules(
        List<String> branches,
        @Nullable MergeWhen mergeWhen,
        int plansPerPullRequest,
        @Nullable Integer concurrentRuns) {
    /** Where nothing is configured. */
    public static final RepositoryRules USUAL = new RepositoryRules(List.of(), null, 25, null);

    public RepositoryRules {
        branches = List.copyOf(branches);
    }

    /** Without a limit of its own for runs that go on at once. */
    public RepositoryRules(List<String> branches, @Nullable MergeWhen mergeWhen, int plansPerPullRequest) {
        this(branches, mergeWhen, plansPerPullRequest, null);
    }
}
