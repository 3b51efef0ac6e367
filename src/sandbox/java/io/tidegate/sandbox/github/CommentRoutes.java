package io.tidegate.sandbox.github;

import io.tidegate.sandbox.github.IssueComment.Reaction;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Map;

/** Conversation comments and their reactions. */
final class CommentRoutes {
    private static final String READ = "issues:read|pull_requests:read";
    private static final String WRITE = "issues:write|pull_requests:write";

    private CommentRoutes() {}

    private static void unlocked(PullRequest pull) {
        if (pull.locked) {
            throw new Refusal(403, "Unable to create comment because issue is locked.");
        }
    }

    static void add(Api api) {
        api.repo("GET", "/issues/{number}/comments", READ, call -> {
            List<IssueComment> comments = call.pull().comments.stream()
                    .filter(comment -> call.query("since")
                            .map(since -> !comment.updatedAt.isBefore(java.time.Instant.parse(since)))
                            .orElse(true))
                    .toList();
            return Paging.list(call, comments, CommentJson::comment);
        });
        api.repo("POST", "/issues/{number}/comments", WRITE, call -> {
            unlocked(call.pull());
            String body = text(call);
            IssueComment comment = call.repo()
                    .conversation
                    .comment(call.pull(), call.repo().site.bot(), body);
            return Response.json(201, CommentJson.comment(comment));
        });
        api.repo(
                "GET",
                "/issues/comments/{comment}",
                READ,
                call -> Response.json(200, CommentJson.comment(call.comment())));
        api.repo("PATCH", "/issues/comments/{comment}", WRITE, call -> {
            IssueComment comment = own(call);
            unlocked(comment.pull);
            String body = text(call);
            call.repo().conversation.edit(comment, call.repo().site.bot(), body);
            return Response.json(200, CommentJson.comment(comment));
        });
        api.repo("DELETE", "/issues/comments/{comment}", WRITE, call -> {
            call.repo().conversation.delete(own(call), call.repo().site.bot());
            return Response.empty(204);
        });
        api.repo(
                "GET",
                "/issues/comments/{comment}/reactions",
                READ,
                call -> Paging.list(
                        call, call.comment().reactions, one -> CommentJson.reaction(call.repo().site, one)));
        api.repo("POST", "/issues/comments/{comment}/reactions", WRITE, CommentRoutes::react);
    }

    /** Stricter than GitHub, where whoever may write may edit anybody's comment: Tidegate never has a reason to. */
    private static IssueComment own(Call call) {
        IssueComment comment = call.comment();
        if (!comment.author.equals(call.repo().site.bot())) {
            throw Invalid.forbidden(WRITE);
        }
        return comment;
    }

    private static String text(Call call) {
        String body = call.body("IssueComment").requiredText("body");
        if (body.isBlank()) {
            throw Invalid.message("IssueComment", "body", "Body can't be blank");
        }
        if (Conversation.tooLong(body)) {
            throw Invalid.message(
                    "IssueComment", "body", "Body is too long (maximum is " + Conversation.LIMIT + " characters)");
        }
        return body;
    }

    private static Response react(Call call) {
        String content = call.body("Reaction").requiredText("content");
        if (!CommentJson.allowed(content)) {
            throw Invalid.field("Reaction", "content", "invalid");
        }
        Map.Entry<Reaction, Boolean> reaction =
                call.repo().conversation.react(call.comment(), call.repo().site.bot(), content);
        return Response.json(
                reaction.getValue() ? 201 : 200, CommentJson.reaction(call.repo().site, reaction.getKey()));
    }
}
