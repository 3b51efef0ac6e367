package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies as GitHub Deployments: of a commit, asking for no checks and merging nothing. */
final class Deployments {
    private static final int LONGEST_DESCRIPTION = 140;

    private Deployments() {}

    static long create(Bound bound, String commit, String environment, String description) throws IOException {
        return bound.repository()
                .createDeployment(commit)
                .autoMerge(false)
                .requiredContexts(List.of())
                .environment("terraform/" + environment)
                .description(shortened(description))
                .create()
                .getId();
    }

    /** Not by the library, which writes in_progress as in-progress; GitHub refuses that. */
    static JsonNode status(
            RepositoryCalls calls, long deployment, String state, String description, @Nullable String url) {
        Map<String, Object> status = new HashMap<>();
        status.put("state", state);
        status.put("description", shortened(description));
        if (url != null) {
            status.put("log_url", url);
        }
        return calls.post("/deployments/" + deployment + "/statuses", status);
    }

    private static String shortened(String description) {
        return description.codePointCount(0, description.length()) <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, description.offsetByCodePoints(0, LONGEST_DESCRIPTION - 1)) + "…";
    }
}
