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
        Site site = repo.site;
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
                "statuses_url",
                repo.apiUrl() + "/statuses/" + pull.headSha,
                "number",
                pull.number,
                "state",
                pull.open ? "open" : "closed",
                "locked",
                false,
                "title",
                pull.title,
                "user",
                RepoJson.user(site, pull.author),
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
                Json.object(
                        "label", repo.owner.login() + ":" + pull.baseRef,
                        "ref", pull.baseRef,
                        "sha", repo.pulls.shownBaseSha(pull),
                        "user", RepoJson.user(site, repo.owner),
                        "repo", RepoJson.repository(repo)),
                "_links",
                Json.object(
                        "self", Json.object("href", api),
                        "html", Json.object("href", htmlUrl(pull)),
                        "issue", Json.object("href", issue),
                        "comments", Json.object("href", issue + "/comments"),
                        "commits", Json.object("href", api + "/commits"),
                        "statuses", Json.object("href", repo.apiUrl() + "/statuses/" + pull.headSha)),
                "author_association",
                repo.association(pull.author),
                "auto_merge",
                null,
                "active_lock_reason",
                null);
    }

    static ObjectNode full(PullRequest pull) {
        List<FileChange> files = pull.repo.pulls.files(pull);
        ObjectNode node = brief(pull);
        node.setAll(Json.object(
                "merged", pull.merged(),
                "mergeable", pull.open && pull.repo.pulls.known(pull) ? pull.mergeable : null,
                "rebaseable", null,
                "mergeable_state", pull.repo.pulls.mergeableState(pull),
                "merged_by", pull.mergedBy == null ? null : RepoJson.user(pull.repo.site, pull.mergedBy),
                "comments", pull.comments.size(),
                "review_comments", 0,
                "maintainer_can_modify", false,
                "commits", pull.repo.pulls.commits(pull).size(),
                "additions", files.stream().mapToInt(FileChange::additions).sum(),
                "deletions", files.stream().mapToInt(FileChange::deletions).sum(),
                "changed_files", files.size()));
        return node;
    }

    /** The issue that a comment event carries: no head anywhere in it. */
    static ObjectNode issue(PullRequest pull) {
        Repo repo = pull.repo;
        String api = repo.apiUrl() + "/issues/" + pull.number;
        return Json.object(
                "url",
                api,
                "repository_url",
                repo.apiUrl(),
                "comments_url",
                api + "/comments",
                "html_url",
                htmlUrl(pull),
                "id",
                pull.id + 1,
                "node_id",
                "PR_" + pull.id,
                "number",
                pull.number,
                "title",
                pull.title,
                "user",
                RepoJson.user(repo.site, pull.author),
                "labels",
                List.of(),
                "state",
                pull.open ? "open" : "closed",
                "locked",
                false,
                "assignee",
                null,
                "assignees",
                List.of(),
                "milestone",
                null,
                "comments",
                pull.comments.size(),
                "created_at",
                pull.createdAt,
                "updated_at",
                pull.updatedAt,
                "closed_at",
                pull.closedAt,
                "author_association",
                repo.association(pull.author),
                "draft",
                pull.draft,
                "pull_request",
                Json.object(
                        "url",
                        url(pull),
                        "html_url",
                        htmlUrl(pull),
                        "diff_url",
                        htmlUrl(pull) + ".diff",
                        "patch_url",
                        htmlUrl(pull) + ".patch",
                        "merged_at",
                        pull.mergedAt),
                "body",
                pull.body.isEmpty() ? null : pull.body,
                "performed_via_github_app",
                null);
    }

    static String url(PullRequest pull) {
        return pull.repo.apiUrl() + "/pulls/" + pull.number;
    }

    static String htmlUrl(PullRequest pull) {
        return pull.repo.htmlUrl() + "/pull/" + pull.number;
    }

    private static ObjectNode head(PullRequest pull) {
        ObjectNode repository =
                pull.fork == null ? RepoJson.repository(pull.repo) : pull.forkDeleted ? null : RepoJson.fork(pull);
        return Json.object(
                "label",
                pull.headOwner().login() + ":" + pull.headRef,
                "ref",
                pull.headRef,
                "sha",
                pull.headSha,
                "user",
                RepoJson.user(pull.repo.site, pull.headOwner()),
                "repo",
                repository);
    }
}
