package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Check runs, check suites and commit statuses as GitHub shows them. */
final class CheckJson {
    private CheckJson() {}

    static ObjectNode run(Repo repo, CheckRun run) {
        String api = repo.apiUrl() + "/check-runs/" + run.id;
        ObjectNode output = Json.object(
                "title", run.title,
                "summary", run.summary,
                "text", run.text,
                "annotations_count", run.annotations.size(),
                "annotations_url", api + "/annotations");
        return Json.object(
                "id",
                run.id,
                "name",
                run.name,
                "node_id",
                "CR_" + run.id,
                "head_sha",
                run.headSha,
                "external_id",
                run.externalId,
                "url",
                api,
                "html_url",
                repo.htmlUrl() + "/runs/" + run.id,
                "details_url",
                run.detailsUrl == null ? repo.site.url() : run.detailsUrl,
                "status",
                run.status,
                "conclusion",
                run.conclusion,
                "started_at",
                run.startedAt,
                "completed_at",
                run.completedAt,
                "output",
                output,
                "check_suite",
                Json.object("id", repo.checks.suiteId(run.appId, run.headSha)),
                "app",
                app(repo, run.appId, run.appSlug),
                "pull_requests",
                pulls(repo, run.headSha));
    }

    /** A webhook tells the suite, but for what only the suite's own events tell. */
    static ObjectNode hooked(Repo repo, CheckRun run) {
        ObjectNode node = run(repo, run);
        ObjectNode suite = suite(repo, run.appId, run.appSlug, null, run.headSha);
        suite.remove(List.of("head_commit", "latest_check_runs_count", "check_runs_url"));
        node.set("check_suite", suite);
        return node;
    }

    static ObjectNode suite(Repo repo, long appId, String slug, String before, String sha) {
        long id = repo.checks.suiteId(appId, sha);
        List<CheckRun> runs = repo.checks.latest(sha).stream()
                .filter(run -> run.appId == appId)
                .toList();
        boolean done = !runs.isEmpty() && runs.stream().allMatch(run -> run.status.equals("completed"));
        boolean good = runs.stream().allMatch(CheckRun::satisfied);
        ObjectNode commit =
                repo.branches.objects.commit(sha).map(CommitJson::brief).orElse(null);
        return Json.object(
                "id",
                id,
                "node_id",
                "CS_" + id,
                "head_branch",
                branch(repo, sha),
                "head_sha",
                sha,
                "status",
                done ? "completed" : "queued",
                "conclusion",
                done ? good ? "success" : "failure" : null,
                "url",
                repo.apiUrl() + "/check-suites/" + id,
                "before",
                before,
                "after",
                sha,
                "pull_requests",
                pulls(repo, sha),
                "app",
                app(repo, appId, slug),
                "created_at",
                repo.site.now(),
                "updated_at",
                repo.site.now(),
                "latest_check_runs_count",
                runs.size(),
                "check_runs_url",
                repo.apiUrl() + "/check-suites/" + id + "/check-runs",
                "head_commit",
                commit);
    }

    /** An annotation as it was sent, with what was left out as null. */
    static ObjectNode annotation(Repo repo, CheckRun run, JsonNode sent) {
        ObjectNode node = Json.object("start_column", null, "end_column", null, "title", null, "raw_details", null);
        node.setAll((ObjectNode) sent);
        node.put(
                "blob_href",
                repo.htmlUrl() + "/blob/" + run.headSha + "/"
                        + sent.path("path").asText());
        return node;
    }

    static ObjectNode status(Repo repo, CommitStatus status) {
        return Json.object(
                "url", repo.apiUrl() + "/statuses/" + status.sha(),
                "avatar_url", repo.site.url() + "/avatars/" + status.creator().id(),
                "id", status.id(),
                "node_id", "SC_" + status.id(),
                "state", status.state(),
                "description", status.description(),
                "target_url", status.targetUrl(),
                "context", status.context(),
                "created_at", status.at(),
                "updated_at", status.at(),
                "creator", AccountJson.user(repo.site, status.creator()));
    }

    /** In a combined status nobody is named. */
    static ObjectNode combined(Repo repo, CommitStatus status) {
        ObjectNode node = status(repo, status);
        node.remove("creator");
        return node;
    }

    private static ObjectNode app(Repo repo, long id, String slug) {
        return id == repo.site.app.id() ? AppJson.app(repo.site) : AppJson.foreignApp(repo.site, id, slug);
    }

    /** Pull requests from forks are never listed here; that is GitHub's rule. */
    private static List<ObjectNode> pulls(Repo repo, String sha) {
        return repo.pulls.all().stream()
                .filter(pull -> pull.open && pull.fork == null && pull.headSha.equals(sha))
                .map(pull -> Json.object(
                        "url", PullJson.url(pull),
                        "id", pull.id,
                        "number", pull.number,
                        "head", side(repo, pull.headRef, pull.headSha),
                        "base", side(repo, pull.baseRef, repo.pulls.shownBaseSha(pull))))
                .toList();
    }

    private static ObjectNode side(Repo repo, String ref, String sha) {
        return Json.object(
                "ref", ref,
                "sha", sha,
                "repo", Json.object("id", repo.id, "url", repo.apiUrl(), "name", repo.name));
    }

    private static String branch(Repo repo, String sha) {
        return repo.branches.refs.entrySet().stream()
                .filter(ref -> ref.getValue().equals(sha) && !ref.getKey().startsWith("refs/"))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
