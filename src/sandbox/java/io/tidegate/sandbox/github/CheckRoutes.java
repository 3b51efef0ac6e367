package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.http.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Check runs and commit statuses. */
final class CheckRoutes {
    private static final List<String> STATES = List.of("error", "failure", "pending", "success");

    private CheckRoutes() {}

    static void add(Api api) {
        api.repo("POST", "/check-runs", "checks:write", CheckRoutes::create);
        api.repo("PATCH", "/check-runs/{id}", "checks:write", CheckRoutes::update);
        api.repo(
                "GET",
                "/check-runs/{id}",
                "checks:read",
                call -> Response.json(200, CheckJson.run(call.repo(), find(call))));
        api.repo("GET", "/check-runs/{id}/annotations", "checks:read", call -> {
            CheckRun run = find(call);
            List<JsonNode> annotations = new ArrayList<>();
            run.annotations.forEach(annotations::add);
            return Paging.list(call, annotations, one -> CheckJson.annotation(call.repo(), run, one));
        });
        api.repo("GET", "/commits/{ref}/check-runs", "checks:read", CheckRoutes::list);
        api.repo("GET", "/commits/{ref}/check-suites", "checks:read", CheckRoutes::suites);
        api.repo("GET", "/commits/{ref}/status", "statuses:read", CheckRoutes::combined);
        api.repo(
                "GET",
                "/commits/{ref}/statuses",
                "statuses:read",
                call -> Paging.list(
                        call,
                        call.repo().checks.statuses(call.commit("ref").sha()),
                        one -> CheckJson.status(call.repo(), one)));
        api.repo("POST", "/statuses/{sha}", "statuses:write", CheckRoutes::status);
    }

    private static CheckRun find(Call call) {
        return call.repo().checks.find(call.id("id")).orElseThrow(Call::notFound);
    }

    private static Response create(Call call) {
        Repo repo = call.repo();
        Fields body = call.body("CheckRun");
        String name = body.requiredText("name");
        String sha = body.requiredText("head_sha");
        CheckRunRequest.validate(body, true);
        Commit commit = repo.branches
                .objects
                .commit(sha)
                .orElseThrow(() -> Invalid.message("CheckRun", "head_sha", "No commit found for SHA: " + sha));
        App app = repo.site.app;
        CheckRun run = repo.checks.create(app.id(), app.slug(), commit.sha(), name);
        boolean completed = CheckRunRequest.apply(body, run, repo.site.now());
        repo.checks.changed(run, true, completed);
        return Response.json(201, CheckJson.run(repo, run));
    }

    /** Only the App that made a run may change it. */
    private static Response update(Call call) {
        CheckRun run = find(call);
        if (run.appId != call.repo().site.app.id()) {
            throw Invalid.forbidden("checks:write");
        }
        Fields body = call.body("CheckRun");
        CheckRunRequest.validate(body, false);
        boolean completed = CheckRunRequest.apply(body, run, call.repo().site.now());
        call.repo().checks.changed(run, false, completed);
        return Response.json(200, CheckJson.run(call.repo(), run));
    }

    private static Response list(Call call) {
        Repo repo = call.repo();
        String sha = call.commit("ref").sha();
        boolean all = call.query("filter").orElse("latest").equals("all");
        Collection<CheckRun> candidates = all ? repo.checks.of(sha) : repo.checks.latest(sha);
        List<CheckRun> runs = candidates.stream()
                .filter(run -> call.query("check_name").map(run.name::equals).orElse(true))
                .filter(run -> call.query("status").map(run.status::equals).orElse(true))
                .filter(run -> call.query("app_id")
                        .map(id -> id.equals(String.valueOf(run.appId)))
                        .orElse(true))
                .toList();
        Paging<CheckRun> page = Paging.of(call, runs);
        return page.answer(Json.object(
                "total_count", runs.size(),
                "check_runs", Json.array(page.items(), run -> CheckJson.run(repo, run))));
    }

    private static Response suites(Call call) {
        Repo repo = call.repo();
        String sha = call.commit("ref").sha();
        Map<Long, String> apps = new LinkedHashMap<>();
        repo.checks.of(sha).forEach(run -> apps.putIfAbsent(run.appId, run.appSlug));
        List<ObjectNode> suites = new ArrayList<>();
        apps.forEach((id, slug) -> {
            ObjectNode suite = CheckJson.suite(repo, id, slug, null, sha);
            suite.set("repository", RepoJson.repository(repo));
            suites.add(suite);
        });
        return Response.json(200, Json.object("total_count", suites.size(), "check_suites", suites));
    }

    private static Response combined(Call call) {
        Repo repo = call.repo();
        String sha = call.commit("ref").sha();
        List<CommitStatus> statuses = List.copyOf(repo.checks.latestStatuses(sha));
        boolean failed = statuses.stream()
                .anyMatch(one -> one.state().equals("failure") || one.state().equals("error"));
        // Without any status the combined state is pending, not success.
        boolean pending = statuses.isEmpty()
                || statuses.stream().anyMatch(one -> one.state().equals("pending"));
        Paging<CommitStatus> page = Paging.of(call, statuses);
        return page.answer(Json.object(
                "state",
                failed ? "failure" : pending ? "pending" : "success",
                "statuses",
                Json.array(page.items(), one -> CheckJson.combined(repo, one)),
                "sha",
                sha,
                "total_count",
                statuses.size(),
                "repository",
                RepoJson.repository(repo),
                "url",
                repo.apiUrl() + "/commits/" + sha + "/status",
                "commit_url",
                repo.apiUrl() + "/commits/" + sha));
    }

    private static Response status(Call call) {
        Repo repo = call.repo();
        Fields body = call.body("Status");
        body.requiredText("state");
        String state = body.oneOf("state", STATES).orElseThrow();
        Commit commit = repo.branches
                .objects
                .commit(call.text("sha"))
                .orElseThrow(() -> Invalid.message("Status", "sha", "No commit found for SHA: " + call.text("sha")));
        CommitStatus status = repo.checks.status(
                repo.site.bot(),
                commit.sha(),
                body.text("context").orElse("default"),
                state,
                body.text("description", 140).orElse(null),
                body.text("target_url").orElse(null));
        return Response.json(201, CheckJson.status(repo, status));
    }
}
