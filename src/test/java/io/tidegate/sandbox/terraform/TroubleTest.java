package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HCP Terraform may come to, as a client sees it. */
class TroubleTest {
    private static final String ONE = "resource \"terraform_data\" \"a\" {\n  input = \"1\"\n}\n";
    private final TerraformStandIn terraform = new TerraformStandIn(0, new Journal(), new Holds());
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());
    private Workspace workspace;
    private Trouble trouble;

    @BeforeEach
    void needsTerraform() {
        assumeTrue(terraform.executorName().startsWith("terraform "), "terraform is not installed here");
        terraform.rateLimit(100_000);
        workspace = terraform.createWorkspace("acme", "infra-dev", "");
        trouble = workspace.trouble();
    }

    @AfterEach
    void close() {
        terraform.close();
    }

    private String run(boolean speculative, String attributes) {
        String version = api.uploaded(workspace.id(), speculative, ApiClient.configurationOf(ONE));
        return api.run(workspace.id(), version, attributes).id();
    }

    private String real() {
        return run(false, "{\"auto-apply\":false}");
    }

    private int act(String run, String action) {
        return api.post("/api/v2/runs/" + run + "/actions/" + action, "{}").status();
    }

    private String status(String run) {
        return api.get("/api/v2/runs/" + run).attribute("status").asText();
    }

    @Test
    void without_workers_a_run_stays_queued_for_its_plan_and_for_its_apply() {
        trouble.workers(false);
        String run = real();
        api.awaitStatus(run, "plan_queued");
        trouble.workers(true);
        api.awaitConfirmable(run);
        trouble.workers(false);
        assertThat(act(run, "apply")).isEqualTo(202);
        api.awaitStatus(run, "apply_queued");
        trouble.workers(true);
        api.awaitStatus(run, "applied");
    }

    @Test
    void a_run_that_is_not_admitted_stays_pending_be_it_speculative() {
        trouble.admits(false);
        String plan = run(true, "{}");
        String run = real();

        assertThat(status(plan)).isEqualTo("pending");
        assertThat(status(run)).isEqualTo("pending");
        trouble.admits(true);
        api.awaitStatus(plan, "planned_and_finished");
        api.awaitConfirmable(run);
    }

    @Test
    void a_word_that_nobody_knows_stands_for_a_status_until_it_is_taken_away() {
        trouble.show("planned", "quantum_checking");
        String run = real();

        ApiClient.Answer strange = api.awaitStatus(run, "quantum_checking");

        assertThat(strange.attribute("actions").path("is-confirmable").asBoolean(true))
                .isFalse();
        assertThat(act(run, "apply")).isEqualTo(409);
        trouble.showPlainly();
        api.awaitConfirmable(run);
        assertThat(act(run, "discard")).isEqualTo(202);
        api.awaitStatus(run, "discarded");
    }

    @ParameterizedTest
    @EnumSource(names = {"ERRORED", "UNREACHABLE", "CANCELED"})
    void a_plan_can_end_without_having_been_made(Trouble.Ending ending) {
        trouble.planEnds(ending);
        String run = real();

        api.awaitStatus(run, ending == Trouble.Ending.CANCELED ? "canceled" : "errored");

        assertThat(api.get("/api/v2/runs/" + run + "/plan").attribute("status").asText())
                .isEqualTo(ending.wire());
        assertThat(api.get("/api/v2/runs/" + run + "/plan/json-output").status())
                .isEqualTo(404);
    }

    @Test
    void an_apply_can_be_lost_and_leaves_the_state_as_it_was() {
        String run = real();
        api.awaitConfirmable(run);
        trouble.applyEnds(Trouble.Ending.UNREACHABLE);
        act(run, "apply");

        api.awaitStatus(run, "errored");

        assertThat(api.get("/api/v2/runs/" + run + "/apply").attribute("status").asText())
                .isEqualTo("unreachable");
        assertThat(workspace.stateDocument()).isEmpty();
    }

    @Test
    void the_json_of_a_finished_plan_may_not_be_there() {
        String run = run(true, "{}");
        api.awaitStatus(run, "planned_and_finished");
        String json = "/api/v2/runs/" + run + "/plan/json-output";

        trouble.planJson(Trouble.PlanJson.NOT_YET);
        assertThat(api.get(json).status()).isEqualTo(204);
        trouble.planJson(Trouble.PlanJson.MISSING);
        assertThat(api.get(json).status()).isEqualTo(404);
        trouble.planJson(Trouble.PlanJson.UNSUPPORTED);
        assertThat(api.get(json).status()).isEqualTo(422);
        trouble.planJson(Trouble.PlanJson.THERE);
        assertThat(api.get(json).status()).isEqualTo(307);
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 422})
    void an_upload_may_be_refused_for_its_size(int status) {
        trouble.refuseUploads(status);
        ApiClient.Answer version = api.configuration(workspace.id(), "{\"auto-queue-runs\":false}");
        String address = version.attribute("upload-url").asText();
        byte[] archive = ApiClient.tarball(ApiClient.configurationOf(ONE));

        assertThat(api.bare("PUT", address, archive).status()).isEqualTo(status);

        trouble.refuseUploads(0);
        assertThat(api.bare("PUT", address, archive).status()).isEqualTo(200);
    }

    @Test
    void an_address_to_upload_to_may_have_expired_and_a_configuration_may_end_errored() {
        byte[] archive = ApiClient.tarball(ApiClient.configurationOf(ONE));
        trouble.expireUploads(true);
        String expired =
                api.configuration(workspace.id(), "{}").attribute("upload-url").asText();
        assertThat(api.bare("PUT", expired, archive).status()).isEqualTo(404);
        trouble.expireUploads(false);
        trouble.rejectConfigurations("the archive cannot be unpacked");

        ApiClient.Answer version = api.configuration(workspace.id(), "{}");
        api.bare("PUT", version.attribute("upload-url").asText(), archive);

        ApiClient.Answer errored = api.get("/api/v2/configuration-versions/" + version.id());
        assertThat(errored.attribute("status").asText()).isEqualTo("errored");
        assertThat(errored.attribute("error-message").asText()).isEqualTo("the archive cannot be unpacked");
    }

    @Test
    void a_soft_failure_of_a_policy_waits_for_an_override_and_ends_a_plan_only_run() {
        trouble.policy(Trouble.Policy.SOFT_FAILS);
        api.awaitStatus(run(true, "{}"), "policy_soft_failed");
        String run = real();
        ApiClient.Answer waiting = api.awaitStatus(run, "policy_override");
        assertThat(waiting.attribute("actions").path("is-confirmable").asBoolean(true))
                .isFalse();
        assertThat(waiting.attribute("actions").path("is-discardable").asBoolean())
                .isTrue();
        ApiClient.Answer checks = api.get("/api/v2/runs/" + run + "/policy-checks");
        assertThat(checks.data().at("/0/attributes/status").asText()).isEqualTo("soft_failed");

        String override = "/api/v2/policy-checks/" + checks.data().at("/0/id").asText() + "/actions/override";
        assertThat(api.post(override, "{}").attribute("status").asText()).isEqualTo("overridden");

        assertThat(api.post(override, "{}").status()).isEqualTo(409);
        assertThat(api.awaitConfirmable(run).attribute("status").asText()).isEqualTo("policy_checked");
    }

    @Test
    void a_hard_failure_of_a_policy_ends_the_run_though_its_plan_has_finished() {
        trouble.policy(Trouble.Policy.HARD_FAILS);
        String run = real();

        api.awaitStatus(run, "errored");

        assertThat(api.get("/api/v2/runs/" + run + "/plan").attribute("status").asText())
                .isEqualTo("finished");
        assertThat(api.get("/api/v2/runs/" + run + "/policy-checks")
                        .data()
                        .at("/0/attributes/status")
                        .asText())
                .isEqualTo("hard_failed");
    }

    @Test
    void a_task_after_the_plan_may_need_somebodys_decision() {
        trouble.policy(Trouble.Policy.TASK_NEEDS_DECISION);
        String run = real();
        api.awaitStatus(run, "post_plan_awaiting_decision");
        assertThat(api.get("/api/v2/runs/" + run + "/task-stages")
                        .data()
                        .at("/0/attributes/status")
                        .asText())
                .isEqualTo("awaiting_override");

        terraform.overrideByHand(run, "ann");

        assertThat(api.awaitConfirmable(run).attribute("status").asText()).isEqualTo("post_plan_completed");
    }

    @Test
    void a_saved_plan_is_made_beside_a_waiting_run_and_applied_when_the_workspace_is_free() {
        String waiting = real();
        api.awaitConfirmable(waiting);
        String saved = run(false, "{\"save-plan\":true}");

        api.awaitStatus(saved, "planned_and_saved");
        assertThat(act(saved, "apply")).isEqualTo(409);
        act(waiting, "discard");
        api.awaitStatus(waiting, "discarded");
        assertThat(act(saved, "apply")).isEqualTo(202);
        api.awaitStatus(saved, "applied");
    }

    @Test
    void a_run_that_does_not_stop_is_cancelled_by_force_after_a_minute(@TempDir Path folder) {
        // It halts Terraform itself, which then takes no notice of being asked to end.
        Path halted = folder.resolve("halted");
        String stubborn = "resource \"terraform_data\" \"a\" {\n  provisioner \"local-exec\" {\n"
                + "    command = \"kill -STOP $PPID; touch '" + halted + "'; sleep 5\"\n  }\n}\n";
        String version = api.uploaded(workspace.id(), false, ApiClient.configurationOf(stubborn));
        String run = api.run(workspace.id(), version, "{}").id();
        api.awaitConfirmable(run);
        act(run, "apply");
        api.await(run, answer -> Files.exists(halted));
        assertThat(act(run, "cancel")).isEqualTo(202);
        assertThat(act(run, "force-cancel")).isEqualTo(409);

        terraform.forward(Duration.ofSeconds(61));

        assertThat(act(run, "force-cancel")).isEqualTo(202);
        api.awaitStatus(run, "force_canceled");
        assertThat(api.get("/api/v2/workspaces/" + workspace.id())
                        .attribute("locked")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void a_wait_for_a_worker_can_last() {
        terraform.queueDelay(Duration.ofMillis(150));
        String run = run(true, "{}");

        api.awaitStatus(run, "plan_queued");
        api.awaitStatus(run, "planned_and_finished");
    }

    @Test
    void a_team_can_hold_the_lock() {
        workspace.lockByTeam("oncall", "incident 7");

        ApiClient.Answer locked = api.get("/api/v2/workspaces/" + workspace.id());
        assertThat(locked.data().at("/relationships/locked-by/data/type").asText())
                .isEqualTo("teams");
        ApiClient.Answer refused = api.post("/api/v2/workspaces/" + workspace.id() + "/actions/unlock", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("is locked by Team");
    }

    @Test
    void a_token_is_revoked_in_mid_flow_and_restored() {
        String run = real();
        terraform.revokeToken(true);
        assertThat(api.get("/api/v2/runs/" + run).status()).isEqualTo(401);
        assertThat(act(run, "apply")).isEqualTo(401);
        terraform.revokeToken(false);
        api.awaitConfirmable(run);
    }

    @Test
    void a_token_of_the_organisation_reads_workspaces_and_finds_no_run() {
        String run = real();
        ApiClient organization = new ApiClient(terraform.url(), terraform.organizationToken());
        String path = "/api/v2/workspaces/" + workspace.id();

        assertThat(organization.get(path).status()).isEqualTo(200);
        assertThat(organization.get("/api/v2/runs/" + run).status()).isEqualTo(404);
        assertThat(organization.get(path + "/runs").status()).isEqualTo(404);
        assertThat(organization.configuration(workspace.id(), "{}").status()).isEqualTo(404);
        assertThat(organization.get(path + "/notification-configurations").status())
                .isEqualTo(404);
    }

    @Test
    void a_workspace_is_not_found_under_its_old_name_and_not_at_all_once_deleted() {
        String run = real();
        String names = "/api/v2/organizations/acme/workspaces/";
        workspace.rename("infra-other");
        assertThat(api.get(names + "infra-dev").status()).isEqualTo(404);
        assertThat(api.get(names + "infra-other").id()).isEqualTo(workspace.id());
        api.awaitConfirmable(run);

        workspace.delete();

        assertThat(api.get("/api/v2/workspaces/" + workspace.id()).status()).isEqualTo(404);
        assertThat(api.get("/api/v2/runs/" + run).status()).isEqualTo(404);
        assertThat(act(run, "apply")).isEqualTo(404);
    }
}
