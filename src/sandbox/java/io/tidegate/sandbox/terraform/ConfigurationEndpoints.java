package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.time.Duration;
import java.util.Map;

/** Configuration versions and what is uploaded to them. */
record ConfigurationEndpoints(Cloud cloud, Engine engine, Archivist archivist) {
    void register(StandIn api) {
        Locked locked = new Locked(cloud);
        api.route("POST", "/api/v2/workspaces/{workspace}/configuration-versions", locked.of(this::create))
                .route("GET", "/api/v2/configuration-versions/{version}", locked.of(this::show));
    }

    private Response create(Request request) {
        Workspace workspace = WorkspaceEndpoints.workspace(cloud, request);
        WorkspaceEndpoints.need(workspace.canQueueRun);
        Attributes attributes = Body.of(request, "configuration-versions")
                .attributes("speculative", "provisional", "auto-queue-runs", "ingress-attributes");
        boolean speculative = attributes.flag("speculative", false);
        boolean provisional = attributes.flag("provisional", false);
        boolean queue = attributes.flag("auto-queue-runs", true);
        if (speculative && provisional) {
            throw new Refusal(422, "A configuration version cannot be both speculative and provisional");
        }
        if (workspace.vcsConnected && !speculative) {
            throw new Refusal(
                    422,
                    "In a workspace with a VCS connection, directly uploaded configuration versions can only be used for"
                            + " speculative plans");
        }
        ConfigurationVersion version =
                new ConfigurationVersion(cloud.id("cv"), workspace, speculative, provisional, queue, cloud.service);
        cloud.configurations.put(version.id, version);
        ObjectNode node = RunDocument.configuration(version);
        // Only this answer has the address.
        ((ObjectNode) node.get("attributes"))
                .put(
                        "upload-url",
                        archivist.address(
                                "upload",
                                version.id,
                                workspace.trouble.uploadsExpired ? Duration.ZERO : Archivist.LONG));
        return JsonApi.one(201, node);
    }

    private Response show(Request request) {
        ConfigurationVersion version = cloud.configurations.get(request.parameter("version"));
        if (version == null) {
            throw new Refusal(404, "");
        }
        WorkspaceEndpoints.need(version.workspace.readable);
        return JsonApi.one(200, RunDocument.configuration(version));
    }

    /** Takes what the archivist received; the archive is judged now, and the verdict is read from the version. */
    Response upload(String id, byte[] body) {
        return cloud.locked(() -> {
            ConfigurationVersion version = cloud.configurations.get(id);
            if (!version.status.equals("pending")) {
                throw new Refusal(409, "something was uploaded here already");
            }
            Trouble trouble = version.workspace.trouble;
            if (trouble.uploadRefusal != 0) {
                throw new Refusal(trouble.uploadRefusal, "the archive is too large");
            }
            try {
                Slug slug = Slug.read(body);
                if (!trouble.configurationError.isEmpty()) {
                    throw new Slug.Illegal(trouble.configurationError);
                }
                engine.uploaded(version, slug);
                cloud.journal.event(
                        "terraform",
                        "upload",
                        Map.of(
                                "configurationVersion",
                                id,
                                "workspace",
                                version.workspace.name(),
                                "bytes",
                                body.length,
                                "paths",
                                slug.entries().keySet().stream().toList()));
                queueRun(version);
            } catch (Slug.Illegal e) {
                version.errored(e.getMessage());
                cloud.journal.event(
                        "terraform", "upload-refused", Map.of("configurationVersion", id, "reason", e.getMessage()));
            }
            return Response.empty(200);
        });
    }

    private void queueRun(ConfigurationVersion version) {
        if (version.autoQueueRuns) {
            Workspace workspace = version.workspace;
            boolean auto = workspace.autoApply && !version.speculative;
            RunOptions options =
                    RunOptions.plain("Configuration uploaded", version.speculative, auto, "tfe-configuration-version");
            engine.create(workspace, version, options, version.createdBy);
        }
    }
}
