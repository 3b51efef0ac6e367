package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;
import java.util.Set;

/** Organisations, workspaces, their locks and states. */
record WorkspaceEndpoints(Cloud cloud, Engine engine) {
    private static final Set<String> MODES = Set.of("remote", "agent", "local");

    /** What an update may name; most of it is taken and makes no difference here. */
    private static final String[] CHANGEABLE = {
        "name",
        "description",
        "execution-mode",
        "auto-apply",
        "auto-apply-run-trigger",
        "working-directory",
        "terraform-version",
        "queue-all-runs",
        "speculative-enabled",
        "file-triggers-enabled",
        "trigger-prefixes",
        "trigger-patterns",
        "global-remote-state",
        "allow-destroy-plan",
        "assessments-enabled",
        "structured-run-output-enabled",
        "setting-overwrites"
    };

    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/organizations/{organization}", locked.of(this::organization))
                .route("GET", "/api/v2/account/details", locked.of(request -> user(cloud.service.id())))
                .route("GET", "/api/v2/users/{user}", locked.of(request -> user(request.parameter("user"))))
                .route("GET", "/api/v2/organizations/{organization}/entitlement-set", locked.of(this::entitlements))
                .route("GET", "/api/v2/organizations/{organization}/workspaces", locked.of(this::list))
                .route("GET", "/api/v2/organizations/{organization}/workspaces/{name}", locked.of(this::byName))
                .route("GET", "/api/v2/workspaces/{workspace}", locked.of(this::byId))
                .route("PATCH", "/api/v2/workspaces/{workspace}", locked.of(this::update))
                .route("PATCH", "/api/v2/organizations/{organization}/workspaces/{name}", locked.of(this::updateByName))
                .route("GET", "/api/v2/workspaces/{workspace}/effective-tag-bindings", locked.of(this::tags))
                .route("POST", "/api/v2/workspaces/{workspace}/actions/lock", locked.of(this::lock))
                .route("POST", "/api/v2/workspaces/{workspace}/actions/unlock", locked.of(this::unlock))
                .route("POST", "/api/v2/workspaces/{workspace}/actions/force-unlock", locked.of(this::forceUnlock));
    }

    private Organization find(Request request) {
        return cloud.existing(request.parameter("organization")).orElseThrow(() -> new Refusal(404, ""));
    }

    private Response organization(Request request) {
        return JsonApi.one(200, WorkspaceDocument.organization(find(request)));
    }

    private Response user(String id) {
        return JsonApi.one(200, WorkspaceDocument.user(cloud.user(id).orElseThrow(() -> new Refusal(404, ""))));
    }

    private Response entitlements(Request request) {
        return JsonApi.one(200, WorkspaceDocument.entitlements(find(request)));
    }

    private Response list(Request request) {
        String name = request.query("search[name]").orElse("");
        List<String> tags = request.query("search[tags]").filter(text -> !text.isEmpty()).stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .toList();
        List<Workspace> found = find(request).workspaces().stream()
                .filter(workspace -> workspace.readable)
                .filter(workspace -> workspace.name().contains(name) && workspace.tags.containsAll(tags))
                .toList();
        return JsonApi.page(request, found, workspace -> WorkspaceDocument.of(workspace, cloud.terraform));
    }

    private Workspace named(Request request) {
        return find(request)
                .find(request.parameter("name"))
                .filter(workspace -> workspace.readable)
                .orElseThrow(() -> new Refusal(404, ""));
    }

    private Response byName(Request request) {
        return show(named(request));
    }

    private Response byId(Request request) {
        return show(workspace(cloud, request));
    }

    private Response show(Workspace workspace) {
        return JsonApi.one(200, WorkspaceDocument.of(workspace, cloud.terraform));
    }

    private Response update(Request request) {
        return update(request, workspace(cloud, request));
    }

    private Response updateByName(Request request) {
        return update(request, named(request));
    }

    private Response update(Request request, Workspace workspace) {
        need(workspace.admin);
        Attributes attributes = Body.of(request, "workspaces").attributes(CHANGEABLE);
        String mode = attributes.text("execution-mode", workspace.executionMode);
        if (!MODES.contains(mode)) {
            throw new Refusal(422, "Execution mode is not one of " + MODES);
        }
        workspace.executionMode = mode;
        workspace.autoApply = attributes.flag("auto-apply", workspace.autoApply);
        workspace.autoApplyRunTrigger = attributes.flag("auto-apply-run-trigger", workspace.autoApplyRunTrigger);
        workspace.workingDirectory = attributes.text("working-directory", workspace.workingDirectory);
        return show(workspace);
    }

    private Response tags(Request request) {
        Workspace workspace = workspace(cloud, request);
        ObjectNode document = JsonApi.object();
        var data = document.putArray("data");
        workspace.bindings.forEach((key, value) -> data.add(WorkspaceDocument.tag(key, value)));
        return JsonApi.answer(200, document);
    }

    private Response lock(Request request) {
        Workspace workspace = workspace(cloud, request);
        need(workspace.canQueueApply);
        new Locks(engine)
                .lock(workspace, cloud.service, request.json().path("reason").asText());
        return show(workspace);
    }

    private Response unlock(Request request) {
        Workspace workspace = workspace(cloud, request);
        need(workspace.canQueueApply);
        workspace
                .lock
                .filter(lock -> lock.run().isEmpty() && lock.user() != cloud.service)
                .ifPresent(lock -> {
                    throw new Refusal(
                            409,
                            "Unable to unlock workspace. The workspace is locked by "
                                    + (lock.user().kind().equals("teams") ? "Team " : "User ")
                                    + lock.user().username());
                });
        new Locks(engine).unlock(workspace);
        return show(workspace);
    }

    private Response forceUnlock(Request request) {
        Workspace workspace = workspace(cloud, request);
        need(workspace.admin);
        new Locks(engine).unlock(workspace);
        return show(workspace);
    }

    static Workspace workspace(Cloud cloud, Request request) {
        Workspace workspace = cloud.workspace(request.parameter("workspace"));
        need(workspace.readable);
        return workspace;
    }

    /** Forbidden is answered as not found, whatever the token may see otherwise. */
    static void need(boolean permission) {
        if (!permission) {
            throw new Refusal(404, "");
        }
    }
}
