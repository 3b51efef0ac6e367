package io.tidegate.sandbox.github;

import java.time.Instant;

/** A commit status; the newest of a context counts. */
record CommitStatus(
        long id,
        Person creator,
        String sha,
        String context,
        String state,
        String description,
        String targetUrl,
        Instant at) {}
