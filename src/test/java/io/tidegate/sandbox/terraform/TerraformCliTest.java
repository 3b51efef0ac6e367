package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in is held to a client that knows the real API: Terraform's own command line with a cloud block. */
class TerraformCliTest {
    private static final String DATA = "resource \"terraform_data\" \"a\" {\n  input = \"one\"\n}\n";
    private static final Journal JOURNAL = new Journal();
    private static final Holds HOLDS = new Holds();
    private static final TerraformStandIn TERRAFORM = new TerraformStandIn(0, JOURNAL, HOLDS);

    @TempDir
    private Path home;

    @BeforeAll
    static void needsTerraform() {
        assumeTrue(TERRAFORM.executorName().startsWith("terraform "), "terraform is not installed here");
        TERRAFORM.rateLimit(10_000);
    }

    @AfterEach
    void nothing_went_wrong_underneath() {
        HOLDS.releaseAll();
        assertThat(JOURNAL.matching(entry -> entry.kind().equals("sandbox-bug")))
                .isEmpty();
        assertThat(JOURNAL.matching(entry -> entry.kind().equals("bearer-at-archivist")))
                .isEmpty();
    }

    @AfterAll
    static void close() {
        TERRAFORM.close();
    }

    private Cli initialized(Workspace workspace, String configuration) {
        Cli cli = new Cli(home, TERRAFORM, TERRAFORM.token(), workspace, configuration);
        assertThat(cli.run("init", "-input=false").exit()).isZero();
        return cli;
    }

    private static Workspace workspace(String name) {
        return TERRAFORM.createWorkspace("acme", name, "");
    }

    @Test
    void it_plans_applies_when_answered_yes_finds_its_state_again_and_destroys() throws Exception {
        Workspace workspace = workspace("yes");
        Cli cli = initialized(
                workspace,
                DATA + "output \"shown\" {\n  value = \"coast\"\n}\n"
                        + "output \"hidden\" {\n  value     = \"canary-5e1\"\n  sensitive = true\n}\n");

        Cli.Ended plan = cli.run("plan", "-input=false");
        assertThat(plan.exit()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("Plan: 1 to add, 0 to change, 0 to destroy.");
        Cli.Ended apply =
                cli.start("apply").awaits("Enter a value:").types("yes").ended();
        assertThat(apply.exit()).as(apply.output()).isZero();
        assertThat(apply.output())
                .contains("Apply complete! Resources: 1 added", "hidden = <sensitive>", "shown = \"coast\"")
                .doesNotContain("canary-5e1");

        assertThat(cli.run("output").output()).contains("hidden = <sensitive>").doesNotContain("canary-5e1");
        assertThat(cli.run("output", "-json").output()).contains("\"value\": \"canary-5e1\"");
        assertThat(cli.run("state", "list").output()).isEqualTo("terraform_data.a\n");
        assertThat(cli.run("plan", "-input=false").output()).contains("No changes.");
        Cli.Ended destroy = cli.run("destroy", "-auto-approve");
        assertThat(destroy.output()).contains("Apply complete! Resources: 0 added, 0 changed, 1 destroyed.");
        assertThat(workspace.runs())
                .extracting(Run::status)
                .containsExactly("planned_and_finished", "applied", "planned_and_finished", "applied");
        assertThat(workspace.stateDocument().path("resources")).isEmpty();
    }

    @Test
    void answered_no_it_discards_its_run() throws Exception {
        Workspace workspace = workspace("no");
        Cli cli = initialized(workspace, DATA);

        Cli.Ended apply =
                cli.start("apply").awaits("Enter a value:").types("no").ended();

        assertThat(apply.exit()).isOne();
        assertThat(apply.output()).contains("Apply discarded.");
        TERRAFORM.awaitEnd(workspace.runs().getFirst().id());
        assertThat(workspace.runs()).extracting(Run::status).containsExactly("discarded");
    }

    @Test
    void a_plan_that_fails_is_shown_with_its_error() {
        Workspace workspace = workspace("fails");
        Cli cli = initialized(
                workspace,
                "locals {\n  tide = \"out\"\n}\nresource \"terraform_data\" \"a\" {\n  lifecycle {\n    precondition {\n"
                        + "      condition     = local.tide == \"in\"\n      error_message = \"The tide is out.\"\n    }\n  }\n}\n");

        Cli.Ended plan = cli.run("plan", "-input=false");

        assertThat(plan.exit()).isOne();
        assertThat(plan.output()).contains("Resource precondition failed", "The tide is out.");
        assertThat(workspace.runs()).extracting(Run::status).containsExactly("errored");
    }

    @Test
    void a_plan_that_is_interrupted_goes_on_without_its_reader() throws Exception {
        Workspace workspace = workspace("left");
        Cli cli = initialized(workspace, DATA);
        HOLDS.hold("terraform plan left");

        Cli.Ended plan = cli.start("plan")
                .awaits("Waiting for the plan to start")
                .interrupted()
                .ended();
        HOLDS.releaseAll();

        assertThat(plan.exit())
                .as("its own, or that of a script that starts it")
                .isIn(1, 130);
        assertThat(TERRAFORM.awaitEnd(workspace.runs().getFirst().id()).status())
                .isEqualTo("planned_and_finished");
    }

    @Test
    void an_apply_that_is_interrupted_before_it_asks_cancels_its_run_if_told_to() throws Exception {
        Workspace workspace = workspace("interrupted");
        Cli cli = initialized(workspace, DATA);
        HOLDS.hold("terraform plan interrupted");

        Cli.Ended apply = cli.start("apply")
                .awaits("Waiting for the plan to start")
                .interrupted()
                .awaits("Do you want to cancel the remote operation?")
                .types("yes")
                .ended();

        assertThat(apply.output()).contains("The remote operation was successfully cancelled.");
        assertThat(TERRAFORM.awaitEnd(workspace.runs().getFirst().id()).status())
                .isEqualTo("canceled");
    }

    @Test
    void interrupted_while_it_asks_it_leaves_the_run_waiting_for_whoever_comes() throws Exception {
        Workspace workspace = workspace("asked");
        Cli cli = initialized(workspace, DATA);

        // Whether it calls that an error depends on which of its two listeners hears the signal first.
        Cli.Ended apply =
                cli.start("apply").awaits("Enter a value:").interrupted().ended();

        assertThat(apply.output()).doesNotContain("Apply complete!");
        assertThat(workspace.runs().getFirst().confirmable()).isTrue();
    }

    @Test
    void a_locked_workspace_can_be_planned_but_an_apply_waits_for_the_lock() throws Exception {
        Workspace workspace = workspace("locked");
        Cli cli = initialized(workspace, DATA);
        workspace.lockByHand("oncall", "incident 7");

        assertThat(cli.run("plan", "-input=false").output()).contains("Plan: 1 to add");
        Cli.Running apply = cli.start("apply", "-auto-approve").awaits("Waiting for the manually locked workspace");
        assertThat(workspace.runs().getLast().status()).isEqualTo("pending");
        workspace.unlockByHand();

        assertThat(apply.ended().output()).contains("Apply complete!");
    }

    @Test
    void a_wrong_token_is_refused() {
        Workspace workspace = workspace("stranger");

        Cli.Ended init = new Cli(home, TERRAFORM, "wrong.atlasv1.token", workspace, DATA).run("init", "-input=false");

        assertThat(init.exit()).isOne();
        assertThat(init.output()).contains("unauthorized");
        assertThat(workspace.runs()).isEmpty();
    }
}
