package io.tidegate.sandbox.github;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Check runs, commit statuses and which of them a branch requires. */
final class Checks {
    private final Repo repo;
    private final List<CheckRun> runs = new ArrayList<>();
    private final List<CommitStatus> statuses = new ArrayList<>();
    private final Map<String, Long> suites = new LinkedHashMap<>();
    private final Map<String, List<String>> required = new LinkedHashMap<>();
    private final Map<String, Long> sources = new HashMap<>();

    Checks(Repo repo) {
        this.repo = repo;
    }

    CheckRun create(long appId, String appSlug, String sha, String name) {
        CheckRun run = new CheckRun(repo.site.nextId(), appId, appSlug, sha, name, repo.site.now());
        runs.add(run);
        return run;
    }

    /** To be called after every change of a run. */
    void changed(CheckRun run, boolean created, boolean completed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("repository", repo.fullName());
        facts.put("id", run.id);
        facts.put("name", run.name);
        facts.put("sha", run.headSha);
        facts.put("app", run.appSlug);
        facts.put("status", run.status);
        facts.put("conclusion", String.valueOf(run.conclusion));
        facts.put("title", String.valueOf(run.title));
        repo.site.event("check-run", facts);
        boolean own = run.appId == repo.site.app.id();
        if (own && created) {
            repo.events.checkRun(run, "created", repo.site.bot());
        }
        if (own && completed) {
            repo.events.checkRun(run, "completed", repo.site.bot());
        }
        repo.queue.look();
    }

    Optional<CheckRun> find(long id) {
        return runs.stream().filter(run -> run.id == id).findFirst();
    }

    /** All runs of a commit, newest first as GitHub lists them. */
    List<CheckRun> of(String sha) {
        return runs.stream().filter(run -> run.headSha.equals(sha)).toList().reversed();
    }

    /** The newest run of each name and app. */
    Collection<CheckRun> latest(String sha) {
        Map<String, CheckRun> newest = new LinkedHashMap<>();
        of(sha).forEach(run -> newest.putIfAbsent(run.appId + "/" + run.name, run));
        return newest.values();
    }

    long suiteId(long appId, String sha) {
        return suites.computeIfAbsent(appId + "/" + sha, key -> repo.site.nextId());
    }

    CommitStatus status(Person creator, String sha, String context, String state, String description, String target) {
        CommitStatus status = new CommitStatus(
                repo.site.nextId(), creator, sha, context, state, description, target, repo.site.now());
        statuses.add(status);
        repo.queue.look();
        repo.site.event("status", Map.of("sha", sha, "context", context, "state", state, "by", creator.login()));
        return status;
    }

    /** Newest first. */
    List<CommitStatus> statuses(String sha) {
        return statuses.stream()
                .filter(status -> status.sha().equals(sha))
                .toList()
                .reversed();
    }

    Collection<CommitStatus> latestStatuses(String sha) {
        Map<String, CommitStatus> newest = new LinkedHashMap<>();
        statuses(sha).forEach(status -> newest.putIfAbsent(status.context(), status));
        return newest.values();
    }

    void require(String branch, List<String> contexts) {
        required.put(branch, List.copyOf(contexts));
    }

    void pin(String context, long app) {
        sources.put(context, app);
    }

    /** The App that has to report it; null for anybody. */
    Long source(String context) {
        return sources.get(context);
    }

    List<String> required(String branch) {
        return required.getOrDefault(branch, List.of());
    }

    /** The required checks that are not satisfied on this commit; neutral and skipped satisfy. */
    List<String> unmet(String branch, String sha) {
        return required(branch).stream()
                .filter(context -> !satisfied(context, sha))
                .toList();
    }

    /** Whether one of the required checks has ended otherwise than it should. */
    boolean failed(String branch, String sha) {
        return latest(sha).stream()
                .anyMatch(run ->
                        required(branch).contains(run.name) && run.status.equals("completed") && !run.satisfied());
    }

    boolean allGood(String sha) {
        return latest(sha).stream().allMatch(CheckRun::satisfied)
                && latestStatuses(sha).stream()
                        .allMatch(status -> status.state().equals("success"));
    }

    private boolean satisfied(String context, String sha) {
        List<Boolean> found = new ArrayList<>();
        latest(sha).stream().filter(run -> run.name.equals(context)).forEach(run -> found.add(run.satisfied()));
        latestStatuses(sha).stream()
                .filter(status -> status.context().equals(context))
                .forEach(status -> found.add(status.state().equals("success")));
        return !found.isEmpty() && !found.contains(false);
    }
}
