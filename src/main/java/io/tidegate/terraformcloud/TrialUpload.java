package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.doctor.Tried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Uploads the configuration of a {@link Trial}. */
final class TrialUpload {
    private final HcpClient client;
    private final Token token;
    private final String workspace;
    private String version = "";

    TrialUpload(HcpClient client, Token token, String workspace) {
        this.client = client;
        this.token = token;
        this.workspace = workspace;
    }

    /** The id of what was uploaded; empty where it came to nothing. */
    String version() {
        return version;
    }

    /** @param speculative whether runs of it can never be applied */
    Tried upload(Path archive, boolean speculative) {
        String doing = "upload a configuration";
        Answer answer = client.send(Call.post(
                token,
                "/workspaces/{workspace}/configuration-versions",
                "workspaces/" + Paths.segment(workspace) + "/configuration-versions",
                Map.of(
                        "data",
                        Map.of(
                                "type",
                                "configuration-versions",
                                "attributes",
                                Map.of(
                                        "auto-queue-runs",
                                        false,
                                        "speculative",
                                        speculative,
                                        "provisional",
                                        !speculative))),
                doing));
        Document.Resource<Attributes.ConfigurationVersion> made = Json.document(
                        answer, Attributes.ConfigurationVersion.class, doing)
                .data();
        SignedAddress address = SignedAddress.of(made.attributes().uploadUrl(), client.base(), doing);
        client.upload(address, archive, doing);
        String path = "configuration-versions/" + Paths.segment(made.id());
        List<String> statuses = new ArrayList<>(List.of(made.attributes().status()));
        boolean again = false;
        for (int i = 0;
                i < TrialRuns.MOST_LOOKS && !List.of("uploaded", "errored").contains(statuses.getLast());
                i++) {
            TrialRuns.pause(i, doing);
            JsonNode seen = TrialRuns.tree(
                            client.send(Call.get(token, "/configuration-versions/{configuration}", path, doing)))
                    .at("/data/attributes");
            again |= seen.path("upload-url").isTextual();
            TrialRuns.note(statuses, seen.path("status").asText());
        }
        if (statuses.getLast().equals("uploaded")) {
            version = made.id();
        }
        return Tried.judged(
                speculative ? "upload of a configuration" : "upload of a configuration that can be applied",
                !version.isEmpty() && !again,
                "the archive was taken at " + TrialRuns.host(address.uri())
                        + " without the token, and the configuration was " + String.join(", ", statuses)
                        + (again ? "; its address was told again later" : ""),
                "uploaded at the end, and an address that only the first answer tells");
    }
}
