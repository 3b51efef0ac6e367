package io.tidegate.terraformcloud;

import io.tidegate.flow.Outside;
import io.tidegate.flow.Runs.Wanted;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.WorkspaceSeen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Creates a run, or finds the one that an earlier try has created without our learning of it. */
final class RunCreation {
    private final HcpClient client;
    private final Identity identity;

    RunCreation(HcpClient client, Identity identity) {
        this.client = client;
        this.identity = identity;
    }

    /** The run's message ends with what was sent and for which effect, so that an adopted run is exactly ours. */
    static String message(Wanted wanted, String configuration) {
        return wanted.message() + " " + mark(wanted, configuration);
    }

    private static String mark(Wanted wanted, String configuration) {
        return "(configuration " + configuration.substring(0, 12) + end(wanted.token());
    }

    /** With what the message of every run of this token ends. */
    static String end(String token) {
        return ", " + token + ")";
    }

    RunId create(Token token, Wanted wanted, String configuration, String version) {
        boolean speculative = wanted.kind() == RunKind.SPECULATIVE;
        String doing = "create a run in the workspace " + wanted.workspace().organization() + "/"
                + wanted.workspace().name();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("message", message(wanted, configuration));
        attributes.put("plan-only", speculative);
        attributes.put("auto-apply", false); // Absent, the workspace's own setting would count.
        Map<String, Object> relationships = Map.of(
                "workspace", one("workspaces", wanted.workspace().id()),
                "configuration-version", one("configuration-versions", version));
        Answer answer = client.send(Call.post(
                token,
                "/runs",
                "runs",
                Map.of("data", Map.of("type", "runs", "attributes", attributes, "relationships", relationships)),
                doing));
        Document.Resource<Attributes.Run> run =
                Json.document(answer, Attributes.Run.class, doing).data();
        run.related("created-by").ifPresent(user -> identity.learn(token, user));
        return new RunId(run.id());
    }

    /** Lists of runs may be read 30 times a minute only, so this is for unknown outcomes alone. */
    Optional<RunId> find(Token token, Wanted wanted, String configuration) {
        return find(token, wanted.workspace(), wanted.kind(), mark(wanted, configuration));
    }

    /** The same whatever was uploaded for it. */
    Optional<RunId> find(Token token, WorkspaceSeen workspace, RunKind kind, String end) {
        boolean speculative = kind == RunKind.SPECULATIVE;
        String doing = "look for a run of an earlier try";
        String us = identity.of(token)
                .orElseThrow(() -> new Outside.Unavailable(
                        "Tidegate could not " + doing + ": HCP Terraform does not tell whose token it uses.", null));
        Answer answer = client.send(Call.get(
                token,
                "/workspaces/{workspace}/runs",
                "workspaces/" + Paths.segment(workspace.id())
                        + "/runs?page%5Bsize%5D=50&filter%5Boperation%5D="
                        + (speculative ? "plan_only" : "plan_and_apply"),
                doing));
        return Json.documents(answer, Attributes.Run.class, doing).data().stream()
                .filter(run -> run.related("created-by").filter(us::equals).isPresent())
                .filter(run -> isAsWanted(run.attributes(), end, speculative))
                .map(run -> new RunId(run.id()))
                .findFirst();
    }

    private static boolean isAsWanted(Attributes.Run run, String end, boolean speculative) {
        return run.message() != null
                && run.message().endsWith(end)
                && run.planOnly() == speculative
                && !run.autoApply()
                && !run.isDestroy()
                && !run.refreshOnly();
    }

    private static Map<String, Object> one(String type, String id) {
        return Map.of("data", Map.of("type", type, "id", id));
    }
}
