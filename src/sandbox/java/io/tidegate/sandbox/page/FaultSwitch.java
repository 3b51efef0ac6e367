package io.tidegate.sandbox.page;

import io.tidegate.sandbox.github.GitHubFaults;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import java.time.Duration;
import java.util.List;

/**
 * One thing that can go wrong, in plain words.
 *
 * @param route as the stand-in names it
 */
record FaultSwitch(String name, String group, String words, String route, Strike strike) {
    private static final String READ = "GitHub, when it is read";
    private static final String TOLD = "GitHub, when it is told something";
    private static final String CLOUD = "HCP Terraform";
    private static final String COMMENTS = "POST /repos/{owner}/{repo}/issues/{number}/comments";
    private static final String CONFIRM = "POST /api/v2/runs/{run}/actions/apply";
    private static final String RUNS = "POST /api/v2/runs";

    private static final List<FaultSwitch> ALL = List.of(
            of("github-502", READ, "GitHub answers 502", "GET /repos*", Strike.refuse(502, "Bad Gateway")),
            of("github-late", READ, "GitHub takes 8 seconds", "GET /repos*", new Strike.Late(Duration.ofSeconds(8))),
            of("github-cut", READ, "half of an answer arrives", "GET /repos*", new Strike.Truncate()),
            of("github-stale", READ, "GitHub answers as before the last change", "GET /repos*", stale()),
            of("github-401", READ, "GitHub does not accept the token", "GET /repos*", GitHubFaults.badCredentials()),
            of("comment-502", TOLD, "a comment is answered with 502", COMMENTS, Strike.refuse(502, "Bad Gateway")),
            of("comment-lost", TOLD, "a comment is made, but the answer is lost", COMMENTS, new Strike.ResetAfter()),
            of(
                    "comment-403",
                    TOLD,
                    "a comment meets a secondary limit",
                    COMMENTS,
                    GitHubFaults.secondaryLimit(Duration.ofSeconds(10))),
            of(
                    "check-500",
                    TOLD,
                    "a check is answered with 500",
                    "POST /repos/{owner}/{repo}/check-runs",
                    Strike.refuse(500, "Server Error")),
            of(
                    "check-403",
                    TOLD,
                    "checks are not permitted",
                    "POST /repos/{owner}/{repo}/check-runs",
                    GitHubFaults.noPermission("checks:write")),
            of("hcp-429", CLOUD, "HCP Terraform answers 429", "*", Strike.refuse(429, "Too many requests")),
            of("run-500", CLOUD, "a run cannot be started: 500", RUNS, Strike.refuse(500, "Internal Server Error")),
            of("run-lost", CLOUD, "a run is started, but the answer is lost", RUNS, new Strike.ResetAfter()),
            of(
                    "confirm-409",
                    CLOUD,
                    "a confirmation is refused: 409",
                    CONFIRM,
                    Strike.refuse(409, "transition not allowed")),
            of("confirm-lost", CLOUD, "a run is confirmed, but the answer is lost", CONFIRM, new Strike.ResetAfter()),
            of("confirm-hang", CLOUD, "a confirmation hangs until you remove this", CONFIRM, new Strike.Hang()),
            of(
                    "plan-404",
                    CLOUD,
                    "the plan as data is not there",
                    "GET /api/v2/plans/{plan}/json-output",
                    Strike.refuse(404, "not found")));

    private static FaultSwitch of(String name, String group, String words, String route, Strike strike) {
        return new FaultSwitch(name, group, words, route, strike);
    }

    private static Strike stale() {
        return new Strike.Stale(Duration.ofSeconds(10));
    }

    static List<String> groups() {
        return List.of(READ, TOLD, CLOUD);
    }

    static List<FaultSwitch> of(String group) {
        return ALL.stream().filter(one -> one.group().equals(group)).toList();
    }

    static FaultSwitch named(String name) {
        return ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault «" + name + "»"));
    }

    Fault fault(int times) {
        return new Fault(route, "", strike, 0, times);
    }

    /** A fault as its switch words it; one that a test added, as it is written. */
    static String words(Fault fault) {
        return ALL.stream()
                .filter(one -> one.route().equals(fault.route()) && one.strike().equals(fault.strike()))
                .findFirst()
                .map(FaultSwitch::words)
                .orElse(fault.route() + ": " + fault.strike());
    }
}
