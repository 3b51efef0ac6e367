package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Holds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLifeTest {
    private static final String ONE = "resource \"terraform_data\" \"a\" {\n  input = \"1\"\n}\n";
    private static final String FAILS_HALF_WAY = ONE
            + "resource \"terraform_data\" \"b\" {\n  depends_on = [terraform_data.a]\n"
            + "  provisioner \"local-exec\" {\n    command = \"echo broken; exit 3\"\n  }\n}\n";
    private static final String SLOW = "resource \"terraform_data\" \"slow\" {\n"
            + "  provisioner \"local-exec\" {\n    command = \"sleep 60\"\n  }\n}\n";
    private final Journal journal = new Journal();
    private final Holds holds = new Holds();
    private final TerraformStandIn terraform = new TerraformStandIn(0, journal, holds);
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());
    private Workspace workspace;

    @BeforeEach
    void needsTerraform() {
        assumeTrue(terraform.executorName().startsWith("terraform "), "terraform is not installed here");
        terraform.rateLimit(100_000);
        workspace = terraform.createWorkspace("acme", "infra-dev", "");
    }

    @AfterEach
    void close() {
        holds.releaseAll();
        terraform.close();
    }

    private String real(String configuration) {
        String version = api.uploaded(workspace.id(), false, ApiClient.configurationOf(configuration));
        return api.run(workspace.id(), version, "{\"auto-apply\":false,\"message\":\"test\"}")
                .id();
    }

    @Test
    void a_speculative_plan_of_the_seeded_repository_ends_planned_and_finished_with_its_counts_and_json() {
        Workspace dev = terraform.createWorkspace("acme", "infra-x", "environments/dev");
        dev.seed(SeededRepository.bytes(SeededRepository.files()));
        String version = api.uploaded(dev.id(), true, SeededRepository.bytes(SeededRepository.changedFiles()));

        ApiClient.Answer created = api.run(dev.id(), version, "{\"message\":\"look\"}");
        api.awaitStatus(created.id(), "planned_and_finished");

        assertThat(created.attribute("status").asText()).isEqualTo("pending");
        assertThat(created.attribute("plan-only").asBoolean()).isTrue();
        assertThat(terraform.run(created.id()).statuses())
                .containsExactly("pending", "plan_queued", "planning", "planned", "planned_and_finished");
        ApiClient.Answer plan = api.get("/api/v2/runs/" + created.id() + "/plan");
        assertThat(plan.attribute("resource-changes").asInt()).isEqualTo(1);
        assertThat(plan.attribute("resource-additions").asInt()).isZero();
        ApiClient.Answer redirect = api.get("/api/v2/plans/" + plan.id() + "/json-output");
        assertThat(redirect.status()).isEqualTo(307);
        ApiClient.Answer json = api.bare("GET", redirect.header("Location"), null);
        assertThat(json.json().path("applyable").asBoolean()).isTrue();
        ApiClient.Answer log =
                api.bare("GET", plan.attribute("log-read-url").asText() + "?limit=100000&offset=0", null);
        assertThat(new String(log.raw().body(), StandardCharsets.UTF_8))
                .startsWith("\u0002")
                .contains("Plan: 0 to add, 1 to change, 0 to destroy.")
                .endsWith("\u0003");
    }

    @Test
    void a_real_run_waits_for_its_confirmation_then_applies_exactly_that_plan() {
        String run = real(ONE);
        ApiClient.Answer waiting = api.awaitConfirmable(run);

        assertThat(waiting.attribute("status").asText()).isEqualTo("planned");
        ApiClient.Answer locked = api.get("/api/v2/workspaces/" + workspace.id());
        assertThat(locked.attribute("locked").asBoolean()).isTrue();
        assertThat(locked.data().at("/relationships/locked-by/data/id").asText())
                .isEqualTo(run);
        assertThat(api.post("/api/v2/runs/" + run + "/actions/apply", "{}").status())
                .isEqualTo(202);
        ApiClient.Answer second = api.post("/api/v2/runs/" + run + "/actions/apply", "{}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.error()).isEqualTo("Run was not paused for confirmation");
        api.awaitStatus(run, "applied");

        assertThat(terraform.run(run).statuses())
                .containsExactly(
                        "pending",
                        "plan_queued",
                        "planning",
                        "planned",
                        "confirmed",
                        "apply_queued",
                        "applying",
                        "applied");
        assertThat(terraform.run(run).confirmedBy()).contains(terraform.serviceUser());
        assertThat(workspace.stateDocument().at("/resources/0/name").asText()).isEqualTo("a");
        assertThat(journal.matching(entry -> entry.kind().equals("run-confirmed")))
                .hasSize(1);
        ApiClient.Answer again = api.awaitStatus(real(ONE), "planned_and_finished");
        assertThat(again.attribute("has-changes").asBoolean()).isFalse();
    }

    @Test
    void a_waiting_run_holds_up_later_real_runs_but_not_plan_only_ones_until_it_is_discarded() {
        String first = real(ONE);
        api.awaitConfirmable(first);
        String second = real(ONE + ONE.replace("\"a\"", "\"c\""));
        String version = api.uploaded(workspace.id(), true, ApiClient.configurationOf(ONE));
        String speculative = api.run(workspace.id(), version, "{}").id();

        api.awaitStatus(speculative, "planned_and_finished");
        assertThat(terraform.run(second).status()).isEqualTo("pending");
        assertThat(api.post("/api/v2/runs/" + first + "/actions/discard", "{}").status())
                .isEqualTo(202);
        api.awaitStatus(first, "discarded");
        api.awaitConfirmable(second);
    }

    @Test
    void a_run_cancelled_while_planning_ends_canceled_and_frees_the_workspace() {
        holds.hold("terraform plan infra-dev");
        String run = real(ONE);
        api.awaitStatus(run, "plan_queued");

        assertThat(api.post("/api/v2/runs/" + run + "/actions/cancel", "{}").status())
                .isEqualTo(202);
        api.awaitStatus(run, "canceled");
        holds.releaseAll();

        assertThat(api.get("/api/v2/workspaces/" + workspace.id())
                        .attribute("locked")
                        .asBoolean())
                .isFalse();
        assertThat(api.post("/api/v2/runs/" + run + "/actions/cancel", "{}").status())
                .isEqualTo(409);
    }

    @Test
    void an_apply_is_cancelled_by_an_interrupt_that_terraform_handles_itself() {
        String run = real(SLOW);
        api.awaitConfirmable(run);
        api.post("/api/v2/runs/" + run + "/actions/apply", "{}");
        api.await(run, answer -> terraform.run(run).applyLog().contains("Provisioning with"));

        api.post("/api/v2/runs/" + run + "/actions/cancel", "{}");
        api.awaitStatus(run, "canceled");

        assertThat(terraform.run(run).applyLog()).contains("Interrupt received");
        assertThat(workspace
                        .stateDocument()
                        .at("/resources/0/instances/0/status")
                        .asText())
                .isEqualTo("tainted");
    }

    @Test
    void an_apply_that_fails_half_way_keeps_what_it_did() {
        String run = real(FAILS_HALF_WAY);
        api.awaitConfirmable(run);
        api.post("/api/v2/runs/" + run + "/actions/apply", "{}");
        api.awaitStatus(run, "errored");

        assertThat(api.get("/api/v2/runs/" + run + "/apply").attribute("status").asText())
                .isEqualTo("errored");
        assertThat(workspace.stateDocument().path("resources").findValuesAsText("name"))
                .contains("a", "b");
        assertThat(api.get("/api/v2/workspaces/" + workspace.id())
                        .attribute("locked")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_configuration_without_its_working_directory_errors_and_says_so() {
        Workspace elsewhere = terraform.createWorkspace("acme", "infra-y", "environments/none");
        String version = api.uploaded(elsewhere.id(), true, ApiClient.configurationOf(ONE));
        String run = api.run(elsewhere.id(), version, "{}").id();

        api.awaitStatus(run, "errored");

        assertThat(terraform.run(run).planLog()).contains("environments/none");
        assertThat(api.get("/api/v2/runs/" + run + "/plan").attribute("status").asText())
                .isEqualTo("errored");
    }

    @Test
    void a_person_can_confirm_in_the_browser_and_is_named() {
        String run = real(ONE);
        api.awaitConfirmable(run);

        terraform.confirmByHand(run, "mallory");
        ApiClient.Answer applied = api.awaitStatus(run, "applied");

        assertThat(terraform.run(run).confirmedBy()).contains("mallory");
        assertThat(applied.data().at("/relationships/confirmed-by/data/id").asText())
                .startsWith("user-");
    }

    @Test
    void a_lock_by_hand_holds_real_runs_pending_and_cannot_be_taken_off_by_the_token() {
        workspace.lockByHand("oncall", "incident 7");
        String run = real(ONE);

        ApiClient.Answer refused = api.post("/api/v2/workspaces/" + workspace.id() + "/actions/unlock", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("is locked by User");
        assertThat(terraform.run(run).status()).isEqualTo("pending");
        workspace.unlockByHand();
        api.awaitConfirmable(run);
    }

    @Test
    void the_state_can_be_changed_underneath_a_reviewed_plan() {
        String variable = "variable \"size\" {\n  default = \"s\"\n}\noutput \"size\" {\n  value = var.size\n}\n";
        workspace.seed(ApiClient.configurationOf(variable + ONE));

        workspace.changeState(Map.of("size", "xl"));

        assertThat(workspace.stateOutputs().get("size").asText()).isEqualTo("xl");
        Run back = workspace.foreignRun("mallory", null, "put it back");
        api.awaitConfirmable(back.id());
        assertThat(terraform.runs("acme", "infra-dev"))
                .extracting(Run::createdBy)
                .isEqualTo(List.of("mallory"));
    }

    @Test
    void values_of_sensitive_variables_reach_terraform_and_no_answer() {
        workspace.setVariable("password", "canary-7f3a", true);
        String configuration = "variable \"password\" {\n  sensitive = true\n}\n"
                + "resource \"terraform_data\" \"a\" {\n  input = var.password\n}\n";
        String run = real(configuration);
        api.awaitConfirmable(run);

        ApiClient.Answer variables = api.get("/api/v2/workspaces/" + workspace.id() + "/all-vars");
        assertThat(variables.data().at("/0/attributes/value").isNull()).isTrue();
        assertThat(terraform.run(run).planLog()).contains("(sensitive value)").doesNotContain("canary-7f3a");
        assertThat(journal.matching(entry -> entry.facts().toString().contains("canary-7f3a")))
                .isEmpty();
    }

    @Test
    void with_auto_apply_and_cost_estimation_a_run_goes_through_without_anybody() {
        workspace.costEstimation(true);
        workspace.autoApply(true);
        String version = api.uploaded(workspace.id(), false, ApiClient.configurationOf(ONE));
        String run = api.run(workspace.id(), version, "{}").id();

        api.awaitStatus(run, "applied");

        assertThat(terraform.run(run).statuses())
                .contains("cost_estimating", "cost_estimated")
                .doesNotContain("confirmed");
    }
}
