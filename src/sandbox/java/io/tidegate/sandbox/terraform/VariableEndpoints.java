package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.Set;

/** Variables of a workspace. A run keeps those of the time when it was created. */
record VariableEndpoints(Cloud cloud) {
    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/workspaces/{workspace}/vars", locked.of(this::list))
                .route("GET", "/api/v2/workspaces/{workspace}/all-vars", locked.of(this::list))
                .route("POST", "/api/v2/workspaces/{workspace}/vars", locked.of(this::create))
                .route("DELETE", "/api/v2/workspaces/{workspace}/vars/{variable}", locked.of(this::delete));
    }

    private Response list(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        ObjectNode document = JsonApi.object();
        var data = document.putArray("data");
        workspace.variables().forEach(variable -> data.add(WorkspaceDocument.variable(workspace, variable)));
        return JsonApi.answer(200, document);
    }

    private Response create(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin);
        Attributes attributes =
                Body.of(request, "vars").attributes("key", "value", "category", "hcl", "sensitive", "description");
        Variable variable = new Variable(
                cloud.id("var"),
                attributes.text("key", ""),
                attributes.text("value", ""),
                attributes.text("category", ""),
                attributes.flag("sensitive", false),
                attributes.flag("hcl", false));
        if (variable.key().isEmpty()) {
            throw new Refusal(422, "Key can't be blank");
        }
        if (!Set.of("terraform", "env").contains(variable.category())) {
            throw new Refusal(422, "Category is not included in the list");
        }
        if (workspace.variables.putIfAbsent(variable.name(), variable) != null) {
            throw new Refusal(422, "Key has already been taken");
        }
        return JsonApi.one(201, WorkspaceDocument.variable(workspace, variable));
    }

    private Response delete(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin);
        String id = request.parameter("variable");
        WorkspaceEndpoints.need(
                workspace.variables.values().removeIf(variable -> variable.id().equals(id)));
        return Response.empty(204);
    }
}
