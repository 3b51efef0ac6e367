package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.Set;

/** Plans, applies and cost estimates, with the addresses under which their logs and JSON are kept. */
record PlanEndpoints(Cloud cloud, Archivist archivist) {
    private static final Set<String> OVER = Set.of("finished", "errored", "canceled", "unreachable");

    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/plans/{plan}", locked.of(request -> JsonApi.one(200, planDocument(planned(request)))))
                .route("GET", "/api/v2/runs/{run}/plan", locked.of(r -> JsonApi.one(200, planDocument(run(r)))))
                .route("GET", "/api/v2/plans/{plan}/json-output", locked.of(request -> json(planned(request))))
                .route("GET", "/api/v2/runs/{run}/plan/json-output", locked.of(request -> json(run(request))))
                .route("GET", "/api/v2/plans/{plan}/json-output-redacted", locked.of(this::redacted))
                .route("GET", "/api/v2/applies/{apply}", locked.of(r -> JsonApi.one(200, applyDocument(applied(r)))))
                .route("GET", "/api/v2/runs/{run}/apply", locked.of(r -> JsonApi.one(200, applyDocument(run(r)))))
                .route("GET", "/api/v2/cost-estimates/{estimate}", locked.of(this::costEstimate));
    }

    ObjectNode planDocument(LiveRun run) {
        return RunDocument.plan(run, archivist.address("plan-log", run.id, Archivist.LONG));
    }

    ObjectNode applyDocument(LiveRun run) {
        return RunDocument.apply(run, archivist.address("apply-log", run.id, Archivist.LONG));
    }

    private Response json(LiveRun run) {
        WorkspaceEndpoints.need(run.workspace.admin);
        if (!OVER.contains(run.planStatus)) {
            return Response.empty(204);
        }
        switch (run.workspace.trouble.planJson) {
            case THERE -> WorkspaceEndpoints.need(run.planned.json().isPresent());
            case NOT_YET -> {
                return Response.empty(204);
            }
            case MISSING, REDACTED -> throw new Refusal(404, "");
            case UNSUPPORTED -> throw new Refusal(422, "JSON output is not available for this version of Terraform");
        }
        return Response.empty(307).with("Location", archivist.address("plan-json", run.id, Archivist.SHORT));
    }

    /** For everybody who may see the run; answered in the body itself, as when HCP Terraform has no file of it yet. */
    private Response redacted(Request request) {
        LiveRun run = planned(request);
        if (!OVER.contains(run.planStatus)) {
            return Response.empty(204);
        }
        if (run.workspace.trouble.planJson == Trouble.PlanJson.MISSING) {
            throw new Refusal(404, "");
        }
        return Response.bytes(
                200, "application/json", Redacted.of(run.planned.json().orElseThrow(() -> new Refusal(404, ""))));
    }

    private Response costEstimate(Request request) {
        LiveRun run = visible(cloud.run(request.parameter("estimate").replaceFirst("^ce-", "run-")));
        WorkspaceEndpoints.need(run.workspace.costEstimation);
        return JsonApi.one(200, RunDocument.costEstimate(run));
    }

    private LiveRun planned(Request request) {
        return visible(cloud.runOfPlan(request.parameter("plan")));
    }

    private LiveRun applied(Request request) {
        return visible(cloud.runOfApply(request.parameter("apply")));
    }

    private LiveRun run(Request request) {
        return RunEndpoints.visible(cloud, request);
    }

    private static LiveRun visible(LiveRun run) {
        WorkspaceEndpoints.need(run.workspace.readable);
        return run;
    }
}
