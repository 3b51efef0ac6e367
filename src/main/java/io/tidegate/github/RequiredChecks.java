package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Outside;
import io.tidegate.gate.RequiredCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a branch requires besides our own checks, and how it stands on a head. Rulesets and classic protection are two
 * lists; the second is read from the branch's summary, since the whole of it would need administration rights.
 */
final class RequiredChecks {
    private static final Set<String> PASSING = Set.of("success", "neutral", "skipped");
    private final RepositoryCalls calls;
    private final long app;

    RequiredChecks(RepositoryCalls calls, long app) {
        this.calls = calls;
        this.app = app;
    }

    /** @param source the app that must report it; 0 for any */
    record Required(String name, long source) {}

    /** All that the branch requires, our own checks among them. */
    Set<Required> required(String branch) {
        Set<Required> required = new LinkedHashSet<>();
        classic(branch, required);
        rules(branch, required);
        return required;
    }

    List<RequiredCheck> on(String branch, String head) {
        Set<Required> required = required(branch);
        required.removeIf(this::ours);
        if (required.isEmpty()) {
            return List.of();
        }
        List<JsonNode> runs = calls.all("/commits/" + head + "/check-runs?filter=latest&per_page=100", "check_runs");
        List<JsonNode> statuses = calls.all("/commits/" + head + "/status?per_page=100", "statuses");
        return required.stream().map(check -> judge(check, runs, statuses)).toList();
    }

    private void classic(String branch, Set<Required> required) {
        JsonNode checks = Fields.at(
                calls.get("/branches/" + RepositoryCalls.escape(branch)), "protection.required_status_checks");
        if (checks.path("enforcement_level").asText("").equals("off")) {
            return;
        }
        Set<String> sourced = new LinkedHashSet<>();
        for (JsonNode check : checks.path("checks")) {
            String name = Fields.text(check, "context");
            sourced.add(name);
            required.add(new Required(name, Math.max(0, check.path("app_id").asLong(0))));
        }
        for (JsonNode context : checks.path("contexts")) {
            if (!sourced.contains(context.asText())) {
                required.add(new Required(context.asText(), 0));
            }
        }
    }

    private void rules(String branch, Set<Required> required) {
        List<JsonNode> rules;
        try {
            rules = calls.all("/rules/branches/" + RepositoryCalls.escape(branch) + "?per_page=100", "");
        } catch (Outside.Refused e) {
            // Accounts without rulesets (a private repository on a free plan, an old Enterprise Server) have none.
            boolean without = String.valueOf(e.getMessage()).contains("Upgrade to")
                    || String.valueOf(e.getMessage()).contains("answered 404");
            if (without) {
                return;
            }
            throw e;
        }
        for (JsonNode rule : rules) {
            if (Fields.text(rule, "type").equals("required_status_checks")) {
                for (JsonNode check : Fields.at(rule, "parameters.required_status_checks")) {
                    long source = Math.max(0, check.path("integration_id").asLong(0));
                    required.add(new Required(Fields.text(check, "context"), source));
                }
            }
        }
    }

    private static long app(JsonNode run) {
        return run.path("app").path("id").asLong(0);
    }

    private boolean ours(Required check) {
        boolean named = check.name().equals("tidegate") || check.name().startsWith("tidegate/");
        return named && (check.source() == 0 || check.source() == app);
    }

    /**
     * A check run and a status of the same name must both pass, as GitHub has it. Where a rule names no app, the newest
     * run of every app of that name must: which of them was meant, nobody says.
     */
    static RequiredCheck judge(Required check, List<JsonNode> runs, List<JsonNode> statuses) {
        List<String> states = new ArrayList<>();
        Map<Long, JsonNode> newest = new TreeMap<>();
        runs.stream()
                .filter(run -> Fields.text(run, "name").equals(check.name()))
                .filter(run -> check.source() == 0 || app(run) == check.source())
                .sorted(Comparator.comparingLong(run -> Fields.id(run, "id")))
                .forEach(run -> newest.put(app(run), run));
        newest.values()
                .forEach(run -> states.add(
                        Fields.text(run, "status").equals("completed")
                                ? Fields.optional(run, "conclusion").orElse("unknown")
                                : "pending"));
        // A status does not tell which app set it, so it cannot stand for a check that is pinned to one.
        statuses.stream()
                .filter(status ->
                        check.source() == 0 && Fields.text(status, "context").equals(check.name()))
                .forEach(status -> states.add(Fields.text(status, "state")));
        if (states.isEmpty()) {
            return new RequiredCheck(check.name(), false, "missing");
        }
        Optional<String> failing =
                states.stream().filter(state -> !PASSING.contains(state)).findFirst();
        return new RequiredCheck(check.name(), failing.isEmpty(), failing.orElse(states.getFirst()));
    }
}
