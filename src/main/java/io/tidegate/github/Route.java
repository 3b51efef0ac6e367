package io.tidegate.github;

import java.util.Set;

/** Paths with their variable parts replaced: a bounded set, fit for metrics, logs and messages. */
final class Route {
    private static final Set<String> WORDS = Set.of(
            "access_tokens",
            "app",
            "attempts",
            "branches",
            "check-runs",
            "collaborators",
            "comments",
            "commits",
            "compare",
            "contents",
            "deliveries",
            "deployments",
            "files",
            "git",
            "graphql",
            "heads",
            "hook",
            "installations",
            "issues",
            "matching-refs",
            "merge",
            "permission",
            "pulls",
            "reactions",
            "ref",
            "reviews",
            "rules",
            "status",
            "statuses",
            "tarball",
            "trees");

    private Route() {}

    static String of(String path) {
        StringBuilder route = new StringBuilder();
        String[] segments = path.split("/", -1);
        int at = 1;
        while (at < segments.length
                && !segments[at].equals("repos")
                && !segments[at].equals("repositories")
                && at < 4) {
            at++;
        }
        boolean repository = at < segments.length && segments[at].startsWith("repo");
        int from = 1;
        if (repository) {
            route.append("/repos/{repository}");
            from = at + (segments[at].equals("repos") ? 3 : 2);
        }
        boolean variable = false;
        for (int i = from; i < segments.length; i++) {
            boolean word = WORDS.contains(segments[i]) && i < from + 6;
            if (word || !variable) {
                route.append('/').append(word ? segments[i] : "{}");
            }
            variable = !word;
        }
        return route.toString();
    }
}
