package io.tidegate.sandbox.github;

import java.util.List;

/** Checks that other Apps and people report. */
final class ForeignChecks {
    private static final List<String> UNFINISHED = List.of("queued", "in_progress");

    private ForeignChecks() {}

    static void set(Repo repo, String source, String sha, String name, String state) {
        if (source.equals("status")) {
            repo.checks.status(repo.site.account("ci-user", "User"), sha, name, state, "", null);
            return;
        }
        long appId = repo.site.account(source + "[bot]", "Bot").id();
        CheckRun run = repo.checks.latest(sha).stream()
                .filter(existing -> existing.appId == appId && existing.name.equals(name))
                .findFirst()
                .orElseGet(() -> repo.checks.create(appId, source, sha, name));
        boolean done = !UNFINISHED.contains(state);
        run.status = done ? "completed" : state;
        run.conclusion = done ? state : null;
        run.completedAt = done ? repo.site.now() : null;
        repo.checks.changed(run, false, false);
    }
}
