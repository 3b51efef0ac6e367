package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Check runs, check suites and commit statuses as GitHub shows them. */
final class CheckJson {
    private CheckJson() {}

    /** @param hook whether it goes into a webhook, which also tells the whole suite and the actions */
    static ObjectNode run(Repo repo, CheckRun run, boolean hook) {
        String api = repo.apiUrl() + "/check-runs/" + run.id;
        ObjectNode node = Json.object(
                "id", run.id,
                "name", run.name,
                "node_id", "CR_" + run.id,
                "head_sha", run.headSha,
                "external_id", run.externalId,
                "url", api,
                "html_url", repo.htmlUrl() + "/runs/" + run.id,
                "details_url", run.detailsUrl,
                "status", run.status,
                "conclusion", run.conclusion,
                "started_at", run.startedAt,
                "completed_at", run.completedAt,
                "output",
                        Json.object(
                                "title", run.title,
                                "summary", run.summary,
                                "text", run.text,
                                "annotations_count", run.annotations.size(),
                                "annotations_url", api + "/annotations"),
                "check_suite",
                        hook
                                ? suite(repo, branch(repo, run.headSha), null, run.headSha)
                                : Json.object("id", repo.checks.suiteId(run.appId, run.headSha)),
                "app", app(repo, run.appId, run.appSlug),
                "pull_requests", pulls(repo, run.headSha));
        if (hook) {
            node.set("actions", run.actions);
        }
        return node;
    }

    static ObjectNode suite(Repo repo, String branch, String before, String sha) {
        App app = repo.site.app;
        long id = repo.checks.suiteId(app.id(), sha);
        return Json.object(
                "id",
                id,
                "node_id",
                "CS_" + id,
                "head_branch",
                branch,
                "head_sha",
                sha,
                "status",
                "queued",
                "conclusion",
                null,
                "url",
                repo.apiUrl() + "/check-suites/" + id,
                "before",
                before,
                "after",
                sha,
                "pull_requests",
                pulls(repo, sha),
                "app",
                app(repo, app.id(), app.slug()),
                "created_at",
                repo.site.now(),
                "updated_at",
                repo.site.now(),
                "latest_check_runs_count",
                repo.checks.latest(sha).size(),
                "check_runs_url",
                repo.apiUrl() + "/check-suites/" + id + "/check-runs",
                "head_commit",
                repo.branches
                        .objects
                        .commit(sha)
                        .map(commit -> CommitJson.pushed(repo, commit))
                        .orElse(null));
    }

    static ObjectNode status(Repo repo, CommitStatus status) {
        return Json.object(
                "url", repo.apiUrl() + "/statuses/" + status.sha(),
                "id", status.id(),
                "node_id", "SC_" + status.id(),
                "state", status.state(),
                "description", status.description(),
                "target_url", status.targetUrl(),
                "context", status.context(),
                "created_at", status.at(),
                "updated_at", status.at(),
                "creator", RepoJson.user(repo.site, status.creator()));
    }

    private static ObjectNode app(Repo repo, long id, String slug) {
        return id == repo.site.app.id() ? RepoJson.app(repo.site) : RepoJson.foreignApp(repo.site, id, slug);
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
