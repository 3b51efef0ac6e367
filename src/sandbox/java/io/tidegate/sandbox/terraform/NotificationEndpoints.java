package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;
import java.util.Set;

/** Notification configurations. Only an administrator of the workspace sees or makes them. */
record NotificationEndpoints(Cloud cloud, Notifier notifier) {
    private static final int LIMIT = 20;
    private static final Set<String> TRIGGERS = Set.of(
            "run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored");

    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("POST", "/api/v2/workspaces/{workspace}/notification-configurations", this::create)
                .route("GET", "/api/v2/workspaces/{workspace}/notification-configurations", locked.of(this::list))
                .route(
                        "GET",
                        "/api/v2/notification-configurations/{id}",
                        locked.of(request -> show(200, find(request))))
                .route("DELETE", "/api/v2/notification-configurations/{id}", locked.of(this::delete))
                .route("POST", "/api/v2/notification-configurations/{id}/actions/verify", this::verify);
    }

    private Response create(Request request) {
        Notification wanted = cloud.locked(() -> read(request));
        // Verified without the lock: whoever is asked may well ask back.
        if (wanted.enabled() && !notifier.verified(wanted)) {
            throw unverified();
        }
        cloud.locked(() -> {
            cloud.notifications.put(wanted.id(), wanted);
        });
        return show(201, wanted);
    }

    private Notification read(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin);
        Attributes attributes = Body.of(request, "notification-configurations")
                .attributes("destination-type", "enabled", "name", "token", "url", "triggers");
        if (!attributes.text("destination-type", "").equals("generic")) {
            throw new Refusal(422, "Destination type is not included in the list");
        }
        if (attributes.text("name", "").isEmpty() || attributes.text("url", "").isEmpty()) {
            throw new Refusal(422, "Name and URL can't be blank");
        }
        if (of(workspace).size() >= LIMIT) {
            throw new Refusal(422, "A workspace can have at most " + LIMIT + " notification configurations");
        }
        List<String> triggers = attributes.texts("triggers");
        if (!TRIGGERS.containsAll(triggers)) {
            throw new Refusal(422, "Triggers contain an unknown value");
        }
        return new Notification(
                cloud.id("nc"),
                workspace,
                attributes.text("name", ""),
                attributes.text("url", ""),
                attributes.text("token", ""),
                attributes.flag("enabled", false),
                triggers);
    }

    private List<Notification> of(Workspace workspace) {
        return cloud.notifications.values().stream()
                .filter(notification -> notification.workspace() == workspace)
                .toList();
    }

    private Response list(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin);
        return JsonApi.page(request, of(workspace), NotificationEndpoints::document);
    }

    private Response delete(Request request) {
        cloud.notifications.remove(find(request).id());
        return Response.empty(204);
    }

    private Response verify(Request request) {
        Notification notification = cloud.locked(() -> find(request));
        if (!notifier.verified(notification)) {
            throw unverified();
        }
        return show(200, notification);
    }

    private static Refusal unverified() {
        return new Refusal(400, "Verification failed: the URL did not answer with a status of 2xx");
    }

    private Notification find(Request request) {
        Notification notification = cloud.notifications.get(request.parameter("id"));
        WorkspaceEndpoints.need(notification != null && notification.workspace().admin);
        return notification;
    }

    private static Response show(int status, Notification notification) {
        return JsonApi.one(status, document(notification));
    }

    private static ObjectNode document(Notification notification) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("name", notification.name()).put("url", notification.url());
        attributes.put("destination-type", "generic").put("enabled", notification.enabled());
        attributes.putNull("token");
        ArrayNode triggers = attributes.putArray("triggers");
        notification.triggers().forEach(triggers::add);
        ObjectNode node = JsonApi.resource("notification-configurations", notification.id(), attributes);
        JsonApi.relate(node, "subscribable", "workspaces", notification.workspace().id);
        return node;
    }
}
