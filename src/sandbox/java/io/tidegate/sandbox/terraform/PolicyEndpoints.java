package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;

/** What stands between plan and apply: policy checks and the stages of run tasks, and overriding them. */
record PolicyEndpoints(Cloud cloud, Engine engine) {
    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/runs/{run}/policy-checks", locked.of(this::checks))
                .route("GET", "/api/v2/policy-checks/{check}", locked.of(r -> show(check(of(r, "check")))))
                .route("POST", "/api/v2/policy-checks/{check}/actions/override", locked.of(r -> override(r, "check")))
                .route("GET", "/api/v2/runs/{run}/task-stages", locked.of(this::stages))
                .route("GET", "/api/v2/task-stages/{stage}", locked.of(r -> show(stage(of(r, "stage")))))
                .route("POST", "/api/v2/task-stages/{stage}/actions/override", locked.of(r -> override(r, "stage")));
    }

    private static Response show(ObjectNode resource) {
        return JsonApi.one(200, resource);
    }

    private Response checks(Request request) {
        LiveRun run = RunEndpoints.visible(cloud, request);
        return JsonApi.page(request, run.hasPolicyCheck() ? List.of(run) : List.of(), PolicyEndpoints::check);
    }

    private Response stages(Request request) {
        LiveRun run = RunEndpoints.visible(cloud, request);
        return JsonApi.page(request, run.hasTaskStage() ? List.of(run) : List.of(), PolicyEndpoints::stage);
    }

    private LiveRun of(Request request, String parameter) {
        LiveRun run = cloud.run(request.parameter(parameter).replaceFirst("^(polchk|ts)-", "run-"));
        WorkspaceEndpoints.need(
                run.workspace.readable && (parameter.equals("check") ? run.hasPolicyCheck() : run.hasTaskStage()));
        return run;
    }

    /** Overriding is a permission of the organisation's, which the token has where it administers the workspace. */
    private Response override(Request request, String parameter) {
        LiveRun run = of(request, parameter);
        WorkspaceEndpoints.need(run.workspace.admin);
        engine.override(run, cloud.service);
        return show(parameter.equals("check") ? check(run) : stage(run));
    }

    private static ObjectNode check(LiveRun run) {
        boolean failed = run.policy != Trouble.Policy.PASSES;
        boolean hard = run.policy == Trouble.Policy.HARD_FAILS;
        String status = run.overridden ? "overridden" : !failed ? "passed" : hard ? "hard_failed" : "soft_failed";
        ObjectNode attributes = JsonApi.object().put("status", status).put("scope", "organization");
        attributes
                .putObject("result")
                .put("result", !failed)
                .put("passed", failed ? 0 : 1)
                .put("total-failed", failed ? 1 : 0)
                .put("hard-failed", hard ? 1 : 0)
                .put("soft-failed", failed && !hard ? 1 : 0)
                .put("advisory-failed", 0)
                .put("duration-ms", 0);
        attributes.putObject("actions").put("is-overridable", run.status == RunStatus.POLICY_OVERRIDE);
        attributes.putObject("permissions").put("can-override", run.workspace.admin);
        ObjectNode node = JsonApi.resource("policy-checks", run.policyCheckId(), attributes);
        JsonApi.relate(node, "run", "runs", run.id);
        return node;
    }

    private static ObjectNode stage(LiveRun run) {
        boolean waiting = run.status == RunStatus.POST_PLAN_AWAITING_DECISION;
        ObjectNode attributes = JsonApi.object().put("stage", "post_plan");
        attributes.put("status", waiting ? "awaiting_override" : run.overridden ? "passed" : "failed");
        attributes.putObject("actions").put("is-overridable", waiting);
        attributes
                .putObject("permissions")
                .put("can-override", run.workspace.admin)
                .put("can-override-policy", run.workspace.admin)
                .put("can-override-tasks", run.workspace.admin);
        ObjectNode node = JsonApi.resource("task-stages", run.taskStageId(), attributes);
        JsonApi.relate(node, "run", "runs", run.id);
        JsonApi.relateEmptyList(node, "task-results");
        JsonApi.relateEmptyList(node, "policy-evaluations");
        return node;
    }

    static Refusal notWaiting() {
        return new Refusal(409, "Nothing here waits for an override");
    }
}
