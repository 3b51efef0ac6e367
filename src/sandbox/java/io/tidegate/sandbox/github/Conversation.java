package io.tidegate.sandbox.github;

import io.tidegate.sandbox.github.IssueComment.Reaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Comments, reactions and reviews of a repository's pull requests. */
final class Conversation {
    /** In characters, taken to be code points; GitHub does not say. */
    static final int LIMIT = 65_536;

    private final Repo repo;

    Conversation(Repo repo) {
        this.repo = repo;
    }

    static boolean tooLong(String body) {
        return body.codePointCount(0, body.length()) > LIMIT;
    }

    IssueComment comment(PullRequest pull, Person author, String body) {
        return comment(pull, author, body, repo.site.now());
    }

    IssueComment comment(PullRequest pull, Person author, String body, Instant at) {
        IssueComment comment = new IssueComment(repo.site.nextId(), pull, author, body, at);
        pull.comments.add(comment);
        pull.touch();
        journal("comment-created", comment, author);
        repo.events.comment(comment, "created", author);
        return comment;
    }

    void edit(IssueComment comment, Person editor, String body) {
        String before = comment.body;
        comment.body = body;
        comment.updatedAt = repo.site.now();
        comment.edits++;
        journal("comment-edited", comment, editor);
        repo.events.comment(comment, "edited", editor, "changes", Json.object("body", Json.object("from", before)));
    }

    void delete(IssueComment comment, Person by) {
        comment.pull.comments.remove(comment);
        journal("comment-deleted", comment, by);
        repo.events.comment(comment, "deleted", by);
    }

    Optional<IssueComment> find(long id) {
        return repo.pulls.all().stream()
                .flatMap(pull -> pull.comments.stream())
                .filter(comment -> comment.id == id)
                .findFirst();
    }

    IssueComment get(long id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no comment " + id));
    }

    /** The reaction, and whether it is new: each account has each reaction once. */
    Map.Entry<Reaction, Boolean> react(IssueComment comment, Person user, String content) {
        Optional<Reaction> existing = comment.reactions.stream()
                .filter(reaction ->
                        reaction.user().equals(user) && reaction.content().equals(content))
                .findFirst();
        if (existing.isPresent()) {
            return Map.entry(existing.get(), false);
        }
        Reaction reaction = new Reaction(repo.site.nextId(), user, content, repo.site.now());
        comment.reactions.add(reaction);
        repo.site.event("reaction", Map.of("comment", comment.id, "content", content, "by", user.login()));
        return Map.entry(reaction, true);
    }

    Review review(PullRequest pull, Person user, String event, String body) {
        String state = switch (event) {
            case "APPROVE" -> "APPROVED";
            case "REQUEST_CHANGES" -> "CHANGES_REQUESTED";
            case "COMMENT" -> "COMMENTED";
            default -> throw new IllegalArgumentException("no such review event: " + event);
        };
        if (user.equals(pull.author) && !state.equals("COMMENTED")) {
            throw new IllegalStateException("GitHub lets nobody approve or refuse a pull request of their own");
        }
        Review review = new Review(repo.site.nextId(), user, state, body, pull.headSha, repo.site.now());
        pull.reviews.add(review);
        pull.touch();
        journal(pull, review, user);
        repo.events.review(pull, review, "submitted", user);
        return review;
    }

    private static Review find(PullRequest pull, long id) {
        return pull.reviews.stream()
                .filter(candidate -> candidate.id == id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no review " + id));
    }

    /** The words change; state, commit and time stay. */
    void editReview(PullRequest pull, long id, Person by, String body) {
        Review review = find(pull, id);
        var changes = Json.object("body", Json.object("from", review.body));
        review.body = body;
        pull.touch();
        repo.events.review(pull, review, "edited", by, "changes", changes);
    }

    void dismiss(PullRequest pull, long id, Person by) {
        Review review = find(pull, id);
        review.state = "DISMISSED";
        pull.happenings.add(new Happening.ReviewDismissed(repo.site.now(), by.login(), review.user.login()));
        pull.touch();
        journal(pull, review, by);
        repo.events.review(pull, review, "dismissed", by);
    }

    private void journal(PullRequest pull, Review review, Person by) {
        repo.site.event(
                "review",
                Map.of(
                        "repository",
                        repo.fullName(),
                        "number",
                        pull.number,
                        "id",
                        review.id,
                        "state",
                        review.state,
                        "user",
                        review.user.login(),
                        "by",
                        by.login()));
    }

    private void journal(String kind, IssueComment comment, Person by) {
        repo.site.event(
                kind,
                Map.of(
                        "repository",
                        repo.fullName(),
                        "number",
                        comment.pull.number,
                        "id",
                        comment.id,
                        "author",
                        comment.author.login(),
                        "by",
                        by.login(),
                        "body",
                        comment.body));
    }
}
