package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Deployments and their statuses. */
final class DeploymentRoutes {
    private static final List<String> STATES =
            List.of("error", "failure", "inactive", "in_progress", "queued", "pending", "success");

    private DeploymentRoutes() {}

    static void add(Api api) {
        api.repo("POST", "/deployments", "deployments:write", DeploymentRoutes::create);
        api.repo("GET", "/deployments", "deployments:read", DeploymentRoutes::list);
        api.repo(
                "GET",
                "/deployments/{id}",
                "deployments:read",
                call -> Response.json(200, call.repo().deployments.json(find(call))));
        api.repo("POST", "/deployments/{id}/statuses", "deployments:write", DeploymentRoutes::status);
        api.repo("GET", "/deployments/{id}/statuses", "deployments:read", call -> {
            Deployment deployment = find(call);
            return Paging.list(
                    call,
                    deployment.statuses().reversed(),
                    status -> call.repo().deployments.json(deployment, status));
        });
    }

    private static Deployment find(Call call) {
        return call.repo().deployments.find(call.id("id")).orElseThrow(Call::notFound);
    }

    private static Response create(Call call) {
        Repo repo = call.repo();
        Fields body = call.body("Deployment");
        String ref = body.requiredText("ref");
        Commit commit = repo.branches.resolve(ref).orElseThrow(() -> new Refusal(422, "No ref found for: " + ref));
        if (body.flag("auto_merge", true)
                && !repo.branches.history.isAncestor(repo.branches.head(repo.defaultBranch), commit.sha())) {
            throw new Refusal(
                    409,
                    "Conflict: " + repo.defaultBranch + " is ahead of " + ref
                            + " and auto_merge was not switched off.");
        }
        contexts(repo, commit.sha(), body.node().get("required_contexts"));
        Deployment deployment = new Deployment(
                repo.site.nextId(),
                repo.site.bot(),
                commit.sha(),
                ref,
                body.text("task").orElse("deploy"),
                body.text("environment").orElse("production"),
                body.text("description", 140).orElse(null),
                body.has("payload") ? body.node().get("payload") : Json.object(),
                body.flag("transient_environment", false),
                body.flag(
                        "production_environment",
                        body.text("environment").orElse("production").equals("production")),
                repo.site.now(),
                List.of());
        repo.deployments.add(deployment);
        return Response.json(201, repo.deployments.json(deployment));
    }

    /** Left out means every check there is; an empty list means none. */
    private static void contexts(Repo repo, String sha, JsonNode wanted) {
        Set<String> bad = new TreeSet<>();
        repo.checks.latest(sha).stream().filter(run -> !run.satisfied()).forEach(run -> bad.add(run.name));
        repo.checks.latestStatuses(sha).stream()
                .filter(status -> !status.state().equals("success"))
                .forEach(status -> bad.add(status.context()));
        if (wanted != null && wanted.isArray()) {
            Set<String> required = new TreeSet<>();
            wanted.forEach(context -> required.add(context.asText()));
            bad.retainAll(required);
        }
        if (!bad.isEmpty()) {
            throw new Refusal(409, "Conflict: Commit status checks failed for " + sha + ".");
        }
    }

    private static Response list(Call call) {
        List<Deployment> found = call.repo().deployments.all().stream()
                .filter(one -> call.query("sha").map(one.sha()::equals).orElse(true))
                .filter(one -> call.query("ref").map(one.ref()::equals).orElse(true))
                .filter(one -> call.query("task").map(one.task()::equals).orElse(true))
                .filter(one ->
                        call.query("environment").map(one.environment()::equals).orElse(true))
                .toList();
        return Paging.list(call, found.reversed(), call.repo().deployments::json);
    }

    private static Response status(Call call) {
        Repo repo = call.repo();
        Deployment deployment = find(call);
        Fields body = call.body("DeploymentStatus");
        body.requiredText("state");
        Deployment.Status status = new Deployment.Status(
                repo.site.nextId(),
                repo.site.bot(),
                body.oneOf("state", STATES).orElseThrow(),
                body.text("description", 140).orElse(""),
                body.text("environment").orElse(deployment.environment()),
                body.text("environment_url").orElse(""),
                body.text("log_url").or(() -> body.text("target_url")).orElse(""),
                repo.site.now());
        repo.deployments.add(deployment, status, body.flag("auto_inactive", true));
        return Response.json(201, repo.deployments.json(deployment, status));
    }
}
