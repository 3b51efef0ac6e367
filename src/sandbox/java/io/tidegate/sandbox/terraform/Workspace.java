package io.tidegate.sandbox.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace, with the switches that tests and the story turn. Its fields are guarded by the cloud's lock. */
public final class Workspace {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param run the run that holds it; empty for a lock by hand */
    record Lock(User user, Optional<LiveRun> run, String reason) {}

    final String id;
    final Organization organization;
    final Map<String, Variable> variables = new LinkedHashMap<>();
    final List<String> tags = new ArrayList<>();
    private final String name;
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
    byte[] state = new byte[0];
    Optional<ConfigurationVersion> current = Optional.empty();
    Optional<LiveRun> running = Optional.empty();
    Optional<Lock> lock = Optional.empty();

    Workspace(
            Cloud cloud,
            Engine engine,
            Underneath underneath,
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
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
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
            variables.put(variable.category() + " " + variable.key(), variable);
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
    public record Settings(boolean autoApply, boolean vcs, boolean applyFails, Optional<String> lockedBy, boolean byRun) {}

    public Settings settings() {
        return cloud.locked(() -> new Settings(
                autoApply,
                vcsConnected,
                applyFails,
                lock.map(held -> held.run().map(run -> run.id).orElse(held.user().username())),
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
        byte[] document = cloud.locked(() -> state);
        try {
            return document.length == 0 ? JSON.createObjectNode() : JSON.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of " + name + " is not JSON", e);
        }
    }

    List<Variable> variables() {
        return List.copyOf(variables.values());
    }
}
