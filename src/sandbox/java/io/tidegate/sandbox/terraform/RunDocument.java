package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** A run and what hangs on it, as the API shows them. */
final class RunDocument {
    private RunDocument() {}

    static ObjectNode of(LiveRun run, Terraform terraform, Instant now) {
        RunOptions options = run.options;
        ObjectNode attributes = JsonApi.object();
        attributes.put("status", run.shownStatus());
        ObjectNode times = attributes.putObject("status-timestamps");
        run.timestamps.forEach((name, at) -> times.put(name, at.toString()));
        attributes.put("has-changes", run.changes.any());
        attributes.put("is-destroy", options.destroy());
        attributes.put("plan-only", options.planOnly());
        attributes.put("save-plan", options.savePlan());
        attributes.put("auto-apply", options.autoApply());
        attributes.put("refresh", options.refresh());
        attributes.put("refresh-only", options.refreshOnly());
        attributes.put("allow-empty-apply", options.allowEmptyApply());
        attributes.put("allow-config-generation", false);
        ArrayNode targets = attributes.putArray("target-addrs");
        options.targets().forEach(targets::add);
        ArrayNode replacements = attributes.putArray("replace-addrs");
        options.replacements().forEach(replacements::add);
        ArrayNode variables = attributes.putArray("variables");
        options.variables()
                .forEach(variable ->
                        variables.addObject().put("key", variable.key()).put("value", variable.value()));
        attributes.put("message", options.message());
        attributes.put("source", options.source());
        attributes.put("trigger-reason", "manual");
        attributes.put("terraform-version", terraform.version());
        attributes.put("created-at", run.createdAt.toString());
        attributes.put("canceled-at", text(run.timestamps.get("canceled-at")));
        run.forceCancelAvailableAt.ifPresent(at -> attributes.put("force-cancel-available-at", at.toString()));
        attributes
                .putObject("actions")
                .put("is-cancelable", run.cancelable())
                .put("is-confirmable", run.confirmable())
                .put("is-discardable", run.discardable())
                .put("is-force-cancelable", run.forceCancelable(now));
        boolean apply = run.workspace.canQueueApply;
        attributes
                .putObject("permissions")
                .put("can-apply", apply)
                .put("can-cancel", apply)
                .put("can-comment", run.workspace.canQueueRun)
                .put("can-discard", apply)
                .put("can-force-execute", apply)
                .put("can-force-cancel", run.workspace.admin)
                .put("can-override-policy-check", run.workspace.admin);
        ObjectNode node = JsonApi.resource("runs", run.id, attributes);
        relationships(node, run);
        node.putObject("links").put("self", "/api/v2/runs/" + run.id);
        return node;
    }

    private static void relationships(ObjectNode node, LiveRun run) {
        JsonApi.relate(node, "workspace", "workspaces", run.workspace.id);
        JsonApi.relate(node, "plan", "plans", run.planId);
        JsonApi.relate(node, "apply", "applies", run.applyId);
        JsonApi.relate(node, "configuration-version", "configuration-versions", run.configuration.id);
        JsonApi.relate(node, "created-by", "users", run.createdBy.id());
        run.confirmedBy.ifPresent(user -> JsonApi.relate(node, "confirmed-by", "users", user.id()));
        run.canceledBy.ifPresent(user -> JsonApi.relate(node, "canceled-by", "users", user.id()));
        if (run.workspace.costEstimation) {
            JsonApi.relate(node, "cost-estimate", "cost-estimates", "ce-" + run.id.substring(4));
        }
        JsonApi.relateList(
                node,
                "policy-checks",
                "policy-checks",
                run.hasPolicyCheck() ? List.of(run.policyCheckId()) : List.of());
        JsonApi.relateList(
                node, "task-stages", "task-stages", run.hasTaskStage() ? List.of(run.taskStageId()) : List.of());
        JsonApi.relateEmptyList(node, "run-events");
        JsonApi.relateEmptyList(node, "comments");
    }

    static ObjectNode plan(LiveRun run, String logUrl) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("status", run.planStatus);
        attributes.put("has-changes", run.changes.any());
        counts(attributes, run.changes.miscounted(run.workspace.trouble.miscounted), run.planStatus.equals("finished"));
        attributes.putNull("generated-configuration");
        attributes.put("structured-run-output-enabled", false);
        attributes.put("log-read-url", logUrl);
        attributes.putObject("execution-details").put("mode", run.workspace.executionMode);
        attributes.putObject("actions").put("is-exportable", run.planStatus.equals("finished"));
        ObjectNode node = JsonApi.resource("plans", run.planId, attributes);
        JsonApi.relateEmptyList(node, "state-versions");
        String self = "/api/v2/plans/" + run.planId;
        node.putObject("links")
                .put("self", self)
                .put("json-output", self + "/json-output")
                .put("json-output-redacted", self + "/json-output-redacted");
        return node;
    }

    static ObjectNode apply(LiveRun run, String logUrl) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("status", run.applyStatus);
        counts(attributes, run.applied, run.applyStatus.equals("finished"));
        attributes.put("structured-run-output-enabled", false);
        attributes.put("log-read-url", logUrl);
        attributes.putObject("execution-details").put("mode", run.workspace.executionMode);
        ObjectNode node = JsonApi.resource("applies", run.applyId, attributes);
        JsonApi.relateEmptyList(node, "state-versions");
        node.putObject("links").put("self", "/api/v2/applies/" + run.applyId);
        return node;
    }

    static ObjectNode costEstimate(LiveRun run) {
        boolean finished = run.statuses.contains(RunStatus.COST_ESTIMATED);
        ObjectNode attributes = JsonApi.object();
        attributes.put("status", finished ? "finished" : "pending");
        attributes.put("prior-monthly-cost", "0.0").put("proposed-monthly-cost", "0.0");
        attributes.put("delta-monthly-cost", "0.0");
        attributes.put("resources-count", 0).put("matched-resources-count", 0).put("unmatched-resources-count", 0);
        attributes.putNull("error-message");
        return JsonApi.resource("cost-estimates", "ce-" + run.id.substring(4), attributes);
    }

    static ObjectNode configuration(ConfigurationVersion version) {
        ObjectNode attributes = JsonApi.object();
        attributes.put("status", version.status);
        attributes.put("source", "tfe-api");
        attributes.put("speculative", version.speculative);
        attributes.put("provisional", version.provisional);
        attributes.put("auto-queue-runs", version.autoQueueRuns);
        attributes.put("error", version.error.isEmpty() ? null : "configuration_version_unpack_failed");
        attributes.put("error-message", version.error.isEmpty() ? null : version.error);
        attributes.putArray("changed-files");
        ObjectNode node = JsonApi.resource("configuration-versions", version.id, attributes);
        JsonApi.relateNothing(node, "ingress-attributes");
        node.putObject("links").put("self", "/api/v2/configuration-versions/" + version.id);
        return node;
    }

    private static void counts(ObjectNode attributes, Changes changes, boolean known) {
        attributes.put("resource-additions", known ? (Integer) changes.additions() : null);
        attributes.put("resource-changes", known ? (Integer) changes.changes() : null);
        attributes.put("resource-destructions", known ? (Integer) changes.destructions() : null);
        attributes.put("resource-imports", known ? (Integer) changes.imports() : null);
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
