package io.tidegate.gate;

import io.tidegate.environment.Visibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pull request as GitHub showed it at one moment.
 *
 * @param head the head's commit
 * @param base the commit at the tip of the base branch
 * @param fork the head is in another repository (or its repository is gone)
 * @param mergeCommit the commit that the merge made; null while not merged
 * @param visibility of the repository that it is a pull request of
 * @param mergedAt by GitHub's clock; null while not merged
 */
public record PullRequest(
        int number,
        String title,
        Actor author,
        String head,
        String headRef,
        String base,
        String baseRef,
        boolean fork,
        boolean draft,
        Mergeable mergeable,
        Life life,
        @Nullable String mergeCommit,
        @Nullable Actor mergedBy,
        @Nullable Instant mergedAt,
        String url,
        Visibility visibility) {
    /** The same into another branch. */
    public PullRequest into(String branch) {
        return new PullRequest(
                number,
                title,
                author,
                head,
                headRef,
                base,
                branch,
                fork,
                draft,
                mergeable,
                life,
                mergeCommit,
                mergedBy,
                mergedAt,
                url,
                visibility);
    }

    /** Whether it merges without a conflict; never GitHub's {@code mergeable_state}, which includes our own checks. */
    public enum Mergeable {
        YES,
        NO,
        UNKNOWN
    }

    public enum Life {
        OPEN,
        MERGED,
        CLOSED
    }
}
