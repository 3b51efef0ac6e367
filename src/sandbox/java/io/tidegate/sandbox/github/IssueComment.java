package io.tidegate.sandbox.github;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A comment in a pull request's conversation. Mutable; guarded by the site's monitor. */
final class IssueComment {
    final long id;
    final PullRequest pull;
    final Person author;
    final Instant createdAt;
    final List<Reaction> reactions = new ArrayList<>();
    String body;
    Instant updatedAt;
    int edits;

    IssueComment(long id, PullRequest pull, Person author, String body, Instant at) {
        this.id = id;
        this.pull = pull;
        this.author = author;
        this.body = body;
        this.createdAt = at;
        this.updatedAt = at;
    }

    record Reaction(long id, Person user, String content, Instant createdAt) {}
}
