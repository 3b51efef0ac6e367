package io.tidegate.terraformcloud;

import java.util.List;
import java.util.Map;

/** To whom a workspace tells of its runs. Only its administrators may know or change that. */
final class NotificationConfigurations {
    private static final String ROUTE = "/workspaces/{workspace}/notification-configurations";
    private static final List<String> TOLD = List.of(
            "run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored");
    private final HcpClient client;
    private final Token token;
    private final String path;

    NotificationConfigurations(HcpClient client, Token token, String workspace) {
        this.client = client;
        this.token = token;
        this.path = "workspaces/" + Paths.segment(workspace) + "/notification-configurations";
    }

    List<Document.Resource<Attributes.Notification>> list() {
        String doing = "list its notifications, which only an administrator of the workspace may";
        return Json.documents(
                        client.send(Call.get(token, ROUTE, path + "?page%5Bsize%5D=100", doing)),
                        Attributes.Notification.class,
                        doing)
                .data();
    }

    void create(String url, String secret, String doing) {
        Map<String, Object> attributes = Map.of(
                "destination-type",
                "generic",
                "enabled",
                true,
                "name",
                "tidegate",
                "token",
                secret,
                "url",
                url,
                "triggers",
                TOLD);
        client.send(Call.post(
                token,
                ROUTE,
                path,
                Map.of("data", Map.of("type", "notification-configurations", "attributes", attributes)),
                doing));
    }

    /** Has HCP Terraform ask the address, as when the configuration was made. */
    Answer verify(String id) {
        return client.send(Call.post(
                        token,
                        "/notification-configurations/{id}/actions/verify",
                        "notification-configurations/" + Paths.segment(id) + "/actions/verify",
                        Map.of(),
                        "have a notification verified")
                .expecting(400, 403, 404, 422));
    }
}
