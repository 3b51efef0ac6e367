package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.github.IssueComment.Reaction;
import java.util.List;

/** Comments, reactions and reviews as GitHub shows them. */
final class CommentJson {
    private static final List<String> CONTENTS =
            List.of("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes");

    private CommentJson() {}

    static boolean allowed(String content) {
        return CONTENTS.contains(content);
    }

    static ObjectNode comment(IssueComment comment) {
        Repo repo = comment.pull.repo;
        String api = repo.apiUrl() + "/issues/comments/" + comment.id;
        boolean ours = comment.author.equals(repo.site.bot());
        return Json.object(
                "url",
                api,
                "html_url",
                PullJson.htmlUrl(comment.pull) + "#issuecomment-" + comment.id,
                "issue_url",
                repo.apiUrl() + "/issues/" + comment.pull.number,
                "id",
                comment.id,
                "node_id",
                "IC_" + comment.id,
                "user",
                AccountJson.user(repo.site, comment.author),
                "created_at",
                comment.createdAt,
                "updated_at",
                comment.updatedAt,
                "author_association",
                repo.association(comment.author),
                "body",
                comment.body,
                "reactions",
                reactions(comment.reactions, api),
                "performed_via_github_app",
                ours ? AppJson.app(repo.site) : null);
    }

    static ObjectNode reaction(Site site, Reaction reaction) {
        return Json.object(
                "id", reaction.id(),
                "node_id", "REA_" + reaction.id(),
                "user", AccountJson.user(site, reaction.user()),
                "content", reaction.content(),
                "created_at", reaction.createdAt());
    }

    static ObjectNode review(PullRequest pull, Review review) {
        String html = PullJson.htmlUrl(pull) + "#pullrequestreview-" + review.id;
        ObjectNode links = Json.object(
                "html", Json.object("href", html),
                "pull_request", Json.object("href", PullJson.url(pull)));
        return Json.object(
                "id",
                review.id,
                "node_id",
                "PRR_" + review.id,
                "user",
                AccountJson.user(pull.repo.site, review.user),
                "body",
                review.body,
                "state",
                review.state,
                "html_url",
                html,
                "pull_request_url",
                PullJson.url(pull),
                "author_association",
                pull.repo.association(review.user),
                "_links",
                links,
                "submitted_at",
                review.submittedAt,
                "commit_id",
                review.commitId);
    }

    static ObjectNode reactions(List<Reaction> reactions, String api) {
        ObjectNode node = Json.object("url", api + "/reactions", "total_count", reactions.size());
        for (String content : CONTENTS) {
            node.put(
                    content,
                    reactions.stream()
                            .filter(reaction -> reaction.content().equals(content))
                            .count());
        }
        return node;
    }
}
