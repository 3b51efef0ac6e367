package io.tidegate.github;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GitHub Deployments, which record what was applied. */
final class Deployments {
    private static final int LONGEST_DESCRIPTION = 140;
    private final RepositoryCalls calls;
    private final Bound bound;

    Deployments(RepositoryCalls calls, Bound bound) {
        this.calls = calls;
        this.bound = bound;
    }

    long create(String commit, String environment, String description) throws IOException {
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
    void status(long deployment, String state, String description, @Nullable String url) {
        Map<String, Object> status = new HashMap<>();
        status.put("state", state);
        status.put("description", shortened(description));
        if (url != null) {
            status.put("log_url", url);
        }
        calls.post("/deployments/" + deployment + "/statuses", status);
    }

    private static String shortened(String description) {
        return description.codePointCount(0, description.length()) <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, description.offsetByCodePoints(0, LONGEST_DESCRIPTION - 1)) + "…";
    }
}
