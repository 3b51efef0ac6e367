package io.tidegate.sandbox;

import static io.tidegate.sandbox.Telling.check;
import static io.tidegate.sandbox.Telling.fact;
import static io.tidegate.sandbox.Telling.kind;
import static io.tidegate.sandbox.Telling.request;
import static io.tidegate.sandbox.Telling.run;

import io.tidegate.sandbox.github.Repo;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays the main job without a person, in two acts: a pull request from its opening to its on-merge apply, and two pull
 * requests that meet at one environment. People act in it; everything that Tidegate must do is read from the journal,
 * never assumed.
 */
public final class Story {
    private final Sandbox sandbox;
    private final Repo repository;
    private final Telling telling;
    private int number;

    /** @param patience how long a step may take */
    public Story(Sandbox sandbox, PrintStream out, Duration patience) {
        this.sandbox = sandbox;
        this.repository = sandbox.repository();
        this.telling = new Telling(sandbox, out, patience);
    }

    /** @return the first step that did not happen; empty when all did */
    public Optional<String> play() {
        try {
            open();
            refusedApply();
            review();
            apply();
            merge();
            new SecondAct(telling).play();
            return Optional.empty();
        } catch (Telling.Missing missing) {
            telling.missing(missing);
            return Optional.of(missing.getMessage());
        }
    }

    /** Opens the story's pull request and waits until it was planned and shown. */
    public int open() {
        String title = "A second monitoring node for dev and stage";
        telling.act("lee opens: " + title);
        number = repository.openPullRequest(
                sandbox.author(), "second-monitoring-node", title, SeededRepository.change());
        for (String environment : List.of("dev", "stage")) {
            telling.step("plans " + environment, run("run-created", environment).and(fact("planOnly", "true")));
            telling.step(
                    "the plan of " + environment + " finishes",
                    run("run-status", environment).and(fact("status", "planned_and_finished")));
            telling.step("check tidegate/" + environment + " shows it", check("tidegate/" + environment, "success"));
        }
        telling.step("the living comment shows the plans", telling.living(number, "plan <code>"));
        telling.step("the check tidegate says what must be applied before the merge", check("tidegate", "failure"));
        return number;
    }

    private void refusedApply() {
        telling.says(sandbox.author(), number, "/apply dev");
        telling.step("acknowledges it", kind("reaction"));
        telling.step("refuses it and lists every gate", telling.reply(number, "dev was not applied"));
    }

    private void review() {
        // The comment must have been showing the plan for 30 s before a review speaks of it.
        sandbox.clock().forward(Duration.ofSeconds(60));
        telling.act("ann reads the plans for a minute and approves");
        repository.review(sandbox.reviewer(), number, "APPROVE", "Two nodes it is.");
        telling.step(
                "counts the approval", telling.living(number, "1 of 1 by ann").and(kind("comment-edited")));
    }

    private void apply() {
        telling.says(sandbox.author(), number, "/apply dev");
        telling.next("starts a real run of dev", run("run-created", "dev").and(fact("planOnly", "false")));
        telling.next("reads its plan and compares it", request("GET", "/json-output"));
        telling.next("reads the evidence again", request("GET", "/pulls/" + number + "/reviews"));
        telling.next("confirms exactly that run", run("run-confirmed", "dev"));
        telling.next("dev is applied", run("applied", "dev"));
        telling.step("answers that dev was applied", telling.reply(number, "dev was applied"));
        telling.step("records the deployment", kind("deployment-status").and(fact("state", "success")));
        telling.step(
                "plans stage again, which comes after dev",
                run("run-created", "stage").and(fact("planOnly", "true")));
        telling.step("check tidegate allows the merge", check("tidegate", "success"));
    }

    private void merge() {
        telling.act("lee merges #" + number);
        repository.merge(sandbox.author(), number);
        telling.next(
                "starts a real run of stage from the default branch",
                run("run-created", "stage").and(fact("planOnly", "false")));
        telling.next("reads its plan and compares it", request("GET", "/json-output"));
        telling.next("reads the evidence again", request("GET", "/pulls/" + number + "/reviews"));
        telling.next("confirms it after the comparison", run("run-confirmed", "stage"));
        telling.next("stage is applied by the merge", run("applied", "stage"));
        telling.step("answers that stage was applied", telling.reply(number, "stage was applied"));
    }
}
