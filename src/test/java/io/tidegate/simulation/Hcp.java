package io.tidegate.simulation;

import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.StateChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** HCP Terraform's side of the simulated world: workspaces with a state, and runs, of which one real one has a workspace. */
final class Hcp {
    final Map<RunId, RunInHcp> runs = new LinkedHashMap<>();
    /** By environment: path to content as applied. */
    private final Map<String, SortedMap<String, String>> states = new HashMap<>();

    final Map<String, StateChange> changed = new HashMap<>();
    private final Clock clock;
    private final Story story;
    private final Random random;
    private int drifts;
    private boolean calm;

    Hcp(Clock clock, Story story, Random random, List<String> environments) {
        this.clock = clock;
        this.story = story;
        this.random = random;
        environments.forEach(name -> states.put(name, new TreeMap<>(Map.of(GitHub.path(name), name + " v0"))));
    }

    /** Nothing fails there any more. */
    void calm() {
        calm = true;
    }

    RunInHcp get(RunId id) {
        return Objects.requireNonNull(runs.get(id), id.text());
    }

    RunInHcp starts(
            String environment, RunKind kind, String commit, String token, int pull, SortedMap<String, String> files) {
        RunId id = new RunId("run-" + (runs.size() + 1));
        RunInHcp run = new RunInHcp(id, environment, kind, commit, token, pull, files);
        runs.put(id, run);
        story.tell("    HCP Terraform has " + run);
        return run;
    }

    /** Somebody changes something by hand. */
    void drifts(String environment) {
        Objects.requireNonNull(states.get(environment)).put(GitHub.path(environment), "by hand " + ++drifts % 3);
    }

    List<RunInHcp> moving() {
        return runs.values().stream()
                .filter(run -> !run.over() && !run.status.equals("planned"))
                .toList();
    }

    Optional<RunInHcp> holding(String environment) {
        return runs.values().stream()
                .filter(run -> run.environment.equals(environment) && run.kind == RunKind.REAL)
                .filter(run -> !run.over() && !run.status.equals("pending"))
                .findFirst();
    }

    /** One step further; a real run waits until no other has its workspace. */
    void advances(RunInHcp run) {
        String before = run.status;
        run.status = switch (run.status) {
            case "pending" -> run.kind == RunKind.REAL && !isNext(run) ? "pending" : "planning";
            case "planning" -> planned(run);
            case "confirmed" -> "applying";
            case "applying" -> applied(run);
            default -> run.status;
        };
        if (!before.equals(run.status)) {
            story.tell(run + " was " + before);
        }
    }

    private boolean isNext(RunInHcp run) {
        return holding(run.environment).isEmpty()
                && runs.values().stream()
                        .filter(one -> one.environment.equals(run.environment) && one.kind == RunKind.REAL)
                        .filter(one -> one.status.equals("pending"))
                        .findFirst()
                        .filter(first -> first == run)
                        .isPresent();
    }

    private String planned(RunInHcp run) {
        if (!calm && random.nextInt(25) == 0) {
            return "errored";
        }
        SortedMap<String, String> state = Objects.requireNonNull(states.get(run.environment));
        SortedMap<String, RunInHcp.Change> plan = new TreeMap<>();
        run.files.forEach((path, content) -> {
            if (!content.equals(state.get(path))) {
                plan.put(path, new RunInHcp.Change(state.get(path), content));
            }
        });
        run.plan = plan;
        return plan.isEmpty() || run.kind == RunKind.SPECULATIVE ? "planned_and_finished" : "planned";
    }

    private String applied(RunInHcp run) {
        if (!calm && random.nextInt(10) == 0) {
            return "errored";
        }
        Objects.requireNonNull(run.plan)
                .forEach((path, change) ->
                        Objects.requireNonNull(states.get(run.environment)).put(path, change.to()));
        changed.put(
                run.environment,
                new StateChange(run.id, "https://hcp.example/" + run.id, null, run.ours(), clock.instant()));
        return "applied";
    }

    /** Whoever confirms, the run must wait for it. */
    boolean confirms(RunInHcp run, String by) {
        if (!run.status.equals("planned")) {
            return false;
        }
        run.status = "confirmed";
        run.confirmedBy = by;
        run.confirmedAt = clock.instant();
        return true;
    }

    void stops(RunInHcp run) {
        run.status = switch (run.status) {
            case "planned" -> "discarded";
            case "pending", "planning" -> "canceled";
            default -> run.status;
        };
    }

    List<RunInHcp> where(String environment, String status) {
        List<RunInHcp> found = new ArrayList<>(runs.values());
        found.removeIf(run -> !run.environment.equals(environment) || !run.status.equals(status));
        return found;
    }
}
