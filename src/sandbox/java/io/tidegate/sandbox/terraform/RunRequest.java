package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;

/** A request for a run, with HCP Terraform's defaults and its refusals. */
record RunRequest(Workspace workspace, ConfigurationVersion configuration, RunOptions options) {
    static RunRequest read(Cloud cloud, Request request) {
        JsonNode attributes = JsonApi.attributes(request, "runs");
        JsonNode relationships = request.json().path("data").path("relationships");
        Workspace workspace = workspace(cloud, relationships);
        ConfigurationVersion version = configuration(cloud, workspace, relationships);
        boolean planOnly = JsonApi.flag(attributes, "plan-only", version.speculative);
        boolean autoApply = JsonApi.flag(attributes, "auto-apply", workspace.autoApply);
        if (version.speculative && !planOnly) {
            throw invalid("A speculative configuration version can only be used for plan-only runs.");
        }
        boolean savePlan = JsonApi.flag(attributes, "save-plan", false);
        if (savePlan && planOnly) {
            throw invalid("A run cannot be both plan-only and save its plan.");
        }
        boolean destroy = JsonApi.flag(attributes, "is-destroy", false);
        boolean refreshOnly = JsonApi.flag(attributes, "refresh-only", false);
        if (destroy && refreshOnly) {
            throw invalid("A run cannot be both a destroy run and refresh-only.");
        }
        if (attributes.hasNonNull("terraform-version") && !planOnly) {
            throw invalid("terraform-version can only be set for plan-only runs.");
        }
        RunOptions options = new RunOptions(
                attributes.path("message").asText(RunOptions.DEFAULT_MESSAGE),
                planOnly,
                savePlan,
                autoApply && !planOnly && !savePlan,
                destroy,
                JsonApi.flag(attributes, "refresh", true),
                refreshOnly,
                JsonApi.flag(attributes, "allow-empty-apply", false),
                texts(attributes.path("target-addrs")),
                texts(attributes.path("replace-addrs")),
                variables(attributes.path("variables")),
                "tfe-api");
        return new RunRequest(workspace, version, options);
    }

    private static Workspace workspace(Cloud cloud, JsonNode relationships) {
        JsonNode data = relationships.path("workspace").path("data");
        if (!data.path("type").asText().equals("workspaces")) {
            throw new Refusal(422, "Workspace must exist");
        }
        Workspace workspace = cloud.workspace(data.path("id").asText());
        WorkspaceEndpoints.need(workspace.readable && workspace.canQueueRun);
        if (workspace.executionMode.equals("local")) {
            throw invalid("Runs cannot be created in a workspace whose execution mode is local.");
        }
        return workspace;
    }

    private static ConfigurationVersion configuration(Cloud cloud, Workspace workspace, JsonNode relationships) {
        JsonNode id = relationships.path("configuration-version").path("data").path("id");
        ConfigurationVersion version = id.isMissingNode()
                ? workspace.current.orElseThrow(() -> invalid("Configuration version is missing"))
                : cloud.configurations.get(id.asText());
        WorkspaceEndpoints.need(version != null && version.workspace.readable);
        if (version.status.equals("errored")) {
            throw invalid("Configuration version has errored.");
        }
        if (!version.status.equals("uploaded")) {
            throw invalid("Configuration version is still being processed.");
        }
        return version;
    }

    private static Refusal invalid(String what) {
        return new Refusal(422, "Invalid run parameters: " + what);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static List<Variable> variables(JsonNode array) {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode element : array) {
            String key = element.path("key").asText();
            variables.add(new Variable("", key, element.path("value").asText(), "terraform", false, true));
        }
        return variables;
    }
}
