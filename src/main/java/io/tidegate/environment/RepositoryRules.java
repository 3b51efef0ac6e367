package io.tidegate.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for a repository as a whole.
 *
 * @param branches pull requests into these are looked at; empty for the default branch
 * @param mergeWhen null where it follows from how the environments are applied
 * @param merge who merges
 * @param plansPerPullRequest how many environments of one pull request are planned unasked
 * @param concurrentRuns how many runs of ours may go on at once in the HCP Terraform organisation
 */
public record RepositoryRules(
        List<String> branches,
        @Nullable MergeWhen mergeWhen,
        Merge merge,
        int plansPerPullRequest,
        int concurrentRuns) {
    /** As many as HCP Terraform itself lets run; the others wait in its queue. */
    public static final int AUTO = Integer.MAX_VALUE;

    /** Who has a pull request merged when everything that comes before it is done. */
    public enum Merge {
        /** People. */
        MANUAL,
        /** Tidegate asks GitHub to, whose own rules decide. */
        AUTOMATIC
    }

    /** Where nothing is configured. */
    public static final RepositoryRules USUAL = new RepositoryRules(List.of(), null, Merge.MANUAL, 25, AUTO);

    public RepositoryRules {
        branches = List.copyOf(branches);
    }

    /** Without a limit of ours on the runs that go on at once. */
    public RepositoryRules(List<String> branches, @Nullable MergeWhen mergeWhen, Merge merge, int plansPerPullRequest) {
        this(branches, mergeWhen, merge, plansPerPullRequest, AUTO);
    }
}
