package io.tidegate.terraformcloud;

import io.tidegate.doctor.Tried;
import java.util.Map;
import java.util.Optional;

/** Has HCP Terraform ask Tidegate's own door, as when a notification is made. */
final class TrialNotification {
    private static final String ITEM = "verification of a notification";
    private final HcpClient client;
    private final Token token;
    private final String workspace;

    TrialNotification(HcpClient client, Token token, String workspace) {
        this.client = client;
        this.token = token;
        this.workspace = Paths.segment(workspace);
    }

    Tried verified(String notified) {
        String doing = "list the notifications of the workspace, which only its administrator may";
        Optional<String> ours = Json.documents(
                        client.send(Call.get(
                                token,
                                "/workspaces/{workspace}/notification-configurations",
                                "workspaces/" + workspace + "/notification-configurations?page%5Bsize%5D=100",
                                doing)),
                        Attributes.Notification.class,
                        doing)
                .data()
                .stream()
                .filter(one ->
                        !notified.isEmpty() && notified.equals(one.attributes().url()))
                .map(Document.Resource::id)
                .findFirst();
        if (ours.isEmpty()) {
            return new Tried.Untried(ITEM, "none of the workspace's notifications goes to tidegate.public-url");
        }
        Answer answer = client.send(Call.post(
                        token,
                        "/notification-configurations/{id}/actions/verify",
                        "notification-configurations/" + Paths.segment(ours.get()) + "/actions/verify",
                        Map.of(),
                        "have a notification verified")
                .expecting(400, 403, 404, 422));
        return Tried.judged(
                ITEM,
                answer.status() == 200,
                "it is answered with " + answer.status(),
                "200: Tidegate's door took it, and so its signature");
    }
}
