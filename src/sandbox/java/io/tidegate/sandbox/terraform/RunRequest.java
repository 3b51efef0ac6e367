package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request for a run, with HCP Terraform's defaults and its refusals. */
record RunRequest(Workspace workspace, ConfigurationVersion configuration, RunOptions options) {
    private static final String[] ATTRIBUTES = {
        "message",
        "auto-apply",
        "plan-only",
        "save-plan",
        "is-destroy",
        "refresh",
        "refresh-only",
        "target-addrs",
        "replace-addrs",
        "allow-empty-apply",
        "allow-config-generation",
        "terraform-version",
        "debugging-mode",
        "variables",
        "invoke-action-addrs",
        "policy-paths"
    };

    static RunRequest read(Cloud cloud, Request request) {
        Body body = Body.of(request, "runs");
        body.relationships("workspace", "configuration-version");
        Attributes attributes = body.attributes(ATTRIBUTES);
        Workspace workspace = workspace(cloud, body);
        ConfigurationVersion version = configuration(cloud, workspace, body);
        boolean planOnly = attributes.flag("plan-only", version.speculative);
        boolean autoApply = attributes.flag("auto-apply", workspace.autoApply);
        if (version.speculative && !planOnly) {
            throw invalid("A speculative configuration version can only be used for plan-only runs.");
        }
        boolean savePlan = attributes.flag("save-plan", false);
        if (savePlan && planOnly) {
            throw invalid("A run cannot be both plan-only and save its plan.");
        }
        boolean destroy = attributes.flag("is-destroy", false);
        boolean refreshOnly = attributes.flag("refresh-only", false);
        if (destroy && refreshOnly) {
            throw invalid("A run cannot be both a destroy run and refresh-only.");
        }
        if (attributes.has("terraform-version") && !planOnly) {
            throw invalid("terraform-version can only be set for plan-only runs.");
        }
        RunOptions options = new RunOptions(
                attributes.text("message", RunOptions.DEFAULT_MESSAGE),
                planOnly,
                savePlan,
                autoApply && !planOnly && !savePlan,
                destroy,
                attributes.flag("refresh", true),
                refreshOnly,
                attributes.flag("allow-empty-apply", false),
                attributes.texts("target-addrs"),
                attributes.texts("replace-addrs"),
                variables(attributes.list("variables")),
                "tfe-api");
        return new RunRequest(workspace, version, options);
    }

    private static Workspace workspace(Cloud cloud, Body body) {
        Workspace workspace = cloud.workspace(
                body.related("workspace", "workspaces").orElseThrow(() -> new Refusal(422, "Workspace must exist")));
        WorkspaceEndpoints.need(workspace.readable && workspace.canQueueRun);
        if (workspace.executionMode.equals("local")) {
            throw invalid("Runs cannot be created in a workspace whose execution mode is local.");
        }
        return workspace;
    }

    private static ConfigurationVersion configuration(Cloud cloud, Workspace workspace, Body body) {
        Optional<String> id = body.related("configuration-version", "configuration-versions");
        ConfigurationVersion version = id.isEmpty()
                ? workspace.current.orElseThrow(() -> invalid("Configuration version is missing"))
                : cloud.configurations.get(id.get());
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

    private static List<Variable> variables(JsonNode array) {
        List<Variable> variables = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.path("key").isTextual() || !element.path("value").isTextual()) {
                throw new Refusal(422, "variables must be a list of objects with a key and a value, both strings");
            }
            String key = element.path("key").asText();
            variables.add(new Variable("", key, element.path("value").asText(), "terraform", false, true));
        }
        return variables;
    }
}
