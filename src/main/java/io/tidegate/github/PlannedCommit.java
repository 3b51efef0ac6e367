package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.Revision.Source;
import io.tidegate.flow.Outside;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.PullRequest.Life;
import io.tidegate.gate.PullRequest.Mergeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Which commit of a pull request is planned: the merge commit that GitHub offers, if its parents are exactly base and
 * head; else, after asking again for a while, the head. Reading the pull request is what makes GitHub compute it.
 */
final class PlannedCommit {
    private final GitObjects objects;
    private final GitHubSettings.Times times;
    private final InstantSource clock;

    PlannedCommit(GitObjects objects, GitHubSettings.Times times, InstantSource clock) {
        this.objects = objects;
        this.times = times;
        this.clock = clock;
    }

    /**
     * @param seen the pull request; while open its base is the tip of the base branch
     * @param defaultTip the tip of the default branch
     */
    record Found(PullRequests.Seen seen, String commit, Source source, String defaultTip) {}

    Found find(RepositoryCalls calls, int number) {
        Instant until = clock.instant().plus(times.mergeCommitWait());
        Duration pause = times.mergeCommitPause();
        while (true) {
            PullRequests.Seen seen = PullRequests.read(calls, number);
            String tip = tip(calls, seen.defaultBranch());
            PullRequest pull = seen.pullRequest();
            if (pull.life() == Life.MERGED && pull.mergeCommit() != null) {
                return new Found(seen, pull.mergeCommit(), Source.MERGE_COMMIT, tip);
            }
            if (pull.life() == Life.OPEN) {
                boolean intoDefault = pull.baseRef().equals(seen.defaultBranch());
                pull = PullRequests.withBase(pull, intoDefault ? tip : tip(calls, pull.baseRef()));
            }
            PullRequests.Seen now = new PullRequests.Seen(
                    pull, seen.offered(), seen.defaultBranch(), seen.changedFiles(), seen.commits());
            if (fits(calls, now)) {
                return new Found(now, commit(now), Source.MERGE_COMMIT, tip);
            }
            boolean settled = pull.life() != Life.OPEN || pull.mergeable() == Mergeable.NO;
            if (settled || clock.instant().plus(pause).isAfter(until)) {
                return new Found(now, pull.head(), head(calls, pull), tip);
            }
            rest(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private boolean fits(RepositoryCalls calls, PullRequests.Seen seen) {
        PullRequest pull = seen.pullRequest();
        return pull.life() == Life.OPEN
                && pull.mergeable() == Mergeable.YES
                && seen.offered() != null
                && objects.parents(calls, seen.offered()).equals(List.of(pull.base(), pull.head()));
    }

    private static String commit(PullRequests.Seen seen) {
        String offered = seen.offered();
        return offered == null ? seen.pullRequest().head() : offered;
    }

    /** Whether a commit is another one or comes after it; what nobody can reach any more is gone for GitHub. */
    static boolean holds(RepositoryCalls calls, String commit, String earlier) {
        if (commit.equals(earlier)) {
            return true;
        }
        return calls.find("/compare/" + earlier + "..." + commit + "?per_page=1")
                .map(compared -> Fields.count(compared, "behind_by") == 0)
                .orElse(false);
    }

    /** Comparing by ids works for forks too: they share the objects of the repository they came from. */
    private static Source head(RepositoryCalls calls, PullRequest pull) {
        JsonNode compared = calls.get("/compare/" + pull.base() + "..." + pull.head() + "?per_page=1");
        return Fields.count(compared, "behind_by") == 0 ? Source.HEAD : Source.HEAD_BEHIND_BASE;
    }

    /** The pull request as it is now. GitHub's own {@code base.sha} grows old while the branch moves on. */
    static PullRequest current(RepositoryCalls calls, int number) {
        PullRequest pull = PullRequests.read(calls, number).pullRequest();
        return pull.life() == Life.OPEN ? PullRequests.withBase(pull, tip(calls, pull.baseRef())) : pull;
    }

    /** The newest commit of a branch. */
    static String tip(RepositoryCalls calls, String branch) {
        JsonNode ref = calls.get("/git/ref/heads/" + RepositoryCalls.escape(branch));
        return Fields.sha(ref, "object.sha");
    }

    private static void rest(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new Outside.Unavailable("waiting for GitHub's merge commit was interrupted", null);
        }
    }
}
