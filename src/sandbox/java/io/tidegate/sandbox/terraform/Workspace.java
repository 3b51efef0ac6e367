package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.http.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A workspace, with the switches that tests and the story turn. Its fields are guarded by the cloud's lock. */
public final class Workspace {
    /** @param run the run that holds it; empty for a lock by hand */
    record Lock(User user, Optional<LiveRun> run, String reason) {}

    final String id;
    final Organization organization;
    final Map<String, Variable> variables = new LinkedHashMap<>();
    final List<String> tags = new ArrayList<>();
    final Map<String, String> bindings = new LinkedHashMap<>();
    /** Oldest first. */
    final List<StateVersion> states = new ArrayList<>();

    private String name;
    final Trouble trouble;
    private final Cloud cloud;
    private final Engine engine;
    private final Underneath underneath;
    String workingDirectory;
    String executionMode = "remote";
    boolean autoApply;
    boolean autoApplyRunTrigger;
    boolean vcsConnected;
    boolean applyFails;
    boolean costEstimation;
    boolean readable = true;
    boolean canQueueRun = true;
    boolean canQueueApply = true;
    boolean admin = true;
    /** Workspaces whose applies start runs here. */
    final List<String> triggers = new ArrayList<>();
    /** Teams by name, with their level of access. */
    final Map<String, String> teams = new LinkedHashMap<>();

    boolean teamsShown = true;
    Optional<ConfigurationVersion> current = Optional.empty();
    Optional<LiveRun> running = Optional.empty();
    Optional<Lock> lock = Optional.empty();

    Workspace(
            Cloud cloud,
            Engine engine,
            Underneath underneath,
            Holds holds,
            Organization organization,
            String name,
            String workingDirectory) {
        this.id = cloud.id("ws");
        this.cloud = cloud;
        this.engine = engine;
        this.underneath = underneath;
        this.organization = organization;
        this.name = name;
        this.workingDirectory = workingDirectory;
        this.trouble = new Trouble(cloud, engine, holds, this);
    }

    public String id() {
        return id;
    }

    public String name() {
        return cloud.locked(() -> name);
    }

    /** The switches for what HCP Terraform itself may come to. */
    public Trouble trouble() {
        return trouble;
    }

    /** Under its old name it is not found any more, as if it had never been. */
    public void rename(String other) {
        cloud.locked(() -> {
            organization.remove(this);
            name = other;
            organization.add(this);
        });
    }

    /** With it go its runs and all that hangs on them, as far as anybody can see. */
    public void delete() {
        cloud.locked(() -> {
            readable = false;
            organization.remove(this);
            cloud.workspaces.remove(id);
        });
    }

    /** Sets a Terraform variable to a string. */
    public void setVariable(String key, String value, boolean sensitive) {
        setVariable(new Variable(cloud.id("var"), key, value, "terraform", sensitive, false));
    }

    /** Sets an environment variable of the runs, such as {@code TF_CLI_ARGS_plan}. */
    public void setEnvironmentVariable(String key, String value, boolean sensitive) {
        setVariable(new Variable(cloud.id("var"), key, value, "env", sensitive, false));
    }

    private void setVariable(Variable variable) {
        cloud.locked(() -> {
            variables.put(variable.name(), variable);
        });
    }

    /** By their names, with their values. */
    public Map<String, String> environmentVariables() {
        return cloud.locked(() -> variables().stream()
                .filter(variable -> variable.category().equals("env"))
                .collect(Collectors.toMap(Variable::key, Variable::value)));
    }

    /** Lets applies of another workspace start runs in this one, as far as anybody can see. */
    public void triggeredBy(String other) {
        cloud.locked(() -> {
            triggers.add(other);
        });
    }

    /** @param access {@code read}, {@code plan}, {@code write} or {@code admin} */
    public void grant(String team, String access) {
        cloud.locked(() -> {
            teams.put(team, access);
        });
    }

    /** Whether the token may see which teams have access. */
    public void teamsShown(boolean shown) {
        cloud.locked(() -> {
            teamsShown = shown;
        });
    }

    /** A tag with a value, of the workspace itself. */
    public void tag(String key, String value) {
        cloud.locked(() -> {
            bindings.put(key, value);
        });
    }

    public void tag(String tag) {
        cloud.locked(() -> {
            tags.add(tag);
        });
    }

    public void autoApply(boolean on) {
        cloud.locked(() -> {
            autoApply = on;
        });
    }

    public void autoApplyRunTrigger(boolean on) {
        cloud.locked(() -> {
            autoApplyRunTrigger = on;
        });
    }

    /** {@code remote}, {@code agent} or {@code local}. */
    public void executionMode(String mode) {
        cloud.locked(() -> {
            executionMode = mode;
        });
    }

    public void vcsRepo(boolean connected) {
        cloud.locked(() -> {
            vcsConnected = connected;
        });
    }

    public void costEstimation(boolean on) {
        cloud.locked(() -> {
            costEstimation = on;
        });
    }

    /** What the team token may do here; without {@code admin} the plan JSON is not found. */
    public void permissions(boolean canQueueRun, boolean canQueueApply, boolean admin) {
        cloud.locked(() -> {
            this.canQueueRun = canQueueRun;
            this.canQueueApply = canQueueApply;
            this.admin = admin;
        });
    }

    /** Whether the team token can see the workspace at all. */
    public void readable(boolean readable) {
        cloud.locked(() -> {
            this.readable = readable;
        });
    }

    /** @throws IllegalStateException if it is locked already */
    public void lockByHand(String user, String reason) {
        cloud.locked(() -> new Locks(engine).lock(this, cloud.person(user), reason));
    }

    /** As somebody in that team does, with the team's token. */
    public void lockByTeam(String team, String reason) {
        cloud.locked(() -> new Locks(engine).lock(this, cloud.team(team), reason));
    }

    public void unlockByHand() {
        cloud.locked(() -> new Locks(engine).unlock(this));
    }

    /** Applies a configuration outside of any run, so that there is a state to begin with. */
    public void seed(Map<String, byte[]> files) {
        underneath.seed(this, Slug.of(files));
    }

    /**
     * Changes the infrastructure underneath, as somebody with the state in their hands would: applies the current
     * configuration with other values, outside of any run and without asking for the lock.
     */
    public void changeState(Map<String, String> values) {
        underneath.changeState(this, values);
    }

    /** Starts a real run by a person, of these files or, with null, of the current configuration. */
    public Run foreignRun(String user, Map<String, byte[]> files, String message) {
        return cloud.locked(() -> {
            ConfigurationVersion version = files == null
                    ? current.orElseThrow(() -> new IllegalStateException(name + " has no configuration yet"))
                    : engine.configuration(this, Slug.of(files), cloud.person(user));
            RunOptions options = RunOptions.plain(message, false, autoApply, "tfe-ui");
            return engine.create(this, version, options, cloud.person(user)).snapshot();
        });
    }

    /** The next apply fails half-way through nothing: its log says so, and the state stays as it is. */
    public void failNextApply(boolean fails) {
        cloud.locked(() -> {
            applyFails = fails;
        });
    }

    /**
     * What a person can switch here, as it stands.
     *
     * @param lockedBy who holds the workspace: a user's name or a run's id
     */
    public record Settings(
            boolean autoApply, boolean vcs, boolean applyFails, Optional<String> lockedBy, boolean byRun) {}

    public Settings settings() {
        return cloud.locked(() -> new Settings(
                autoApply,
                vcsConnected,
                applyFails,
                lock.map(
                        held -> held.run().map(run -> run.id).orElse(held.user().username())),
                lock.flatMap(Lock::run).isPresent()));
    }

    /** Oldest first. */
    public List<Run> runs() {
        return cloud.locked(() -> cloud.runs(this).map(LiveRun::snapshot).toList());
    }

    /** The outputs in the current state by name, sensitive ones too. */
    public Map<String, JsonNode> stateOutputs() {
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> output :
                stateDocument().path("outputs").properties()) {
            outputs.put(output.getKey(), output.getValue().path("value"));
        }
        return outputs;
    }

    /** The current state as Terraform wrote it; an empty object where there is none. */
    public JsonNode stateDocument() {
        return cloud.locked(
                () -> states.isEmpty() ? JsonApi.object() : states.getLast().document());
    }

    /** The current state's bytes; none where there is no state. */
    byte[] state() {
        return states.isEmpty() ? new byte[0] : states.getLast().content();
    }

    void state(byte[] content, User user, Optional<LiveRun> run) {
        if (content.length == 0 || Arrays.equals(content, state())) {
            return;
        }
        states.add(new StateVersion(cloud.id("sv"), this, content, user, run, Instant.now()));
    }

    /**
     * Takes a state that the token's account brings.
     *
     * @throws Refusal 409 unless that account holds the lock, or where the state does not follow the current one
     */
    StateVersion bring(byte[] content, long serial, String lineage) {
        if (lock.filter(held -> held.run().isEmpty() && held.user() == cloud.service)
                .isEmpty()) {
            throw new Refusal(409, "The workspace must be locked by whoever creates a state version");
        }
        StateVersion brought =
                new StateVersion(cloud.id("sv"), this, content, cloud.service, Optional.empty(), Instant.now());
        if (brought.serial() != serial
                || !lineage.isEmpty() && !brought.lineage().equals(lineage)) {
            throw new Refusal(422, "Serial and lineage must be those of the state");
        }
        if (!states.isEmpty()) {
            StateVersion current = states.getLast();
            if (!current.lineage().equals(brought.lineage())) {
                throw new Refusal(409, "The state has another lineage than the current one");
            }
            if (serial < current.serial()
                    || serial == current.serial() && !current.md5().equals(brought.md5())) {
                throw new Refusal(
                        409, "The state's serial " + serial + " conflicts with the current " + current.serial());
            }
        }
        states.add(brought);
        cloud.journal.event("terraform", "state-brought", Map.of("workspace", name, "serial", serial));
        return brought;
    }

    /** The run whose turn it is, be it that a lock keeps it pending: Terraform's command line relies on that. */
    Optional<LiveRun> currentRun() {
        return running.or(() -> cloud.runs(this)
                .filter(run -> run.status == RunStatus.PENDING && !run.options.planOnly())
                .findFirst());
    }

    List<Variable> variables() {
        return List.copyOf(variables.values());
    }
}
