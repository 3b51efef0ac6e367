package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs: created, listed, shown, and the actions on them, which are accepted first and happen afterwards. */
record RunEndpoints(Cloud cloud, Engine engine, PlanEndpoints plans) {
    private static final Set<String> INCLUDES = Set.of(
            "plan",
            "apply",
            "created_by",
            "cost_estimate",
            "configuration_version",
            "configuration_version.ingress_attributes",
            "workspace",
            "task_stages",
            "tf_policy_evaluations");
    private static final String EVERYTHING_BUT_PLANS = "plan_and_apply,save_plan,refresh_only,destroy,empty_apply";

    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("POST", "/api/v2/runs", locked.of(this::create))
                .route("GET", "/api/v2/runs/{run}", locked.of(this::show))
                .route("GET", "/api/v2/workspaces/{workspace}/runs", locked.of(this::list))
                .route("POST", "/api/v2/runs/{run}/actions/apply", locked.of(this::apply))
                .route("POST", "/api/v2/runs/{run}/actions/discard", locked.of(this::discard))
                .route("POST", "/api/v2/runs/{run}/actions/cancel", locked.of(this::cancel))
                .route("POST", "/api/v2/runs/{run}/actions/force-cancel", locked.of(this::forceCancel))
                .route("GET", "/api/v2/runs/{run}/run-events", locked.of(this::events))
                .route("GET", "/api/v2/runs/{run}/comments", locked.of(this::comments))
                .route("POST", "/api/v2/runs/{run}/comments", locked.of(this::comment));
    }

    private Response create(Request request) {
        RunRequest wanted = RunRequest.read(cloud, request);
        WorkspaceEndpoints.need(!wanted.options().autoApply() || wanted.workspace().canQueueApply);
        LiveRun run = engine.create(wanted.workspace(), wanted.configuration(), wanted.options(), cloud.service);
        return JsonApi.one(201, document(run));
    }

    private Response show(Request request) {
        LiveRun run = visible(cloud, request);
        Set<String> includes = JsonApi.includes(request, INCLUDES);
        List<ObjectNode> included = new ArrayList<>();
        if (includes.contains("plan")) {
            included.add(plans.planDocument(run));
        }
        if (includes.contains("apply")) {
            included.add(plans.applyDocument(run));
        }
        if (includes.contains("created_by")) {
            included.add(WorkspaceDocument.user(run.createdBy));
        }
        if (includes.contains("workspace")) {
            included.add(WorkspaceDocument.of(run.workspace, cloud.terraform));
        }
        if (includes.stream().anyMatch(name -> name.startsWith("configuration_version"))) {
            included.add(RunDocument.configuration(run.configuration));
        }
        if (includes.contains("cost_estimate") && run.workspace.costEstimation) {
            included.add(RunDocument.costEstimate(run));
        }
        return JsonApi.one(200, document(run), included);
    }

    private ObjectNode document(LiveRun run) {
        ObjectNode node = RunDocument.of(run, cloud.terraform, cloud.clock.now());
        if (RunStatus.queued(run.status)) {
            // From one, with those that have a worker, as the queue of the organisation counts them.
            long before = cloud.runs.values().stream()
                    .filter(other -> other.workspace.organization == run.workspace.organization)
                    .takeWhile(other -> other != run)
                    .filter(other -> RunStatus.queued(other.status) || RunStatus.executing(other.status))
                    .count();
            ((ObjectNode) node.get("attributes")).put("position-in-queue", before + 1);
        }
        return node;
    }

    private Response list(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        Set<String> operations = Set.of(
                request.query("filter[operation]").orElse(EVERYTHING_BUT_PLANS).split(","));
        Set<String> statuses = request.query("filter[status]")
                .map(text -> Set.of(text.split(",")))
                .orElse(Set.of());
        String search = request.query("search[basic]").orElse("");
        List<LiveRun> found = cloud.runs(workspace)
                .filter(run -> operations.contains(operation(run.options)))
                .filter(run -> statuses.isEmpty() || statuses.contains(run.shownStatus()))
                .filter(run -> run.id.contains(search) || run.options.message().contains(search))
                .toList();
        return JsonApi.page(request, found.reversed(), this::document);
    }

    private static String operation(RunOptions options) {
        if (options.planOnly()) {
            return "plan_only";
        }
        if (options.savePlan()) {
            return "save_plan";
        }
        if (options.refreshOnly()) {
            return "refresh_only";
        }
        return options.destroy() ? "destroy" : options.allowEmptyApply() ? "empty_apply" : "plan_and_apply";
    }

    private Response apply(Request request) {
        engine.confirm(commanded(request), cloud.service);
        return accepted();
    }

    private Response discard(Request request) {
        engine.discard(commanded(request), cloud.service);
        return accepted();
    }

    private Response cancel(Request request) {
        engine.cancel(commanded(request), cloud.service);
        return accepted();
    }

    private Response forceCancel(Request request) {
        LiveRun run = commanded(request);
        WorkspaceEndpoints.need(run.workspace.admin);
        engine.forceCancel(run);
        return accepted();
    }

    private LiveRun commanded(Request request) {
        LiveRun run = visible(cloud, request);
        WorkspaceEndpoints.need(run.workspace.canQueueApply);
        String comment = request.json().path("comment").asText();
        if (!comment.isEmpty()) {
            run.comments.add(new LiveRun.Comment(cloud.id("wsc"), comment, Instant.now()));
        }
        return run;
    }

    private static Response accepted() {
        return Response.empty(202);
    }

    private Response events(Request request) {
        LiveRun run = visible(cloud, request);
        ObjectNode document = JsonApi.object();
        var data = document.putArray("data");
        run.timestamps.forEach((name, at) -> data.add(JsonApi.resource(
                "run-events",
                "re-" + run.id.substring(4) + "-" + name,
                JsonApi.object().put("action", name.replaceFirst("-at$", "")).put("created-at", at.toString()))));
        return JsonApi.answer(200, document);
    }

    private Response comments(Request request) {
        LiveRun run = visible(cloud, request);
        ObjectNode document = JsonApi.object();
        var data = document.putArray("data");
        run.comments.forEach(comment -> data.add(commentDocument(comment)));
        return JsonApi.answer(200, document);
    }

    private Response comment(Request request) {
        LiveRun run = visible(cloud, request);
        WorkspaceEndpoints.need(run.workspace.canQueueRun);
        String body = Body.of(request, "comments").attributes("body").text("body", "");
        if (body.isEmpty()) {
            throw new Refusal(422, "Body can't be blank");
        }
        LiveRun.Comment comment = new LiveRun.Comment(cloud.id("wsc"), body, Instant.now());
        run.comments.add(comment);
        return JsonApi.one(201, commentDocument(comment));
    }

    private static ObjectNode commentDocument(LiveRun.Comment comment) {
        return JsonApi.resource("comments", comment.id(), JsonApi.object().put("body", comment.body()));
    }

    static LiveRun visible(Cloud cloud, Request request) {
        LiveRun run = cloud.run(request.parameter("run"));
        WorkspaceEndpoints.need(run.workspace.readable);
        return run;
    }
}
