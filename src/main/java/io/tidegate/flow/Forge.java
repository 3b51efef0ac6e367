package io.tidegate.flow;

import io.tidegate.change.Effect;
import io.tidegate.change.People;
import io.tidegate.change.Revision;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Repository;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Membership;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.gate.Review;
import io.tidegate.report.CheckReport;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * GitHub as Tidegate needs it. Every call is one request where the API allows it; all throw {@link Outside}. Reads are
 * pinned to a SHA wherever the API takes one.
 */
public interface Forge {
    /**
     * @param commit whose tree is planned: GitHub's merge commit if its parents are exactly (base, head), else the head
     * @param configuration the text of {@code .github/tidegate.yml} at {@code configurationCommit}; null when absent
     * @param tree every blob of {@code commit}: path to git blob id; links are blobs too, submodules are left out
     * @param defaultBranch the repository's default branch
     * @param filesComplete false when GitHub listed fewer files than the pull request changes
     */
    record Inspection(
            PullRequest pullRequest,
            String commit,
            Revision.Source source,
            String defaultBranch,
            String configurationCommit,
            @Nullable String configuration,
            SortedMap<String, String> tree,
            List<ChangedFile> files,
            boolean filesComplete,
            List<People.Contributor> contributors,
            List<String> unlinked) {}

    /** @param text null when the file does not exist at that commit */
    record ConfigurationFile(String commit, @Nullable String text) {}

    /**
     * A CODEOWNERS file.
     *
     * @param text null when GitHub would not load it either: too large, or no file
     */
    record OwnersFile(String place, @Nullable String text) {}

    /** @param updatedAt GitHub's clock */
    record Comment(long id, Instant updatedAt) {}

    /** One of our comments as it stands there. @param createdAt GitHub's clock */
    record Own(long id, Instant createdAt, String body) {}

    /** One entry of a commit's tree as git knows it: mode {@code 100644}, {@code 100755}, {@code 120000} or {@code 160000}. */
    record TreeEntry(String mode, String blob, long size) {}

    /** Asks again for up to 30 s while GitHub computes the merge commit. */
    Inspection inspect(Repository repository, int number);

    PullRequest pullRequest(Repository repository, int number);

    /** Every person's last decisive review. */
    List<Review> reviews(Repository repository, int number);

    Permission permission(Repository repository, Actor actor);

    /** Whether somebody is in a team of the repository's organisation; in none where an account owns the repository. */
    Membership membership(Repository repository, String team, Actor actor);

    boolean commentExists(Repository repository, long comment);

    /** Checks that the branch requires (rulesets and classic protection as far as readable), without our own. */
    List<RequiredCheck> requiredChecks(Repository repository, String branch, String head);

    /** The configuration on the tip of the default branch. */
    ConfigurationFile configuration(Repository repository);

    /** The configuration file as it is in a commit. */
    ConfigurationFile configuration(Repository repository, String commit);

    /** The organisation's own file on the tip of the default branch; empty when its repository cannot be read. */
    Optional<ConfigurationFile> organizationFile(Repository repository);

    /** The CODEOWNERS file of that commit, from the first of GitHub's places that has one. */
    Optional<OwnersFile> owners(Repository repository, String commit);

    /** The newest commit of a branch. */
    String tip(Repository repository, String branch);

    /** Whether {@code commit} is {@code earlier} or comes after it; false too where GitHub knows no such commit any more. */
    boolean holds(Repository repository, String commit, String earlier);

    /** Files that differ between two commits; an empty list when nothing does. */
    List<ChangedFile> compare(Repository repository, String from, String to);

    /** The whole tree of a commit by path; immutable, therefore cached. */
    SortedMap<String, TreeEntry> tree(Repository repository, String commit);

    /** GitHub's tarball of a commit, unread; the caller closes it. */
    InputStream tarball(Repository repository, String commit);

    /**
     * Creates the living comment or edits it in place. It is found by {@code stored}; without one, and if
     * {@code lookFirst}, by its marker and our own authorship.
     */
    Comment writeSummary(Repository repository, int number, @Nullable Long stored, boolean lookFirst, String body);

    /** Posts a comment that begins with the hidden {@code marker}; with {@code lookFirst} one that exists is adopted. */
    Comment reply(Repository repository, int number, String marker, boolean lookFirst, String body);

    /** Our App's own comments on a pull request, oldest first. */
    List<Own> comments(Repository repository, int number);

    /** Deletes a comment of ours; one that is gone already is no failure. */
    void deleteComment(Repository repository, long comment);

    void react(Repository repository, long comment, Effect.Reaction reaction);

    /** Creates or updates a check run on {@code head}; with {@code lookFirst} one with the same external id is adopted. */
    long writeCheck(Repository repository, String head, @Nullable Long stored, boolean lookFirst, CheckReport report);

    /** @return the id of a new deployment of {@code commit} to {@code terraform/<environment>} */
    long createDeployment(Repository repository, String commit, String environment, String description);

    /** @param state as GitHub names it: {@code in_progress}, {@code success}, {@code failure}, {@code inactive} */
    void deploymentStatus(
            Repository repository, long deployment, String state, String description, @Nullable String url);
}
