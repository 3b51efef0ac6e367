package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.name;
import static io.tidegate.change.Pull.plan;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Pull;
import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Right;
import io.tidegate.environment.Rights;
import io.tidegate.environment.Rules;
import io.tidegate.gate.Branch;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.RequiredCheck;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunId;
import io.tidegate.run.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The situations of {@link GateTable}, but those about approvals and what the configuration asks for besides. */
final class GateSituations {
    private GateSituations() {}

    static GateTable all() {
        GateTable table = new GateTable();
        configured(table);
        planned(table);
        ApprovalSituations.in(table);
        shared(table);
        pullRequest(table);
        RestrictedSituations.in(table);
        return table;
    }

    /** Planned, shown for a minute, approved by ann, and then this. */
    static Pull then(Consumer<Pull> what) {
        Pull pull = with(Rules.USUAL).approvedBy(ANN);
        what.accept(pull);
        return pull;
    }

    /** Planned under these rules and shown for a minute. */
    static Pull with(Rules rules) {
        Pull pull = Pull.first();
        pull.environments = List.of(dev(rules));
        return pull.inspected().planned("dev", plan("pool")).shown();
    }

    static Environment dev(Rules rules) {
        return new Environment(name("dev"), "environments/dev", "acme", "infra-dev", rules);
    }

    private static Pull asking(Permission permission, String... grantees) {
        List<Grantee> may = List.of(grantees).stream()
                .map(text -> Grantee.read(text).orElseThrow())
                .toList();
        Rules rules = Rules.USUAL.with(Rights.USUAL.with(Map.of(Right.APPLY, may)));
        Pull pull = with(rules).approvedBy(ANN);
        pull.commander = permission;
        return pull;
    }

    private static void configured(GateTable table) {
        table.open("configuration", "the default branch's file names the environment", then(p -> {}))
                .closed("configuration", "there is no file", then(p -> p.configured = false))
                .closed(
                        "configuration",
                        "the file has a mistake",
                        then(p -> p.problems = List.of(new Problem(".github/tidegate.yml", 4, 1, "unknown key"))))
                .closed(
                        "configuration",
                        "the file no longer names the environment",
                        then(p -> p.environments = List.of(environment("stage", ApplyMode.ON_COMMAND, 1))))
                .closed(
                        "configuration",
                        "it is never applied by Tidegate",
                        then(p -> p.environments = List.of(dev(Rules.USUAL.with(ApplyMode.NEVER)))))
                .open("workspace", "it runs remotely, and nobody locked it", then(p -> {}))
                .closed(
                        "workspace",
                        "it would apply without Tidegate",
                        then(p -> p.workspaceObstacles =
                                List.of("the workspace applies runs by itself; switch auto-apply off")))
                .closed(
                        "workspace",
                        "another repository claims it too",
                        then(p -> p.workspaceTenure = new Tenure.Contested(
                                "another repository claims this workspace too",
                                "the operator decides which of them uses it")))
                .closed("workspace", "somebody locked it there", then(p -> p.workspaceLockedBy = "olivia"))
                .open("permission", "somebody with write permission asks", then(p -> {}))
                .closed("permission", "somebody without it asks", then(p -> p.commander = Permission.TRIAGE))
                .closed("permission", "`permissions.apply` names others", asking(Permission.ADMIN, "user:kim"))
                .closed(
                        "permission",
                        "it names a team whose members the App cannot read",
                        asking(Permission.ADMIN, "team:sre"))
                .closed("permission", "it names nobody", asking(Permission.ADMIN));
    }

    private static Pull fails(Pull pull) {
        RunId run = new RunId("run-failed");
        pull.says(LEE, new Command.Plan(List.of(Pull.named("dev"))));
        pull.happens(new ChangeEvent.PlanStarted(
                name("dev"), 2, Pull.workspace("dev", List.of()), run, "", "merge-commit", pull.now));
        return pull.happens(new ChangeEvent.PlanFailed(name("dev"), run, "it errored", pull.now));
    }

    private static Pull of(Plan plan, Rules rules) {
        Pull pull = Pull.first();
        pull.environments = List.of(dev(rules));
        return pull.inspected().planned("dev", plan).shown().approvedBy(ANN);
    }

    private static Pull unseen() {
        Pull pull = Pull.first();
        pull.environments = List.of(environment("dev", ApplyMode.ON_COMMAND, 0));
        return pull.inspected().planned("dev", plan("pool"));
    }

    private static void planned(GateTable table) {
        Plan doubtful = PlansForTests.plan(false, true, List.of("HCP Terraform counts 2 to add, its JSON says 1"));
        Rules full = Rules.USUAL.with(PlanJson.FULL);
        table.open("plan", "it is of the current commit and was shown", then(p -> {}))
                .open(
                        "plan",
                        "only HCP Terraform's redacted JSON could be read",
                        of(PlansForTests.plan(true, true, List.of()), Rules.USUAL))
                .closed("plan", "so, and `plan-json: full`", of(PlansForTests.plan(true, true, List.of()), full))
                .closed("plan", "the pull request was pushed to", then(p -> p.head = "head2"))
                .closed("plan", "it is being planned", then(p -> p.says(LEE, new Command.Plan(List.of()))))
                .closed("plan", "its plan failed", then(GateSituations::fails))
                .closed("plan", "its plan is not whole", of(PlansForTests.plan(false, false, List.of()), Rules.USUAL))
                .closed("plan", "two sources disagree about it", of(doubtful, Rules.USUAL))
                .closed("plan", "no approval is asked, and the comment did not show it yet", unseen());
    }

    private static Pull waiting(boolean applied) {
        Pull pull = Pull.first();
        pull.environments = List.of(
                environment("dev", ApplyMode.ON_COMMAND, 0, "net"), environment("net", ApplyMode.ON_COMMAND, 0));
        pull.inspected().planned("dev", plan("pool")).planned("net", applied ? plan() : plan("vpc"));
        return pull.shown();
    }

    /** The other pull request has begun to apply, or has applied. */
    private static Pull beside(boolean ended) {
        Pull other = with(Rules.USUAL).approvedBy(ANN).applies("dev");
        if (ended) {
            other.compares("dev", plan("pool"))
                    .readsAgain("dev")
                    .confirmed("dev")
                    .runEnds("dev", "applied");
        }
        Pull pull = new Pull(2, other.shared);
        return pull.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    private static Pull own() {
        Pull pull = with(Rules.USUAL).approvedBy(ANN).applies("dev");
        return pull.compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev")
                .runEnds("dev", "errored");
    }

    /** Nobody holds it, and the second of three waits for it. */
    private static Pull behindAnother() {
        Pull other = with(Rules.USUAL).approvedBy(ANN).applies("dev");
        Pull waits = new Pull(2, other.shared);
        waits.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN).applies("dev");
        other.says(LEE, new Command.Cancel(List.of())).says(LEE, new Command.Unlock(List.of()));
        Pull pull = new Pull(3, other.shared);
        return pull.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    private static Pull locked() {
        Pull other = with(Rules.USUAL);
        other.says(LEE, new Command.Lock(List.of(Pull.named("dev")), Duration.ofHours(4), "moving the nodes"));
        Pull pull = new Pull(2, other.shared);
        return pull.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
    }

    private static Pull together() {
        Pull other = with(Rules.USUAL).approvedBy(ANN);
        other.says(LEE, new Command.Lock(List.of(Pull.named("dev")), null, "next"));
        other.life = PullRequest.Life.MERGED;
        other.inspected();
        Pull pull = new Pull(2, other.shared);
        pull.inspected().planned("dev", plan("pool")).shown().approvedBy(ANN);
        pull.life = PullRequest.Life.MERGED;
        return pull.inspected();
    }

    private static Pull merged(Branch branch) {
        Pull pull = with(Rules.USUAL).approvedBy(ANN);
        pull.branches.put("dev", branch);
        pull.life = PullRequest.Life.MERGED;
        return pull.inspected();
    }

    private static void shared(GateTable table) {
        table.open("promotion", "nothing is named under `after`", then(p -> {}))
                .open("promotion", "what comes before it changes nothing", waiting(true))
                .closed("promotion", "what comes before it is not applied", waiting(false))
                .open("lock", "nobody holds it", then(p -> {}))
                .open("lock", "this pull request holds it, after an apply that failed", own())
                .closed("lock", "another pull request applies", beside(false))
                .closed("lock", "another applied, and is not merged", beside(true))
                .closed("lock", "another waits longer for it", behindAnother())
                .closed("lock", "another locked it with a reason, for a time", locked())
                .open("lock", "another one holds it that is merged too", together());
    }

    private static void pullRequest(GateTable table) {
        table.open("draft", "it is ready for review", then(p -> {}))
                .closed("draft", "it is a draft", then(p -> p.draft = true))
                .closed("draft", "it is closed", then(p -> p.life = PullRequest.Life.CLOSED))
                .open("fork", "its head is in this repository", then(p -> {}))
                .closed("fork", "its head is in another one", then(p -> p.fork = true))
                .open("mergeable", "it merges without a conflict", then(p -> {}))
                .closed("mergeable", "it does not", then(p -> p.mergeable = PullRequest.Mergeable.NO))
                .closed("mergeable", "GitHub does not know yet", then(p -> p.mergeable = PullRequest.Mergeable.UNKNOWN))
                .open("checks", "none is required, or all passed", then(p -> {}))
                .open(
                        "checks",
                        "one was skipped",
                        then(p -> p.checks = List.of(new RequiredCheck("build", true, "skipped"))))
                .closed(
                        "checks",
                        "one failed, another was not reported",
                        then(p -> p.checks = List.of(
                                new RequiredCheck("build", false, "failure"),
                                new RequiredCheck("lint", false, "missing"))))
                .open("base", "others changed something else", then(p -> p.base = "base2"))
                .closed("base", "others changed its files", then(p -> p.moved = List.of(name("dev"))))
                .open("behind", "the branch holds what was applied last", merged(Branch.CLEAR))
                .closed(
                        "behind",
                        "the branch lost what was applied last",
                        merged(new Branch(
                                List.of(), "`4c1f9e2` does not hold `88d0b1a`, which was applied last (#7)", false)))
                .closed(
                        "behind",
                        "a newer commit changes its files, while the run waits",
                        merged(new Branch(List.of(), null, true)));
    }
}
