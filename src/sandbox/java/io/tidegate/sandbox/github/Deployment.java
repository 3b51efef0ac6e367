package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A deployment with its statuses, oldest first. */
record Deployment(
        long id,
        Person creator,
        String sha,
        String ref,
        String task,
        String environment,
        String description,
        JsonNode payload,
        boolean transientEnvironment,
        boolean productionEnvironment,
        Instant createdAt,
        List<Status> statuses) {
    Deployment {
        statuses = new ArrayList<>(statuses);
    }

    record Status(
            long id,
            Person creator,
            String state,
            String description,
            String environment,
            String environmentUrl,
            String logUrl,
            Instant createdAt) {}
}
