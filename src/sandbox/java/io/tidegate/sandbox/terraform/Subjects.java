package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import java.util.Map;

/** The name of the workspace that a request is about; empty where it is about none. */
record Subjects(Cloud cloud) {
    String of(Request request) {
        return cloud.locked(() -> find(request));
    }

    private String find(Request request) {
        if (request.parameters().containsKey("name")) {
            return request.parameter("name");
        }
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            String found = named(parameter.getKey(), parameter.getValue());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return request.path().equals("/api/v2/runs") ? ofNewRun(request) : "";
    }

    /** @param kind a route's parameter, or what the object store calls the object */
    String named(String kind, String id) {
        return switch (kind) {
            case "run", "plan", "apply", "estimate", "check", "stage", "plan-json", "plan-log", "apply-log" -> {
                LiveRun run = cloud.runs.get(id.replaceFirst("^(plan|apply|ce|polchk|ts)-", "run-"));
                yield run == null ? "" : run.workspace.name();
            }
            case "version", "upload" -> {
                ConfigurationVersion version = cloud.configurations.get(id);
                yield version == null ? "" : version.workspace.name();
            }
            case "state" ->
                cloud.workspaces.values().stream()
                        .filter(workspace -> workspace.states.stream()
                                .anyMatch(state -> state.id().equals(id)))
                        .findFirst()
                        .map(Workspace::name)
                        .orElse("");
            case "workspace" -> {
                Workspace workspace = cloud.workspaces.get(id);
                yield workspace == null ? "" : workspace.name();
            }
            default -> "";
        };
    }

    private String ofNewRun(Request request) {
        try {
            JsonNode id = request.json().at("/data/relationships/workspace/data/id");
            return named("workspace", id.asText());
        } catch (Refusal unreadable) {
            return "";
        }
    }
}
