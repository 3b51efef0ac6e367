package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A workspace, its variables and its organisation as the API shows them. */
final class WorkspaceDocument {
    private WorkspaceDocument() {}

    static ObjectNode of(Workspace workspace, Terraform terraform) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("name", workspace.name());
        attributes.put("locked", workspace.lock.isPresent());
        attributes.put(
                "locked-reason", workspace.lock.map(Workspace.Lock::reason).orElse(""));
        attributes.put("auto-apply", workspace.autoApply);
        attributes.put("auto-apply-run-trigger", workspace.autoApplyRunTrigger);
        attributes.put("execution-mode", workspace.executionMode);
        attributes.put("terraform-version", terraform.version());
        attributes.put("working-directory", workspace.workingDirectory.isEmpty() ? null : workspace.workingDirectory);
        if (workspace.vcsConnected) {
            attributes
                    .putObject("vcs-repo")
                    .put("identifier", workspace.organization.name() + "/infrastructure")
                    .put("display-identifier", workspace.organization.name() + "/infrastructure")
                    .put("branch", "")
                    .put("ingress-submodules", false);
        } else {
            attributes.putNull("vcs-repo");
        }
        attributes.put("speculative-enabled", true);
        attributes.put("file-triggers-enabled", false);
        attributes.put("queue-all-runs", false);
        attributes.put("structured-run-output-enabled", false);
        attributes.put("global-remote-state", false);
        attributes.put("assessments-enabled", false);
        attributes.put("allow-destroy-plan", true);
        attributes.put("operations", !workspace.executionMode.equals("local"));
        ArrayNode tags = attributes.putArray("tag-names");
        workspace.tags.forEach(tags::add);
        attributes.putArray("trigger-prefixes");
        attributes.putArray("trigger-patterns");
        attributes.put(
                "resource-count", workspace.stateDocument().path("resources").size());
        attributes.putObject("actions").put("is-destroyable", true);
        permissions(attributes.putObject("permissions"), workspace);
        ObjectNode node = JsonApi.resource("workspaces", workspace.id, attributes);
        JsonApi.relate(node, "organization", "organizations", workspace.organization.name());
        relationships(node, workspace);
        node.putObject("links")
                .put(
                        "self",
                        "/api/v2/organizations/" + workspace.organization.name() + "/workspaces/" + workspace.name());
        return node;
    }

    private static void permissions(ObjectNode permissions, Workspace workspace) {
        permissions
                .put("can-update", workspace.admin)
                .put("can-destroy", workspace.admin)
                .put("can-queue-destroy", workspace.canQueueApply)
                .put("can-queue-run", workspace.canQueueRun)
                .put("can-queue-apply", workspace.canQueueApply)
                .put("can-read-run", true)
                .put("can-read-state-outputs", true)
                .put("can-read-state-versions", workspace.admin)
                .put("can-read-variable", true)
                .put("can-update-variable", workspace.admin)
                .put("can-lock", workspace.canQueueApply)
                .put("can-unlock", workspace.canQueueApply)
                .put("can-force-unlock", workspace.admin)
                .put("can-read-settings", true)
                .put("can-manage-run-tasks", workspace.admin);
    }

    private static void relationships(ObjectNode node, Workspace workspace) {
        workspace.lock.ifPresentOrElse(
                lock -> lock.run()
                        .ifPresentOrElse(
                                run -> JsonApi.relate(node, "locked-by", "runs", run.id),
                                () -> JsonApi.relate(
                                        node,
                                        "locked-by",
                                        lock.user().kind(),
                                        lock.user().id())),
                () -> JsonApi.relateNothing(node, "locked-by"));
        workspace
                .currentRun()
                .ifPresentOrElse(
                        run -> JsonApi.relate(node, "current-run", "runs", run.id),
                        () -> JsonApi.relateNothing(node, "current-run"));
        workspace.current.ifPresentOrElse(
                version -> JsonApi.relate(node, "current-configuration-version", "configuration-versions", version.id),
                () -> JsonApi.relateNothing(node, "current-configuration-version"));
        if (!workspace.states.isEmpty()) {
            JsonApi.relate(
                    node,
                    "current-state-version",
                    "state-versions",
                    workspace.states.getLast().id());
        } else {
            JsonApi.relateNothing(node, "current-state-version");
        }
        JsonApi.relateNothing(node, "agent-pool");
    }

    static ObjectNode variable(Workspace workspace, Variable variable) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("key", variable.key());
        attributes.put("value", variable.sensitive() ? null : variable.value());
        attributes.put("sensitive", variable.sensitive());
        attributes.put("category", variable.category());
        attributes.put("hcl", variable.hcl());
        attributes.put("description", "");
        ObjectNode node = JsonApi.resource("vars", variable.id(), attributes);
        JsonApi.relate(node, "configurable", "workspaces", workspace.id);
        return node;
    }

    static ObjectNode tag(String key, String value) {
        return JsonApi.resource(
                "effective-tag-bindings", key, JsonApi.object().put("key", key).put("value", value));
    }

    static ObjectNode organization(Organization organization) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("name", organization.name());
        attributes.put("external-id", "org-" + organization.name());
        attributes.put("email", "owner@example.test");
        attributes.put("cost-estimation-enabled", false);
        attributes.putObject("permissions").put("can-create-workspace", false).put("can-update", false);
        return JsonApi.resource("organizations", organization.name(), attributes);
    }

    static ObjectNode entitlements(Organization organization) {
        ObjectNode attributes = JsonApi.object();
        Map<String, Boolean> entitlements = Map.of(
                "operations", true,
                "state-storage", true,
                "teams", true,
                "private-module-registry", true,
                "vcs-integrations", true,
                "cost-estimation", false,
                "sentinel", false,
                "run-tasks", false,
                "agents", true);
        entitlements.forEach(attributes::put);
        return JsonApi.resource("entitlement-sets", "org-" + organization.name(), attributes);
    }

    static ObjectNode user(User user) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("username", user.username());
        attributes.put("is-service-account", user.service());
        attributes.put("avatar-url", "https://www.gravatar.example/avatar/" + user.id());
        return JsonApi.resource("users", user.id(), attributes);
    }
}
