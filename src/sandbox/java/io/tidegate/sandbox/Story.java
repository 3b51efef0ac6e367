package io.tidegate.sandbox;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.github.Repo;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Plays a pull request from its opening to its on-merge apply without a person. People act in it; everything that
 * Tidegate must do is read from the journal, never assumed.
 */
public final class Story {
    private final Sandbox sandbox;
    private final Repo repository;
    private final PrintStream out;
    private final Duration patience;
    private long seen;
    private int number;

    /** @param patience how long a step may take */
    public Story(Sandbox sandbox, PrintStream out, Duration patience) {
        this.sandbox = sandbox;
        this.repository = sandbox.repository();
        this.out = out;
        this.patience = patience;
    }

    /** @return the first step that did not happen; empty when all did */
    public Optional<String> play() {
        try {
            open();
            refusedApply();
            review();
            apply();
            merge();
            return Optional.empty();
        } catch (Missing missing) {
            out.println("  ✗ " + missing.getMessage());
            return Optional.of(missing.getMessage());
        }
    }

    /** Opens the story's pull request and waits until it was planned and shown. */
    public int open() {
        number = repository.openPullRequest(
                sandbox.author(),
                "second-monitoring-node",
                "A second monitoring node for dev and stage",
                SeededRepository.change());
        act("lee opens #" + number + ": " + repository.pullRequest(number).title());
        for (String environment : List.of("dev", "stage")) {
            step("plans " + environment, run("run-created", environment).and(fact("planOnly", "true")));
            step(
                    "the plan of " + environment + " finishes",
                    run("run-status", environment).and(fact("status", "planned_and_finished")));
            step("check tidegate/" + environment + " shows it", check("tidegate/" + environment, "success"));
        }
        step("the living comment shows the plans", this::commentShowsPlans);
        step("the check tidegate says what must be applied before the merge", check("tidegate", "failure"));
        return number;
    }

    private void refusedApply() {
        say(sandbox.author().login(), "/apply dev");
        repository.comment(sandbox.author(), number, "/apply dev");
        step("acknowledges it", kind("reaction"));
        step("refuses it and lists every gate", reply("dev was not applied"));
    }

    private void review() {
        // The comment must have been showing the plan for 30 s before a review speaks of it.
        sandbox.clock().forward(Duration.ofSeconds(60));
        act("ann reads the plans for a minute and approves");
        repository.review(sandbox.reviewer(), number, "APPROVE", "Two nodes it is.");
        step("counts the approval", this::commentCountsApproval);
    }

    private void apply() {
        say(sandbox.author().login(), "/apply dev");
        repository.comment(sandbox.author(), number, "/apply dev");
        next("starts a real run of dev", run("run-created", "dev").and(fact("planOnly", "false")));
        next("reads its plan and compares it", request("GET", "/json-output"));
        next("reads the evidence again", request("GET", "/pulls/" + number + "/reviews"));
        next("confirms exactly that run", run("run-confirmed", "dev"));
        next("dev is applied", run("applied", "dev"));
        step("answers that dev was applied", reply("dev was applied"));
        step("records the deployment", kind("deployment-status").and(fact("state", "success")));
        step("check tidegate allows the merge", check("tidegate", "success"));
    }

    private void merge() {
        act("lee merges #" + number);
        repository.merge(sandbox.author(), number);
        next(
                "starts a real run of stage from the default branch",
                run("run-created", "stage").and(fact("planOnly", "false")));
        next("reads its plan and compares it", request("GET", "/json-output"));
        next("reads the evidence again", request("GET", "/pulls/" + number + "/reviews"));
        next("confirms it after the comparison", run("run-confirmed", "stage"));
        next("stage is applied by the merge", run("applied", "stage"));
        step("answers that stage was applied", reply("stage was applied"));
    }

    private void act(String what) {
        seen = sandbox.journal().since(0).size();
        out.println(what);
    }

    private void say(String who, String command) {
        act(who + " comments " + command);
    }

    /** As {@link #step}, and only after what the step before waited for. */
    private void next(String name, Predicate<Entry> happened) {
        seen = Math.max(seen, step(name, happened).number());
    }

    /** Waits for an entry since the last act of a person, and prints it as the journal has it. */
    private Entry step(String name, Predicate<Entry> happened) {
        Instant deadline = Instant.now().plus(patience);
        Optional<Entry> entry = find(happened);
        while (entry.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new Missing(name);
            }
            sandbox.journal().await(Duration.ofMillis(200));
            entry = find(happened);
        }
        out.println("  ✓ " + name + "  (journal " + entry.get().number() + ": " + described(entry.get()) + ")");
        return entry.get();
    }

    private Optional<Entry> find(Predicate<Entry> happened) {
        return sandbox.journal().since(seen).stream().filter(happened).findFirst();
    }

    private static String described(Entry entry) {
        if (entry.kind().equals("request")) {
            return entry.side() + " " + entry.fact("method") + " " + entry.fact("path") + " " + entry.fact("status");
        }
        String subject = entry.fact("run").isEmpty() ? entry.fact("name") : entry.fact("run");
        return entry.side() + " " + entry.kind() + (subject.isEmpty() ? "" : " " + subject);
    }

    private static Predicate<Entry> kind(String kind) {
        return entry -> entry.kind().equals(kind);
    }

    private static Predicate<Entry> fact(String name, String value) {
        return entry -> entry.fact(name).equals(value);
    }

    private static Predicate<Entry> run(String kind, String environment) {
        return kind(kind).and(fact("workspace", SeededRepository.workspace(environment)));
    }

    private static Predicate<Entry> check(String name, String conclusion) {
        return kind("check-run").and(fact("name", name)).and(fact("conclusion", conclusion));
    }

    private static Predicate<Entry> request(String method, String pathEnd) {
        return kind("request")
                .and(fact("method", method))
                .and(entry -> entry.fact("path").endsWith(pathEnd));
    }

    private Predicate<Entry> reply(String words) {
        return kind("comment-created")
                .and(entry -> comments(words).stream()
                        .anyMatch(comment -> String.valueOf(comment.id()).equals(entry.fact("id"))));
    }

    private List<Repo.Comment> comments(String words) {
        return repository.comments(number).stream()
                .filter(comment -> comment.author().equals("tidegate[bot]"))
                .filter(comment -> comment.body().contains(words))
                .toList();
    }

    private boolean commentShowsPlans(Entry entry) {
        return entry.kind().startsWith("comment-")
                && comments("<!-- tidegate:summary -->").stream()
                        .anyMatch(c -> c.body().contains("plan <code>"));
    }

    private boolean commentCountsApproval(Entry entry) {
        return entry.kind().equals("comment-edited")
                && !comments("1 of 1 by ann").isEmpty();
    }

    /** A step that did not happen in time. */
    private static final class Missing extends RuntimeException {
        Missing(String step) {
            super(step);
        }
    }
}
