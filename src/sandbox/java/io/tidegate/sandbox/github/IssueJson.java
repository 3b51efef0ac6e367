package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A pull request seen as an issue, which is what comment events carry: there is no head anywhere in it. */
final class IssueJson {
    private IssueJson() {}

    static ObjectNode issue(PullRequest pull) {
        Repo repo = pull.repo;
        String api = repo.apiUrl() + "/issues/" + pull.number;
        return Json.object(
                "url",
                api,
                "repository_url",
                repo.apiUrl(),
                "labels_url",
                api + "/labels{/name}",
                "comments_url",
                api + "/comments",
                "events_url",
                api + "/events",
                "html_url",
                PullJson.htmlUrl(pull),
                "id",
                pull.issueId,
                "node_id",
                "PR_" + pull.id,
                "number",
                pull.number,
                "title",
                pull.title,
                "user",
                AccountJson.user(repo.site, pull.author),
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
                "active_lock_reason",
                null,
                "draft",
                pull.draft,
                "pull_request",
                links(pull),
                "body",
                pull.body.isEmpty() ? null : pull.body,
                "reactions",
                CommentJson.reactions(List.of(), api),
                "performed_via_github_app",
                null,
                "state_reason",
                null);
    }

    private static ObjectNode links(PullRequest pull) {
        return Json.object(
                "url",
                PullJson.url(pull),
                "html_url",
                PullJson.htmlUrl(pull),
                "diff_url",
                PullJson.htmlUrl(pull) + ".diff",
                "patch_url",
                PullJson.htmlUrl(pull) + ".patch",
                "merged_at",
                pull.mergedAt);
    }
}
