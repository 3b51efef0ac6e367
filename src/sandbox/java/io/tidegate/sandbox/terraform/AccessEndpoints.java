package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;
import java.util.Map;

/** Who and what else starts runs in a workspace: teams with access, and run triggers. */
record AccessEndpoints(Cloud cloud) {
    private static final String CREATED = "2026-01-05T09:00:00.000Z";

    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/workspaces/{workspace}/run-triggers", locked.of(this::triggers))
                .route("GET", "/api/v2/team-workspaces", locked.of(this::teams))
                .route("GET", "/api/v2/teams/{team}", locked.of(this::team));
    }

    private Response triggers(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        String type = request.query("filter[run-trigger][type]").orElse("");
        if (!type.equals("inbound") && !type.equals("outbound")) {
            throw new Refusal(422, "Invalid filter: run-trigger type must be inbound or outbound");
        }
        List<String> sources = type.equals("inbound") ? List.copyOf(workspace.triggers) : List.of();
        return JsonApi.page(request, sources, source -> {
            ObjectNode attributes = JsonApi.object()
                    .put("workspace-name", workspace.name())
                    .put("sourceable-name", source)
                    .put("created-at", CREATED);
            ObjectNode node = JsonApi.resource("run-triggers", cloud.id("rt"), attributes);
            JsonApi.relate(node, "workspace", "workspaces", workspace.id);
            return node;
        });
    }

    private Response teams(Request request) {
        Workspace workspace =
                cloud.workspace(request.query("filter[workspace][id]").orElseThrow(() -> new Refusal(404, "")));
        WorkspaceEndpoints.need(workspace.readable && workspace.teamsShown);
        return JsonApi.page(request, List.copyOf(workspace.teams.entrySet()), team -> access(workspace, team));
    }

    private ObjectNode access(Workspace workspace, Map.Entry<String, String> team) {
        boolean writes = List.of("write", "admin").contains(team.getValue());
        ObjectNode attributes = JsonApi.object()
                .put("access", team.getValue())
                .put("runs", writes ? "apply" : team.getValue())
                .put("variables", writes ? "write" : "read")
                .put("state-versions", writes ? "write" : "read")
                .put("sentinel-mocks", writes ? "read" : "none")
                .put("workspace-locking", writes)
                .put("run-tasks", team.getValue().equals("admin"));
        ObjectNode node = JsonApi.resource("team-workspaces", cloud.id("tws"), attributes);
        JsonApi.relate(node, "team", "teams", cloud.team(team.getKey()).id());
        JsonApi.relate(node, "workspace", "workspaces", workspace.id);
        return node;
    }

    private Response team(Request request) {
        User team = cloud.user(request.parameter("team"))
                .filter(user -> user.kind().equals("teams"))
                .orElseThrow(() -> new Refusal(404, ""));
        return JsonApi.one(
                200, JsonApi.resource("teams", team.id(), JsonApi.object().put("name", team.username())));
    }
}
