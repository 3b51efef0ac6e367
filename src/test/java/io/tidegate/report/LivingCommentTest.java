package io.tidegate.report;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.environment;
import static io.tidegate.change.Pull.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.Pull;
import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Problem;
import io.tidegate.gate.PullRequest;
import io.tidegate.plan.Action;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.ChangeDigest;
import io.tidegate.plan.Context;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.Shown;
import io.tidegate.run.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comment, the checks and the answers, whole, as people read them at each turn of a pull request. */
class LivingCommentTest {
    private static Pull three() {
        Pull pull = Pull.first();
        pull.environments = List.of(
                environment("dev", ApplyMode.ON_COMMAND, 0),
                environment("stage", ApplyMode.ON_MERGE, 1, "dev"),
                environment("prod", ApplyMode.ON_COMMAND, 2, "stage"));
        return pull.inspected();
    }

    private static Pull planned() {
        return three().planned("dev", plan("pool"))
                .planned("stage", plan("pool"))
                .planned("prod", replacesCluster())
                .shown();
    }

    private static Plan replacesCluster() {
        ResourceChange cluster = new ResourceChange(
                "module.doks.digitalocean_kubernetes_cluster.main",
                null,
                "managed",
                "digitalocean_kubernetes_cluster",
                "digitalocean",
                null,
                Action.DELETE_CREATE,
                "replace_because_cannot_update",
                false,
                List.of(
                        new AttributeChange(
                                "node_pool.size",
                                new Shown.Text("\"s-2vcpu-4gb\""),
                                new Shown.Text("\"s-4vcpu-8gb\""),
                                true),
                        new AttributeChange("kube_config", new Shown.Sensitive(), new Shown.Unknown(), false)),
                0,
                new ChangeDigest("t1:k:cluster"));
        List<ResourceChange> changes = List.of(cluster);
        return new Plan(
                changes,
                List.of(),
                List.of(),
                ChangeCounts.of(changes),
                Context.empty(),
                "t1:k",
                true,
                true,
                false,
                "1.11.4",
                1,
                List.of(),
                0,
                false,
                List.of(),
                List.of());
    }

    private static void comment(String file, Pull pull) {
        Golden.agrees(file, SummaryComment.render(pull.change, pull.shared).orElseThrow());
    }

    private static void answer(String file, Pull pull) {
        String text = pull.wanted(Effect.Reply.class).stream()
                .map(reply -> CommandReply.render(reply.answer(), pull.change, pull.shared))
                .reduce("", (a, b) -> a + b);
        assertThat(text).isNotEmpty();
        Golden.agrees(file, text);
    }

    @Test
    void while_planning() {
        comment("comment-planning.md", three());
    }

    @Test
    void three_environments_planned_of_which_one_replaces_a_cluster() {
        comment("comment-planned.md", planned());
    }

    @Test
    void a_plan_that_failed() {
        Pull pull = planned().says(LEE, new Command.Plan(List.of(Pull.named("dev"))));
        RunId run = new RunId("run-again");
        pull.happens(new ChangeEvent.PlanStarted(
                Pull.name("dev"),
                pull.work("dev").planning().number(),
                Pull.workspace("dev", List.of()),
                run,
                "https://hcp.example/run-again",
                "merge-commit",
                pull.now));
        pull.happens(new ChangeEvent.PlanFailed(
                Pull.name("dev"), run, "The plan failed: Error: Unsupported argument @everyone <b>", pull.now));
        comment("comment-plan-failed.md", pull);
    }

    @Test
    void nothing_changes_anywhere() {
        comment(
                "comment-no-changes.md",
                three().planned("dev", plan())
                        .planned("stage", plan())
                        .planned("prod", plan())
                        .shown());
    }

    @Test
    void a_configuration_with_errors() {
        Pull pull = planned();
        pull.problems =
                List.of(new Problem(".github/tidegate.yml", 4, 3, "unknown key `approvls`: did you mean `approvals`?"));
        pull.inspected();
        comment("comment-configuration-errors.md", pull);
    }

    @Test
    void an_apply_that_is_refused_lists_every_gate() {
        answer("answer-refused.md", planned().applies("prod"));
    }

    @Test
    void an_apply_from_the_comparison_to_its_end() {
        Pull pull = planned().applies("dev");
        comment("comment-comparing.md", pull);
        pull.compares("dev", plan("pool")).readsAgain("dev").confirmed("dev");
        comment("comment-applying.md", pull);
        pull.runEnds("dev", "applied");
        answer("answer-applied.md", pull);
        comment("comment-one-applied.md", pull.planned("stage", plan("pool")).shown());
    }

    @Test
    void an_apply_that_fails() {
        Pull pull = planned()
                .applies("dev")
                .compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev");
        pull.runEnds("dev", "errored");
        answer("answer-apply-failed.md", pull);
        comment("comment-apply-failed.md", pull);
    }

    @Test
    void a_plan_that_changed_since_it_was_reviewed() {
        answer("answer-plan-changed.md", planned().applies("dev").compares("dev", plan("pool", "firewall")));
    }

    @Test
    void a_gate_that_closed_before_the_confirmation() {
        Pull pull = planned().applies("dev").compares("dev", plan("pool"));
        pull.draft = true;
        answer("answer-withdrawn.md", pull.readsAgain("dev"));
    }

    @Test
    void an_approval_that_became_void() {
        Pull pull = planned().approvedBy(ANN).says(LEE, new Command.Plan(List.of(Pull.named("stage"))));
        answer("answer-approval-void.md", pull.planned("stage", plan("pool", "firewall")));
    }

    @Test
    void what_changed_since_an_approval() {
        Pull pull = planned().approvedBy(ANN);
        comment("comment-approved.md", pull);
        comment(
                "comment-changed-since-approval.md",
                pull.says(LEE, new Command.Plan(List.of(Pull.named("stage"))))
                        .planned("stage", plan("pool", "firewall")));
    }

    @Test
    void a_merge_whose_environment_waits_for_an_approval() {
        Pull pull = planned()
                .applies("dev")
                .compares("dev", plan("pool"))
                .readsAgain("dev")
                .confirmed("dev");
        pull.runEnds("dev", "applied").planned("stage", plan("pool")).shown();
        pull.life = PullRequest.Life.MERGED;
        pull.inspected().read(new ChangeEvent.Purpose.ForMerge(), null);
        answer("answer-merge-refused.md", pull);
        comment("comment-merged.md", pull);
    }

    @Test
    void status_and_help() {
        answer("answer-status.md", planned().says(LEE, new Command.Status()));
        answer("answer-help.md", planned().says(LEE, new Command.Help()));
        answer("answer-explain.md", planned().says(LEE, new Command.Explain(List.of())));
    }

    @Test
    void the_checks_of_three_planned_environments() {
        Pull pull = planned();
        StringBuilder checks = new StringBuilder();
        pull.change.works().forEach(work -> show(checks, EnvironmentCheck.of(pull.change, work, pull.shared)));
        show(checks, VerdictCheck.of(pull.change, pull.shared));
        Golden.agrees("checks-planned.md", checks.toString());
    }

    private static void show(StringBuilder checks, CheckReport report) {
        checks.append("## ")
                .append(report.name())
                .append(": ")
                .append(report.conclusion())
                .append("\n**")
                .append(report.title())
                .append("**\n\n")
                .append(report.summary())
                .append('\n');
    }
}
