package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** States and their outputs: read by who may, and brought by whoever holds the workspace's lock. */
record StateEndpoints(Cloud cloud, Archivist archivist) {
    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("GET", "/api/v2/workspaces/{workspace}/current-state-version", locked.of(this::current))
                .route(
                        "GET",
                        "/api/v2/workspaces/{workspace}/current-state-version-outputs",
                        locked.of(this::currentOutputs))
                .route("POST", "/api/v2/workspaces/{workspace}/state-versions", locked.of(this::create))
                .route("GET", "/api/v2/state-versions", locked.of(this::list))
                .route(
                        "GET",
                        "/api/v2/state-versions/{state}",
                        locked.of(r -> JsonApi.one(200, document(find(r.parameter("state"))))))
                .route("GET", "/api/v2/state-versions/{state}/outputs", locked.of(this::outputs))
                .route("GET", "/api/v2/state-version-outputs/{output}", locked.of(this::output));
    }

    private Response current(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin && !workspace.states.isEmpty());
        return JsonApi.one(200, document(workspace.states.getLast()));
    }

    /** Whoever can read the workspace may read its outputs; the values of sensitive ones only one at a time. */
    private Response currentOutputs(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(!workspace.states.isEmpty());
        return outputs(request, workspace.states.getLast());
    }

    private Response outputs(Request request) {
        return outputs(request, find(request.parameter("state")));
    }

    private Response outputs(Request request, StateVersion state) {
        List<String> names = new ArrayList<>();
        state.document().path("outputs").fieldNames().forEachRemaining(names::add);
        return JsonApi.page(request, names, name -> output(state, name, false));
    }

    /** Its id is made of the state's and of the output's place there. */
    private Response output(Request request) {
        String[] id = request.parameter("output").replaceFirst("^wsout-", "sv-").split("\\.", 2);
        StateVersion state = find(id[0]);
        List<String> names = new ArrayList<>();
        state.document().path("outputs").fieldNames().forEachRemaining(names::add);
        Optional<String> name = names.stream()
                .filter(n -> id.length == 2 && outputId(state, n).endsWith("." + id[1]))
                .findFirst();
        return JsonApi.one(200, output(state, name.orElseThrow(() -> new Refusal(404, "")), true));
    }

    private static String outputId(StateVersion state, String name) {
        return "wsout-" + state.id().substring(3) + "." + Integer.toHexString(name.hashCode());
    }

    private static ObjectNode output(StateVersion state, String name, boolean revealed) {
        JsonNode output = state.document().path("outputs").path(name);
        boolean sensitive = output.path("sensitive").asBoolean();
        ObjectNode attributes = JsonApi.object().put("name", name).put("sensitive", sensitive);
        attributes.put("type", type(output.path("type")));
        attributes.set("detailed-type", output.path("type"));
        attributes.set("value", sensitive && !revealed ? null : output.path("value"));
        return JsonApi.resource("state-version-outputs", outputId(state, name), attributes);
    }

    private static String type(JsonNode type) {
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "bool" -> "boolean";
            case "tuple", "list", "set" -> "array";
            case "object", "map" -> "object";
            case "number" -> "number";
            default -> "string";
        };
    }

    private Response list(Request request) {
        String organization = request.query("filter[organization][name]").orElse("");
        String name = request.query("filter[workspace][name]").orElse("");
        Workspace workspace = cloud.existing(organization)
                .flatMap(found -> found.find(name))
                .filter(found -> found.readable && found.admin)
                .orElseThrow(() -> new Refusal(404, ""));
        return JsonApi.page(request, workspace.states.reversed(), this::document);
    }

    private StateVersion find(String id) {
        return states().filter(state -> state.id().equals(id))
                .filter(state -> state.workspace().readable && state.workspace().admin)
                .findFirst()
                .orElseThrow(() -> new Refusal(404, ""));
    }

    private Stream<StateVersion> states() {
        return cloud.workspaces.values().stream().flatMap(workspace -> workspace.states.stream());
    }

    private Response create(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.admin);
        Body body = Body.of(request, "state-versions");
        Attributes attributes = body.attributes(
                "serial", "md5", "lineage", "state", "json-state", "json-state-outputs", "force", "intermediate");
        long serial = attributes.required("serial", JsonNode::isIntegralNumber).asLong();
        String md5 = attributes.required("md5", JsonNode::isTextual).asText();
        byte[] content = content(attributes.text("state", ""));
        if (!StateVersion.md5(content).equals(md5)) {
            throw new Refusal(422, "MD5 does not match the state");
        }
        return JsonApi.one(201, document(workspace.bring(content, serial, attributes.text("lineage", ""))));
    }

    private static byte[] content(String encoded) {
        if (encoded.isEmpty()) {
            throw new Refusal(422, "State can't be blank: uploading it afterwards is not supported here");
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "State is not encoded in base64");
        }
    }

    private ObjectNode document(StateVersion state) {
        JsonNode content = state.document();
        ObjectNode attributes = JsonApi.object();
        attributes.put("created-at", state.createdAt().toString()).put("size", state.content().length);
        attributes.put("serial", state.serial()).put("status", "finalized").put("intermediate", false);
        attributes.put("state-version", content.path("version").asInt());
        attributes.put("terraform-version", content.path("terraform_version").asText());
        attributes.put("resources-processed", true);
        attributes.put("hosted-state-download-url", archivist.address("state", state.id(), Archivist.LONG));
        attributes
                .putNull("hosted-json-state-download-url")
                .putNull("vcs-commit-sha")
                .putNull("vcs-commit-url");
        ObjectNode node = JsonApi.resource("state-versions", state.id(), attributes);
        JsonApi.relate(node, "workspace", "workspaces", state.workspace().id);
        JsonApi.relate(node, "created-by", "users", state.createdBy().id());
        state.run()
                .ifPresentOrElse(
                        run -> JsonApi.relate(node, "run", "runs", run.id), () -> JsonApi.relateNothing(node, "run"));
        List<String> outputs = new ArrayList<>();
        content.path("outputs").fieldNames().forEachRemaining(name -> outputs.add(outputId(state, name)));
        JsonApi.relateList(node, "outputs", "state-version-outputs", outputs);
        node.putObject("links").put("self", "/api/v2/state-versions/" + state.id());
        return node;
    }

    /** The bytes behind the address of a state. */
    byte[] bytes(String id) {
        return cloud.locked(() -> states().filter(state -> state.id().equals(id))
                .findFirst()
                .map(StateVersion::content)
                .orElseThrow(() -> new Refusal(404, "no such object")));
    }
}
