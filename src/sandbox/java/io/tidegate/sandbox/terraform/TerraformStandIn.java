package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Faults;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HCP Terraform on this machine: its API on one port, its object store on another, and runs that really execute. With
 * {@code terraform} on the path they execute there; otherwise recorded results are played back, and whatever was never
 * recorded ends {@code errored}. The system property {@code tidegate.sandbox.terraform=none} forces recorded results,
 * {@code tidegate.sandbox.record=FOLDER} writes recordings.
 */
public final class TerraformStandIn implements AutoCloseable {
    private final Cloud cloud;
    private final Holds holds;
    private final Execution execution;
    private final Engine engine;
    private final Notifier notifier;
    private final Gate gate;
    private final Archivist archivist;
    private final StandIn api;

    /** @param port 0 for any free one */
    public TerraformStandIn(int port, Journal journal, Holds holds) {
        this(port, journal, holds, new Faults(), choose());
    }

    public TerraformStandIn(int port, Journal journal, Holds holds, Faults faults) {
        this(port, journal, holds, faults, choose());
    }

    /** Plays recorded results back even where {@code terraform} is installed: quick, and the same each time. */
    public static TerraformStandIn recorded(int port, Journal journal, Holds holds, Faults faults) {
        return new TerraformStandIn(port, journal, holds, faults, new RecordedTerraform());
    }

    TerraformStandIn(int port, Journal journal, Holds holds, Faults faults, Terraform terraform) {
        this.holds = holds;
        cloud = new Cloud(journal, terraform, temporary());
        notifier = new Notifier(journal, () -> List.copyOf(cloud.notifications.values()), this::url);
        execution = new Execution(cloud, holds);
        engine = new Engine(cloud, execution, notifier);
        Subjects subjects = new Subjects(cloud);
        archivist = new Archivist(journal, holds, faults, subjects, cloud.clock, new Objects());
        gate = new Gate(cloud.token, cloud.text(14) + ".atlasv1." + cloud.text(67));
        api = new StandIn("terraform", port, journal, holds, JsonApi::error)
                .gatekeeper(gate::refuse)
                .finisher(gate::finish)
                .faults(faults, subjects::of)
                .route("GET", "/.well-known/terraform.json", request -> discovery())
                .route("GET", "/api/v2/ping", request -> Response.empty(204));
        new WorkspaceEndpoints(cloud, engine).register(api);
        new AccessEndpoints(cloud).register(api);
        new VariableEndpoints(cloud).register(api);
        states().register(api);
        configurations().register(api);
        PlanEndpoints plans = new PlanEndpoints(cloud, archivist);
        plans.register(api);
        new RunEndpoints(cloud, engine, plans).register(api);
        new PolicyEndpoints(cloud, engine).register(api);
        new QueueEndpoints(cloud).register(api);
        new NotificationEndpoints(cloud, notifier).register(api);
        api.start();
    }

    private static Terraform choose() {
        Optional<InstalledTerraform> installed = "none".equals(System.getProperty("tidegate.sandbox.terraform"))
                ? Optional.empty()
                : InstalledTerraform.find();
        String folder = System.getProperty("tidegate.sandbox.record", "");
        if (installed.isEmpty()) {
            return new RecordedTerraform();
        }
        return folder.isEmpty() ? installed.get() : new RecordingTerraform(installed.get(), Path.of(folder));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tidegate-sandbox-terraform");
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox cannot make a temporary directory", e);
        }
    }

    private static Response discovery() {
        return Response.json(200, JsonApi.object().put("tfe.v2", "/api/v2/").put("tfe.v2.1", "/api/v2/"));
    }

    private StateEndpoints states() {
        return new StateEndpoints(cloud, archivist);
    }

    private ConfigurationEndpoints configurations() {
        return new ConfigurationEndpoints(cloud, engine, archivist);
    }

    /** What the archivist's addresses lead to. */
    private final class Objects implements Archivist.Store {
        @Override
        public Response get(String kind, String id, Request request) {
            return switch (kind) {
                case "plan-json" -> json(run(id).planned.json().orElseThrow());
                case "plan-log" -> log(run(id).planLog, request);
                case "apply-log" -> log(run(id).applyLog, request);
                case "state" -> json(states().bytes(id));
                default -> throw new Refusal(404, "no such object");
            };
        }

        @Override
        public Response put(String kind, String id, byte[] body) {
            if (!kind.equals("upload")) {
                throw new Refusal(404, "no such object");
            }
            return configurations().upload(id, body);
        }

        private LiveRun run(String id) {
            return cloud.locked(() -> cloud.run(id));
        }

        private static Response json(byte[] bytes) {
            return Response.bytes(200, "application/json", bytes);
        }

        private static Response log(RunLog log, Request request) {
            int offset = Integer.parseInt(request.query("offset").orElse("0"));
            int limit = Integer.parseInt(request.query("limit").orElse("65536"));
            return Response.bytes(200, "text/plain; charset=utf-8", log.slice(offset, limit));
        }
    }

    public String url() {
        return api.url();
    }

    public String archivistUrl() {
        return archivist.url();
    }

    /** The token of the one team that has access. */
    public String token() {
        return cloud.token;
    }

    /** The user name of that team's own account, which creates and confirms what the token asks for. */
    public String serviceUser() {
        return cloud.service.username();
    }

    /** What executes the runs, in words for people: {@code terraform 1.11.4} or {@code recorded results}. */
    public String executorName() {
        return cloud.terraform.name();
    }

    /** The organisation of that name, made if it is not there yet. */
    public Organization organization(String name) {
        return cloud.organization(name);
    }

    /** @param workingDirectory below the root of what is uploaded; empty for the root */
    public Workspace createWorkspace(String organization, String name, String workingDirectory) {
        Organization owner = cloud.organization(organization);
        Workspace workspace = new Workspace(
                cloud, engine, new Underneath(cloud, engine, execution), holds, owner, name, workingDirectory);
        cloud.locked(() -> {
            cloud.workspaces.put(workspace.id(), workspace);
            owner.add(workspace);
        });
        return workspace;
    }

    /** @throws IllegalArgumentException where there is none of that name */
    public Workspace workspace(String organization, String name) {
        return cloud.organization(organization)
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("no workspace " + organization + "/" + name));
    }

    /** Oldest first, plan-only runs among them. */
    public List<Run> runs(String organization, String workspace) {
        return workspace(organization, workspace).runs();
    }

    public Run run(String id) {
        return cloud.locked(() -> cloud.run(id).snapshot());
    }

    /**
     * Waits until the run has ended.
     *
     * @throws IllegalStateException if it has not within half a minute
     */
    public Run awaitEnd(String id) {
        return cloud.await(() -> cloud.run(id).status.terminal(), "the end of " + id, () -> run(id));
    }

    /** As a person presses the button; refused with 409 like over HTTP when the run is not waiting. */
    public void confirmByHand(String run, String user) {
        cloud.locked(() -> engine.confirm(cloud.run(run), cloud.person(user)));
    }

    public void discardByHand(String run, String user) {
        cloud.locked(() -> engine.discard(cloud.run(run), cloud.person(user)));
    }

    public void cancelByHand(String run, String user) {
        cloud.locked(() -> engine.cancel(cloud.run(run), cloud.person(user)));
    }

    /** What an administrator may do a minute after the run was cancelled and did not stop. */
    public void forceCancelByHand(String run) {
        cloud.locked(() -> engine.forceCancel(cloud.run(run)));
    }

    /** Lets a run go on that a policy or a task has stopped. */
    public void overrideByHand(String run, String user) {
        cloud.locked(() -> engine.override(cloud.run(run), cloud.person(user)));
    }

    /** While it is revoked, the team's token is answered 401 everywhere; restored, it is good again. */
    public void revokeToken(boolean revoked) {
        gate.revoke(revoked);
    }

    /** A token of the organisation's, which manages workspaces and can neither plan nor apply. */
    public String organizationToken() {
        return gate.organizationToken();
    }

    /** How long each plan and each apply waits for a worker. */
    public void queueDelay(Duration delay) {
        cloud.locked(() -> {
            cloud.queueDelay = delay;
        });
    }

    /** The outputs in a workspace's state by name, sensitive ones too. */
    public Map<String, JsonNode> stateOutputs(String organization, String workspace) {
        return workspace(organization, workspace).stateOutputs();
    }

    /** How long each plan and each apply takes at least. */
    public void delay(Duration delay) {
        cloud.locked(() -> {
            cloud.delay = delay;
        });
    }

    /** Requests per second before 429; 30 as HCP Terraform has it, unless set. */
    public void rateLimit(int requestsPerSecond) {
        gate.perSecond(requestsPerSecond);
    }

    /** How many lists of runs are allowed per minute; 30 unless changed. */
    public void listLimit(int requestsPerMinute) {
        gate.listsPerMinute(requestsPerMinute);
    }

    /** Lets time pass for signed addresses and cool-off periods. */
    public void forward(Duration duration) {
        cloud.clock.forward(duration);
    }

    @Override
    public void close() {
        api.close();
        archivist.close();
        notifier.close();
        execution.close();
    }
}
