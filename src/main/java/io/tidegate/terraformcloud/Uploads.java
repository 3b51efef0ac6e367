package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import io.tidegate.run.RunKind;
import io.tidegate.run.WorkspaceSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Hands a configuration to HCP Terraform, and waits until it is unpacked there. */
final class Uploads {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private final HcpClient client;
    private final Duration patience;

    Uploads(HcpClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** @return the id of the configuration version */
    String upload(Token token, WorkspaceSeen workspace, RunKind kind, Path archive) {
        String doing = "upload the configuration to the workspace " + workspace.organization() + "/" + workspace.name();
        boolean speculative = kind == RunKind.SPECULATIVE;
        // Provisional: it becomes the workspace's own configuration only when its run is applied, so nobody who starts
        // a run by hand meanwhile plans what was not reviewed.
        Map<String, Object> attributes =
                Map.of("auto-queue-runs", false, "speculative", speculative, "provisional", !speculative);
        Answer answer = client.send(Call.post(
                token,
                "/workspaces/{workspace}/configuration-versions",
                "workspaces/" + Paths.segment(workspace.id()) + "/configuration-versions",
                Map.of("data", Map.of("type", "configuration-versions", "attributes", attributes)),
                doing));
        Document.Resource<Attributes.ConfigurationVersion> created = Json.document(
                        answer, Attributes.ConfigurationVersion.class, doing)
                .data();
        client.upload(SignedAddress.of(created.attributes().uploadUrl(), client.base(), doing), archive, doing);
        await(token, created.id(), doing);
        return created.id();
    }

    private void await(Token token, String id, String doing) {
        long waits = Math.max(1, patience.toMillis() / INTERVAL.toMillis());
        for (long i = 0; i < waits; i++) {
            Answer answer = client.send(Call.get(
                    token,
                    "/configuration-versions/{configuration}",
                    "configuration-versions/" + Paths.segment(id),
                    doing));
            Attributes.ConfigurationVersion seen = Json.document(answer, Attributes.ConfigurationVersion.class, doing)
                    .data()
                    .attributes();
            if (seen.status().equals("uploaded")) {
                return;
            }
            if (seen.status().equals("errored")) {
                String why = seen.errorMessage() == null ? seen.error() : seen.errorMessage();
                throw new Outside.Refused(
                        "HCP Terraform could not unpack the configuration: "
                                + Lines.clean(why == null ? "it does not say why" : why, 300) + ".",
                        "Look at the repository's files at that commit, then plan again.");
            }
            pause(doing);
        }
        throw new Outside.Unavailable(
                "Tidegate could not " + doing + ": it is not unpacked after " + patience.toSeconds() + " s.", null);
    }

    private static void pause(String doing) {
        try {
            Thread.sleep(INTERVAL);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Failures.of(doing, stopping);
        }
    }
}
