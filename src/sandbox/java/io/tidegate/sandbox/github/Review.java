package io.tidegate.sandbox.github;

import java.time.Instant;

/** A submitted review. Mutable; guarded by the site's monitor. */
final class Review {
    final long id;
    final Person user;
    final String commitId;
    final Instant submittedAt;
    /** APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED. */
    String state;

    String body;

    Review(long id, Person user, String state, String body, String commitId, Instant submittedAt) {
        this.id = id;
        this.user = user;
        this.state = state;
        this.body = body;
        this.commitId = commitId;
        this.submittedAt = submittedAt;
    }
}
