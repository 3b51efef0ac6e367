package io.tidegate.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Exchange;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.terraform.TerraformStandIn;
import io.tidegate.sandbox.terraform.Trouble;
import io.tidegate.sandbox.terraform.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every route of the sandbox's HCP Terraform, held to HashiCorp's own description. */
class HcpContractTest {
    private static final String ONE = "resource \"terraform_data\" \"a\" {\n  input = \"1\"\n}\n"
            + "output \"a\" {\n  value     = 1\n  sensitive = true\n}\n";
    private final Journal journal = new Journal();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private HcpJudge judge;
    private TerraformStandIn terraform;
    private HcpCaller api;

    @BeforeEach
    void needsTheDescription() {
        judge = HcpJudge.of(HcpDescription.file());
        journal.watch(exchanges::add);
        terraform = new TerraformStandIn(0, journal, new Holds());
        terraform.rateLimit(100_000);
        api = new HcpCaller(terraform);
    }

    @AfterEach
    void close() {
        if (terraform != null) {
            terraform.close();
        }
    }

    private List<String> violations() {
        return exchanges.stream()
                .flatMap(exchange -> judge.violations(exchange).stream())
                .distinct()
                .toList();
    }

    @Test
    void what_is_read_and_written_about_workspaces_is_as_described() {
        Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
        workspace.seed(Map.of("main.tf", ONE.getBytes(StandardCharsets.UTF_8)));
        workspace.setVariable("size", "s", false);
        workspace.tag("dev");
        workspace.tag("tidegate-repository", "7");
        workspace.triggeredBy("network");
        workspace.grant("platform", "write");
        String path = "workspaces/" + workspace.id();
        for (String asked : List.of(
                "account/details",
                "organizations/acme",
                "organizations/acme/entitlement-set",
                "organizations/acme/workspaces?page%5Bsize%5D=50",
                "organizations/acme/workspaces/infra-dev",
                path,
                path + "/effective-tag-bindings",
                path + "/vars",
                path + "/run-triggers?filter%5Brun-trigger%5D%5Btype%5D=inbound",
                "team-workspaces?filter%5Bworkspace%5D%5Bid%5D=" + workspace.id(),
                path + "/all-vars",
                path + "/current-state-version",
                path + "/current-state-version-outputs",
                "state-versions?filter%5Borganization%5D%5Bname%5D=acme&filter%5Bworkspace%5D%5Bname%5D=infra-dev")) {
            assertThat(api.get(asked).status()).as(asked).isEqualTo(200);
        }
        api.get("teams/"
                + api.get("team-workspaces?filter%5Bworkspace%5D%5Bid%5D=" + workspace.id())
                        .json()
                        .at("/data/0/relationships/team/data/id")
                        .asText());
        api.get("state-versions/" + api.get(path + "/current-state-version").id() + "/outputs");
        HcpCaller.Answer variable = api.create(
                path + "/vars",
                "vars",
                "{\"key\":\"TF_CLI_ARGS_plan\",\"value\":\"-compact-warnings\",\"category\":\"env\",\"hcl\":false,"
                        + "\"sensitive\":false,\"description\":\"contract\"}");
        api.delete(path + "/vars/" + variable.id());
        api.patch(path, "workspaces", "{\"execution-mode\":\"remote\"}");
        api.post(path + "/actions/lock", "{\"reason\":\"tidegate\"}");
        api.post(path + "/actions/lock", "{\"reason\":\"tidegate\"}");
        api.post(path + "/actions/unlock", "");
        workspace.vcsRepo(true);
        workspace.lockByTeam("oncall", "why");
        api.get(path);
        api.get("workspaces/ws-none");

        assertThat(violations()).isEmpty();
        assertThat(judge.seen()).contains("GET /workspaces/{workspace_id} 200", "GET /workspaces/{workspace_id} 404");
    }

    @Test
    void what_happens_to_runs_is_as_described() {
        Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
        workspace.costEstimation(true);
        String configuration = api.uploaded(workspace, ONE);
        api.get("configuration-versions/" + configuration);
        String run =
                api.run(workspace, configuration, "{\"auto-apply\":false,\"message\":\"contract\",\"variables\":[]}");
        api.await(run, terraform);
        for (String asked : List.of(
                "runs/" + run + "?include=plan,apply,created_by,workspace,configuration_version,cost_estimate",
                "runs/" + run + "/plan",
                "runs/" + run + "/apply",
                "runs/" + run + "/policy-checks",
                "runs/" + run + "/task-stages",
                "runs/" + run + "/run-events",
                "runs/" + run + "/comments",
                "cost-estimates/" + run.replace("run-", "ce-"),
                "plans/" + run.replace("run-", "plan-"),
                "applies/" + run.replace("run-", "apply-"),
                "plans/" + run.replace("run-", "plan-") + "/json-output",
                "workspaces/" + workspace.id() + "/runs?filter%5Boperation%5D=plan_only",
                "organizations/acme/runs/queue")) {
            assertThat(api.get(asked).status()).as(asked).isIn(200, 307, 404);
        }
        api.get("runs/" + run + "?include=nonsense");
        api.create("runs/" + run + "/comments", "comments", "{\"body\":\"looks good\"}");
        api.post("runs/" + run + "/actions/apply", "{\"comment\":\"why\"}");
        api.post("runs/" + run + "/actions/apply", "");
        api.post("runs/" + run + "/actions/discard", "");
        terraform.awaitEnd(run);
        api.get("runs/" + run);
        api.get("applies/" + run.replace("run-", "apply-"));

        assertThat(violations()).isEmpty();
        assertThat(judge.seen()).contains("POST /runs 201", "POST /runs/{run_id}/actions/apply 202");
    }

    @Test
    void policies_and_notifications_are_as_described() {
        Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
        for (Trouble.Policy policy : List.of(Trouble.Policy.SOFT_FAILS, Trouble.Policy.TASK_NEEDS_DECISION)) {
            workspace.trouble().policy(policy);
            String run = api.run(workspace, api.uploaded(workspace, ONE), "{\"auto-apply\":false}");
            api.awaitOverridable(run);
            api.get("runs/" + run + "?include=task_stages");
            String kind = policy == Trouble.Policy.SOFT_FAILS ? "policy-checks" : "task-stages";
            String id =
                    api.get("runs/" + run + "/" + kind).json().at("/data/0/id").asText();
            api.get(kind + "/" + id);
            api.post(kind + "/" + id + "/actions/override", "");
            api.await(run, terraform);
            api.post("runs/" + run + "/actions/discard", "");
            terraform.awaitEnd(run);
        }
        HcpCaller.Answer made = api.create(
                "workspaces/" + workspace.id() + "/notification-configurations",
                "notification-configurations",
                "{\"name\":\"tidegate\",\"destination-type\":\"generic\",\"enabled\":false,\"token\":\"t\","
                        + "\"url\":\"http://127.0.0.1:9/\",\"triggers\":[\"run:completed\"]}");
        api.get("workspaces/" + workspace.id() + "/notification-configurations");
        api.get("notification-configurations/" + made.id());
        api.post("notification-configurations/" + made.id() + "/actions/verify", "");
        api.delete("notification-configurations/" + made.id());

        assertThat(violations()).isEmpty();
    }

    @Test
    void a_misspelt_wish_is_found() {
        Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
        api.create(
                "workspaces/" + workspace.id() + "/configuration-versions",
                "configuration-versions",
                "{\"speculativ\":true,\"auto-queue-runs\":\"no\"}");

        assertThat(violations()).hasSizeGreaterThanOrEqualTo(2).anyMatch(one -> one.contains("speculativ"));
    }
}
