package io.tidegate.sandbox;

import static io.tidegate.sandbox.Telling.check;
import static io.tidegate.sandbox.Telling.fact;
import static io.tidegate.sandbox.Telling.run;

import io.tidegate.sandbox.github.Repo;
import java.time.Duration;
import java.util.Map;

/** Two pull requests meet at prod: the second waits in line, and is planned again on what the first one left. */
final class SecondAct {
    private final Sandbox sandbox;
    private final Repo repository;
    private final Telling telling;

    SecondAct(Telling telling) {
        this.telling = telling;
        this.sandbox = telling.sandbox;
        this.repository = telling.repository;
    }

    void play() {
        int first = open("prod-nodes", "Up to twelve nodes for applications in prod", SeededRepository.prodNodes());
        int second = open("prod-window", "A maintenance window for prod", SeededRepository.prodWindow());
        approve(first);
        approve(second);

        telling.says(sandbox.author(), first, "/apply prod");
        telling.next("confirms the run of #" + first, run("run-confirmed", "prod"));
        telling.step("answers that prod was applied", telling.reply(first, "prod was applied"));
        telling.step("#" + second + " shows who holds prod", telling.living(second, "held by"));

        telling.says(sandbox.author(), second, "/apply prod");
        telling.step("takes a place in the queue of prod", telling.reply(second, "waits for its lock"));

        telling.act("lee merges #" + first + ", which is applied already");
        String merged = repository.merge(sandbox.author(), first);
        telling.step("tells #" + second + " that its turn has come", telling.reply(second, "turn now"));
        telling.step(
                "plans #" + second + " again on what #" + first + " left",
                telling.living(second, "on main `" + merged.substring(0, 7), "plan <code>", "1 of 1 by ann"));

        telling.says(sandbox.author(), second, "/apply prod");
        telling.next(
                "starts a real run for #" + second, run("run-created", "prod").and(fact("planOnly", "false")));
        telling.next("confirms it: the approval covers the new plan", run("run-confirmed", "prod"));
        telling.step("answers that prod was applied", telling.reply(second, "prod was applied"));
        telling.act("lee merges #" + second);
        repository.merge(sandbox.author(), second);
        telling.step("nothing is left to apply", telling.living(second, "Merged as", "prod ✅"));
    }

    private int open(String branch, String title, Map<String, String> change) {
        telling.act("lee opens: " + title);
        int number = repository.openPullRequest(sandbox.author(), branch, title, change);
        telling.step("plans prod", run("run-created", "prod").and(fact("planOnly", "true")));
        telling.step("check tidegate/prod shows it", check("tidegate/prod", "success"));
        telling.step("the living comment shows the plan", telling.living(number, "plan <code>"));
        return number;
    }

    private void approve(int number) {
        sandbox.clock().forward(Duration.ofSeconds(60));
        telling.act("ann reads the plan of #" + number + " and approves");
        repository.review(sandbox.reviewer(), number, "APPROVE", "Good.");
        telling.step("counts the approval", telling.living(number, "1 of 1 by ann"));
    }
}
