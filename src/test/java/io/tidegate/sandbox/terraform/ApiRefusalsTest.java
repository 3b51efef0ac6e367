package io.tidegate.sandbox.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRefusalsTest {
    private static final Map<String, byte[]> FILES = ApiClient.configurationOf("output \"a\" {\n  value = 1\n}\n");
    private final Journal journal = new Journal();
    private final TerraformStandIn terraform = new TerraformStandIn(0, journal, new Holds());
    private final ApiClient api = new ApiClient(terraform.url(), terraform.token());
    private final Workspace workspace = terraform.createWorkspace("acme", "infra-dev", "");
    private final String path = "/api/v2/workspaces/" + workspace.id();

    @BeforeEach
    void generous() {
        terraform.rateLimit(10_000);
    }

    @AfterEach
    void close() {
        terraform.close();
    }

    @Test
    void every_answer_names_the_api_version_and_the_limit() {
        ApiClient.Answer ping = api.get("/api/v2/ping");

        assertThat(ping.status()).isEqualTo(204);
        assertThat(ping.header("TFP-API-Version")).isEqualTo("2.6");
        assertThat(ping.header("X-RateLimit-Limit")).isEqualTo("10000");
    }

    @Test
    void a_wrong_token_is_unauthorized_but_what_is_forbidden_is_not_found() {
        ApiClient stranger = new ApiClient(terraform.url(), "wrong");
        assertThat(stranger.get(path).status()).isEqualTo(401);
        workspace.permissions(false, false, false);
        assertThat(api.get(path).attribute("permissions").path("can-queue-run").asBoolean(true))
                .isFalse();
        assertThat(api.configuration(workspace.id(), "{}").status()).isEqualTo(404);
        workspace.readable(false);
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.get("/api/v2/organizations/acme/workspaces/infra-dev").status())
                .isEqualTo(404);
    }

    @Test
    void bodies_are_json_api_except_for_actions() {
        assertThat(api.send("POST", path + "/configuration-versions", "{}", "application/json")
                        .status())
                .isEqualTo(415);
        assertThat(api.send("POST", path + "/actions/lock", "{\"reason\":\"x\"}", "application/json")
                        .status())
                .isEqualTo(200);
        assertThat(api.post(path + "/actions/lock", "{}").status()).isEqualTo(409);
    }

    @Test
    void the_archivist_refuses_a_credential_and_journals_the_leak() {
        ApiClient.Answer version = api.configuration(workspace.id(), "{\"speculative\":true}");
        String upload = version.attribute("upload-url").asText();

        assertThat(api.bearing("PUT", upload, ApiClient.tarball(FILES)).status())
                .isEqualTo(400);

        assertThat(journal.matching(entry -> entry.kind().equals("bearer-at-archivist")))
                .hasSize(1);
        assertThat(api.get("/api/v2/configuration-versions/" + version.id())
                        .attribute("status")
                        .asText())
                .isEqualTo("pending");
        assertThat(api.get("/api/v2/configuration-versions/" + version.id())
                        .attribute("upload-url")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void addresses_of_the_archivist_expire_and_cannot_be_changed() {
        String upload =
                api.configuration(workspace.id(), "{}").attribute("upload-url").asText();

        assertThat(api.bare("PUT", upload + "x", new byte[0]).status()).isEqualTo(404);
        terraform.forward(Duration.ofHours(26));
        assertThat(api.bare("PUT", upload, ApiClient.tarball(FILES)).status()).isEqualTo(404);
    }

    @Test
    void the_address_of_a_plan_is_valid_for_a_minute() {
        assumeTrue(terraform.executorName().startsWith("terraform "), "terraform is not installed here");
        String version = api.uploaded(workspace.id(), true, FILES);
        String run = api.run(workspace.id(), version, "{}").id();
        api.awaitStatus(run, "planned_and_finished");
        String json = "/api/v2/runs/" + run + "/plan/json-output";
        String address = api.get(json).header("Location");
        assertThat(api.bare("GET", address, null).status()).isEqualTo(200);
        terraform.forward(Duration.ofSeconds(61));
        assertThat(api.bare("GET", address, null).status()).isEqualTo(404);
        workspace.permissions(true, true, false);
        assertThat(api.get(json).status())
                .as("only administrators of the workspace")
                .isEqualTo(404);
    }

    @Test
    void a_run_needs_a_configuration_that_is_uploaded_and_fits_its_kind() {
        ApiClient.Answer pending = api.configuration(workspace.id(), "{\"speculative\":true}");
        ApiClient.Answer early = api.run(workspace.id(), pending.id(), "{}");
        assertThat(early.status()).isEqualTo(422);
        assertThat(early.error()).isEqualTo("Invalid run parameters: Configuration version is still being processed.");
        String speculative = api.uploaded(workspace.id(), true, FILES);
        assertThat(api.run(workspace.id(), speculative, "{\"plan-only\":false}").status())
                .isEqualTo(422);
        ApiClient.Answer none = api.post(
                "/api/v2/runs",
                "{\"data\":{\"type\":\"runs\",\"attributes\":{},\"relationships\":{\"workspace\":{\"data\":"
                        + "{\"type\":\"workspaces\",\"id\":\"" + workspace.id() + "\"}}}}}");
        assertThat(none.error()).contains("Configuration version is missing");
    }

    @Test
    void a_configuration_queues_a_run_by_itself_unless_told_not_to() {
        ApiClient.Answer version = api.configuration(workspace.id(), "{\"speculative\":true}");
        assertThat(version.attribute("auto-queue-runs").asBoolean()).isTrue();

        api.bare("PUT", version.attribute("upload-url").asText(), ApiClient.tarball(FILES));

        assertThat(workspace.runs()).hasSize(1);
        assertThat(workspace.runs().getFirst().planOnly()).isTrue();
    }

    @Test
    void an_archive_that_leads_outside_or_is_none_makes_the_configuration_errored() {
        ApiClient.Answer text = api.configuration(workspace.id(), "{}");
        api.bare("PUT", text.attribute("upload-url").asText(), "no archive".getBytes(StandardCharsets.UTF_8));
        ApiClient.Answer outside = api.configuration(workspace.id(), "{}");
        api.bare("PUT", outside.attribute("upload-url").asText(), ApiClient.tarball(Map.of("../evil.tf", new byte[1])));

        for (ApiClient.Answer version : new ApiClient.Answer[] {text, outside}) {
            ApiClient.Answer errored = api.get("/api/v2/configuration-versions/" + version.id());
            assertThat(errored.attribute("status").asText()).isEqualTo("errored");
            assertThat(errored.attribute("error-message").asText()).isNotEmpty();
        }
        assertThat(workspace.runs()).isEmpty();
    }

    @Test
    void a_workspace_with_a_vcs_connection_takes_only_speculative_uploads() {
        workspace.vcsRepo(true);

        assertThat(api.configuration(workspace.id(), "{}").status()).isEqualTo(422);
        assertThat(api.configuration(workspace.id(), "{\"speculative\":true}").status())
                .isEqualTo(201);
        assertThat(api.get(path).attribute("vcs-repo").path("identifier").asText())
                .isNotEmpty();
    }

    @Test
    void an_unknown_include_is_a_bad_request() {
        String version = api.uploaded(workspace.id(), true, FILES);
        String run = api.run(workspace.id(), version, "{}").id();

        assertThat(api.get("/api/v2/runs/" + run + "?include=policy_checks").status())
                .isEqualTo(400);
        ApiClient.Answer known = api.get("/api/v2/runs/" + run + "?include=plan,workspace,created_by");
        assertThat(known.json().path("included").findValuesAsText("type")).contains("plans", "workspaces", "users");
    }

    @Test
    void too_many_requests_are_refused_with_the_status_as_a_number() {
        terraform.rateLimit(0);

        ApiClient.Answer refused = api.get(path);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/errors/0/status").isNumber()).isTrue();
        assertThat(refused.header("X-RateLimit-Reset")).matches("\\d+\\.\\d+");
    }

    @Test
    void lists_of_runs_are_limited_to_thirty_a_minute() {
        for (int i = 0; i < 30; i++) {
            assertThat(api.get(path + "/runs").status()).isEqualTo(200);
        }
        assertThat(api.get(path + "/runs").status()).isEqualTo(429);
        assertThat(api.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":[]}",
                "{\"data\":{\"attributes\":{}}}",
                "{\"data\":{\"type\":\"runs\",\"attributes\":{}}}",
                "{\"data\":{\"type\":\"configuration-versions\",\"attributes\":{\"speculative\":\"yes\"}}}",
                "{\"data\":{\"type\":\"configuration-versions\",\"attributes\":{\"speculativ\":true}}}",
                "{\"data\":{\"type\":\"configuration-versions\",\"attributes\":[]}}",
                "{\"data\":{\"type\":\"configuration-versions\",\"attribute\":{}}}",
                "{\"data\":{\"type\":\"configuration-versions\"},\"meta\":{}}"
            })
    void a_body_of_another_form_than_the_documented_one_is_unprocessable(String body) {
        assertThat(api.post(path + "/configuration-versions", body).status()).isEqualTo(422);
    }

    @Test
    void a_run_is_refused_for_wrong_types_and_wrong_relationships() {
        String version = api.uploaded(workspace.id(), true, FILES);
        for (String attributes : new String[] {
            "{\"auto-apply\":\"false\"}",
            "{\"message\":7}",
            "{\"target-addrs\":\"a\"}",
            "{\"target-addrs\":[1]}",
            "{\"variables\":[{\"key\":\"a\",\"value\":1}]}",
            "{\"is-destroy\":true,\"refresh-only\":true}",
            "{\"plan-only\":false,\"terraform-version\":\"1.9.0\"}",
            "{\"autoapply\":false}"
        }) {
            assertThat(api.run(workspace.id(), version, attributes).status())
                    .as(attributes)
                    .isEqualTo(422);
        }
        ApiClient.Answer wrongKind = api.post(
                "/api/v2/runs",
                "{\"data\":{\"type\":\"runs\",\"relationships\":{\"workspace\":{\"data\":{\"type\":\"runs\",\"id\":\""
                        + workspace.id() + "\"}}}}}");
        assertThat(wrongKind.status()).isEqualTo(422);
        assertThat(wrongKind.error()).contains("data.relationships.workspace");
        assertThat(workspace.runs()).isEmpty();
    }

    @Test
    void what_is_not_json_is_a_bad_request_and_what_changes_something_needs_its_media_type_even_without_a_body() {
        assertThat(api.post(path + "/configuration-versions", "{").status()).isEqualTo(400);
        assertThat(api.send("POST", path + "/actions/lock", null, "text/plain").status())
                .isEqualTo(415);
        assertThat(api.send("POST", path + "/actions/lock", null, "application/vnd.api+json")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_page_holds_a_hundred_at_most_whatever_is_asked_for() {
        ApiClient.Answer page = api.get("/api/v2/organizations/acme/workspaces?page%5Bsize%5D=1000");

        assertThat(page.json().at("/meta/pagination/page-size").asInt()).isEqualTo(100);
        assertThat(api.get("/api/v2/organizations/acme/workspaces?page%5Bsize%5D=many")
                        .status())
                .isEqualTo(400);
    }
}
