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
 */
public record RepositoryRules(
        List<String> branches, @Nullable MergeWhen mergeWhen, Merge merge, int plansPerPullRequest) {
    /** Who has a pull request merged when everything that comes before it is done. */
    public enum Merge {
        /** People. */
        MANUAL,
        /** Tidegate asks GitHub to, whose own rules decide. */
        AUTOMATIC
    }

    /** Where nothing is configured. */
    public static final RepositoryRules USUAL = new RepositoryRules(List.of(), null, Merge.MANUAL, 25);

    public RepositoryRules {
        branches = List.copyOf(branches);
    }
}
