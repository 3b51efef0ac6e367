package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.FileChange;
import java.util.List;

/** Pull requests as GitHub shows them. */
final class PullJson {
    private PullJson() {}

    /** As lists show it: without mergeability and counts. */
    static ObjectNode brief(PullRequest pull) {
        Repo repo = pull.repo;
        String api = url(pull);
        String issue = repo.apiUrl() + "/issues/" + pull.number;
        return Json.object(
                "url",
                api,
                "id",
                pull.id,
                "node_id",
                "PR_" + pull.id,
                "html_url",
                htmlUrl(pull),
                "diff_url",
                htmlUrl(pull) + ".diff",
                "patch_url",
                htmlUrl(pull) + ".patch",
                "issue_url",
                issue,
                "commits_url",
                api + "/commits",
                "comments_url",
                issue + "/comments",
                "review_comments_url",
                api + "/comments",
                "review_comment_url",
                repo.apiUrl() + "/pulls/comments{/number}",
                "statuses_url",
                repo.apiUrl() + "/statuses/" + pull.headSha,
                "number",
                pull.number,
                "state",
                pull.open ? "open" : "closed",
                "locked",
                pull.locked,
                "title",
                pull.title,
                "user",
                AccountJson.user(repo.site, pull.author),
                "body",
                pull.body.isEmpty() ? null : pull.body,
                "created_at",
                pull.createdAt,
                "updated_at",
                pull.updatedAt,
                "closed_at",
                pull.closedAt,
                "merged_at",
                pull.mergedAt,
                "merge_commit_sha",
                pull.mergeCommitSha,
                "assignee",
                null,
                "assignees",
                List.of(),
                "requested_reviewers",
                List.of(),
                "requested_teams",
                List.of(),
                "labels",
                List.of(),
                "milestone",
                null,
                "draft",
                pull.draft,
                "head",
                head(pull),
                "base",
                base(pull),
                "_links",
                links(pull, api, issue),
                "author_association",
                repo.association(pull.author),
                "auto_merge",
                autoMerge(pull),
                "active_lock_reason",
                null);
    }

    static ObjectNode full(PullRequest pull) {
        Pulls pulls = pull.repo.pulls;
        List<FileChange> files = pulls.files(pull);
        ObjectNode node = brief(pull);
        node.setAll(Json.object(
                "merged", pull.merged(),
                "mergeable", pull.open && pulls.known(pull) ? pull.mergeable : null,
                "rebaseable", null,
                "mergeable_state", pulls.mergeableState(pull),
                "merged_by", pull.mergedBy == null ? null : AccountJson.user(pull.repo.site, pull.mergedBy),
                "comments", pull.comments.size(),
                "review_comments", 0,
                "maintainer_can_modify", false,
                "commits", pulls.commits(pull).size(),
                "additions", files.stream().mapToInt(FileChange::additions).sum(),
                "deletions", files.stream().mapToInt(FileChange::deletions).sum(),
                "changed_files", files.size()));
        return node;
    }

    static String url(PullRequest pull) {
        return pull.repo.apiUrl() + "/pulls/" + pull.number;
    }

    static String htmlUrl(PullRequest pull) {
        return pull.repo.htmlUrl() + "/pull/" + pull.number;
    }

    private static ObjectNode autoMerge(PullRequest pull) {
        return pull.autoMerge == null
                ? null
                : Json.object(
                        "enabled_by",
                        AccountJson.user(pull.repo.site, pull.autoMerge),
                        "merge_method",
                        "merge",
                        "commit_title",
                        null,
                        "commit_message",
                        null);
    }

    private static ObjectNode head(PullRequest pull) {
        ObjectNode repository = pull.fork == null ? RepoJson.repository(pull.repo) : RepoJson.fork(pull);
        return Json.object(
                "label",
                pull.headOwner().login() + ":" + pull.headRef,
                "ref",
                pull.headRef,
                "sha",
                pull.headSha,
                "user",
                AccountJson.user(pull.repo.site, pull.headOwner()),
                "repo",
                pull.forkDeleted ? null : repository);
    }

    private static ObjectNode base(PullRequest pull) {
        Repo repo = pull.repo;
        return Json.object(
                "label", repo.owner.login() + ":" + pull.baseRef,
                "ref", pull.baseRef,
                "sha", repo.pulls.shownBaseSha(pull),
                "user", AccountJson.user(repo.site, repo.owner),
                "repo", RepoJson.repository(repo));
    }

    private static ObjectNode links(PullRequest pull, String api, String issue) {
        return Json.object(
                "self", Json.object("href", api),
                "html", Json.object("href", htmlUrl(pull)),
                "issue", Json.object("href", issue),
                "comments", Json.object("href", issue + "/comments"),
                "review_comments", Json.object("href", api + "/comments"),
                "review_comment", Json.object("href", pull.repo.apiUrl() + "/pulls/comments{/number}"),
                "commits", Json.object("href", api + "/commits"),
                "statuses", Json.object("href", pull.repo.apiUrl() + "/statuses/" + pull.headSha));
    }
}
