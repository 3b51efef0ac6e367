package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.change.Effect;
import io.tidegate.flow.Forge.Comment;
import io.tidegate.flow.Forge.Own;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.ReactionContent;

/** The living comment, replies and reactions. Only comments of our own App are ever taken for ours. */
final class Comments {
    private static final String SUMMARY = "<!-- tidegate:summary -->";
    private final RepositoryCalls calls;
    private final Bound bound;
    private final long app;

    Comments(RepositoryCalls calls, Bound bound, long app) {
        this.calls = calls;
        this.bound = bound;
        this.app = app;
    }

    Comment writeSummary(int number, @Nullable Long stored, boolean lookFirst, String body) throws IOException {
        String marked = marked(SUMMARY, body);
        Optional<Comment> edited = stored == null ? Optional.empty() : edit(stored, marked);
        if (edited.isEmpty() && (lookFirst || stored != null)) {
            edited = find(number, SUMMARY).flatMap(found -> edit(found.id(), marked));
        }
        return edited.isPresent() ? edited.get() : post(number, marked);
    }

    Comment reply(int number, String marker, boolean lookFirst, String body) throws IOException {
        String hidden = marker.startsWith("<!--") ? marker : "<!-- tidegate:reply:" + marker + " -->";
        Optional<Comment> adopted = lookFirst ? find(number, hidden) : Optional.empty();
        return adopted.isPresent() ? adopted.get() : post(number, marked(hidden, body));
    }

    void react(long comment, Effect.Reaction reaction) throws IOException {
        bound.comment(comment)
                .createReaction(
                        switch (reaction) {
                            case EYES -> ReactionContent.EYES;
                            case CONFUSED -> ReactionContent.CONFUSED;
                        });
    }

    boolean exists(long comment) {
        return calls.find("/issues/comments/" + comment).isPresent();
    }

    private Comment post(int number, String body) throws IOException {
        GHIssueComment posted = bound.pullRequest(number).comment(body);
        return new Comment(posted.getId(), posted.getUpdatedAt().toInstant());
    }

    /** Not by the library, whose call for this does not tell {@code updated_at}. Empty when it was deleted. */
    private Optional<Comment> edit(long comment, String body) {
        return calls.patch("/issues/comments/" + comment, Map.of("body", body)).map(Comments::comment);
    }

    private Optional<Comment> find(int number, String marker) {
        return ours(number)
                .filter(comment -> Fields.optional(comment, "body")
                        .orElse("")
                        .stripLeading()
                        .startsWith(marker))
                .map(Comments::comment)
                .findFirst();
    }

    List<Own> own(int number) {
        return ours(number)
                .map(comment -> new Own(
                        Fields.id(comment, "id"),
                        Fields.instant(comment, "created_at"),
                        Fields.optional(comment, "body").orElse("").stripLeading()))
                .toList();
    }

    private Stream<JsonNode> ours(int number) {
        return calls.all("/issues/" + number + "/comments?per_page=100", "").stream()
                .filter(comment ->
                        comment.path("performed_via_github_app").path("id").asLong(0) == app);
    }

    private static Comment comment(JsonNode json) {
        return new Comment(Fields.id(json, "id"), Fields.instant(json, "updated_at"));
    }

    private static String marked(String marker, String body) {
        return body.startsWith(marker) ? body : marker + "\n" + body;
    }
}
