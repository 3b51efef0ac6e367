package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What waits for one of the organisation's workers and what has one; Terraform's command line asks while it waits. */
record QueueEndpoints(Cloud cloud) {
    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/organizations/{organization}/runs/queue", locked.of(this::queue))
                .route("GET", "/api/v2/organizations/{organization}/capacity", locked.of(this::capacity));
    }

    private Response queue(Request request) {
        List<LiveRun> waiting = runs(request)
                .filter(run -> RunStatus.queued(run.status) || RunStatus.executing(run.status))
                .toList();
        return JsonApi.page(request, waiting, run -> {
            ObjectNode node = RunDocument.of(run, cloud.terraform, cloud.clock.now());
            ((ObjectNode) node.get("attributes")).put("position-in-queue", waiting.indexOf(run));
            return node;
        });
    }

    private Response capacity(Request request) {
        ObjectNode attributes = JsonApi.object();
        attributes
                .put("pending", count(request, RunStatus::queued))
                .put("running", count(request, RunStatus::executing));
        return JsonApi.one(
                200, JsonApi.resource("organization-capacity", request.parameter("organization"), attributes));
    }

    private long count(Request request, Predicate<RunStatus> status) {
        return runs(request).filter(run -> status.test(run.status)).count();
    }

    private Stream<LiveRun> runs(Request request) {
        Organization organization =
                cloud.existing(request.parameter("organization")).orElseThrow(() -> new Refusal(404, ""));
        return cloud.runs.values().stream()
                .filter(run -> run.workspace.organization == organization && run.workspace.readable);
    }
}
