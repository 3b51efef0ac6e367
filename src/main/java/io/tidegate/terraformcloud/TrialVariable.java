package io.tidegate.terraformcloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.doctor.Tried;
import io.tidegate.flow.Outside;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries whether a file of variables is taken by way of {@code TF_CLI_ARGS_plan}, for which a variable of the workspace is set and deleted. */
final class TrialVariable {
    static final String ITEM = "TF_CLI_ARGS_plan";
    private static final String ROUTE = "/workspaces/{workspace}/vars";
    private final HcpClient client;
    private final Token token;
    private final String workspace;
    private final TrialRuns runs;

    TrialVariable(HcpClient client, Token token, String workspace) {
        this.client = client;
        this.token = token;
        this.workspace = workspace;
        this.runs = new TrialRuns(client, token);
    }

    /** @param version of the configuration of {@link TrialArchive} */
    Tried taken(String version) {
        String path = "workspaces/" + Paths.segment(workspace) + "/vars";
        Map<String, Object> attributes = Map.of(
                "key",
                ITEM,
                "value",
                "-var-file=" + TrialArchive.VARIABLES,
                "category",
                "env",
                "hcl",
                false,
                "sensitive",
                false,
                "description",
                TrialRuns.MESSAGE);
        Answer answer = client.send(Call.post(
                        token,
                        ROUTE,
                        path,
                        Map.of("data", Map.of("type", "vars", "attributes", attributes)),
                        "set a variable of the workspace")
                .expecting(400, 403, 404, 409, 422));
        if (!answer.succeeded()) {
            return new Tried.Untried(ITEM, "to set it in the workspace is answered with " + answer.status());
        }
        String variable = TrialRuns.tree(answer).at("/data/id").asText();
        try {
            String doing = "plan with " + ITEM;
            String run = TrialRuns.made(runs.create(workspace, version, true, doing), doing);
            List<String> statuses = runs.follow(run).statuses();
            JsonNode outputs = new TrialReading(client, token, workspace, run, false).outputs();
            String value = outputs.at("/" + TrialArchive.ARGUED + "/after").asText("not told");
            return new Tried.Seen(
                    ITEM,
                    "the plan was " + String.join(", ", statuses) + ", and the file of variables was "
                            + (value.equals(TrialArchive.OF_THE_FILE) ? "taken" : "not taken: " + value));
        } finally {
            delete(path + "/" + Paths.segment(variable));
        }
    }

    private void delete(String path) {
        Answer gone =
                client.send(new Call(token, "DELETE", ROUTE + "/{variable}", path, null, "delete a variable", Set.of())
                        .expecting(400, 403, 404, 409, 422));
        if (!gone.succeeded()) {
            throw new Outside.Unavailable(
                    "to delete the variable " + ITEM + " of the workspace is answered with " + gone.status()
                            + "; delete it there by hand",
                    null);
        }
    }
}
