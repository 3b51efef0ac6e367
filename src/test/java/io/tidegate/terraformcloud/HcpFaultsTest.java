package io.tidegate.terraformcloud;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.environment.Rules;
import io.tidegate.flow.Outside;
import io.tidegate.flow.RecordedBudgets;
import io.tidegate.plan.DigestKey;
import io.tidegate.run.RunId;
import io.tidegate.run.RunSeen;
import io.tidegate.run.WorkspaceSeen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HcpFaultsTest {
    private static final RunId RUN = new RunId("run-abc");
    private static final WorkspaceSeen WORKSPACE = new WorkspaceSeen("ws-1", "o", "infra", List.of(), List.of(), null);
    private static final String SIGNED = "/object/s1gned-s3cret";

    @RegisterExtension
    static final WireMockExtension HCP =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HcpRuns runs;

    private final RecordedBudgets budgets = new RecordedBudgets();

    @BeforeEach
    void connect() {
        connect("20s");
    }

    private void connect(String patience) {
        TerraformConfiguration configuration = Configurations.of(Map.of(
                "tidegate.terraform.url",
                HCP.baseUrl(),
                "tidegate.terraform.token",
                "t0k3n-s3cret",
                "tidegate.terraform.call-timeout",
                patience));
        runs = TerraformAdapter.runs(
                configuration,
                Configurations.secrets(Map.of("tidegate.terraform.token", "t0k3n-s3cret")),
                name -> List.of(),
                List.of(),
                meters,
                budgets,
                new DigestKey("test", new byte[32]),
                folder);
    }

    private static void answers(ResponseDefinitionBuilder response) {
        HCP.stubFor(any(anyUrl()).willReturn(response));
    }

    private Outside.Unavailable unavailable() {
        return catchThrowableOfType(Outside.Unavailable.class, () -> runs.read(RUN));
    }

    private Outside.Refused refused() {
        return catchThrowableOfType(Outside.Refused.class, () -> runs.read(RUN));
    }

    @Test
    void a_limit_says_how_long_to_wait_in_decimal_seconds() {
        answers(aResponse()
                .withStatus(429)
                .withHeader("X-RateLimit-Reset", "0.734")
                .withBody("{\"errors\":[{\"detail\":\"too many\",\"status\":429}]}"));
        assertThat(unavailable().after()).isEqualTo(Duration.ofMillis(734));
        assertThat(budgets.held).singleElement().asString().matches("terraform/[0-9a-f]{16} PT0.734S");
        assertThat(meters.counter("tidegate.terraform.calls", "route", "GET /runs/{run}", "status", "429")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_failing_slow_or_broken_server_is_unavailable() {
        answers(aResponse().withStatus(503).withHeader("Retry-After", "7").withBody("<html>proxy</html>"));
        assertThat(unavailable().after()).isEqualTo(Duration.ofSeconds(7));
        connect("500ms");
        answers(aResponse().withFixedDelay(2500));
        assertThat(unavailable()).hasMessageContaining("did not answer");
        answers(aResponse().withStatus(200).withChunkedDribbleDelay(4, 4000).withBody("{\"data\":{}}"));
        assertThat(unavailable()).hasMessageContaining("did not answer");
        connect("20s");
        answers(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThat(unavailable()).hasMessageContaining("did not answer");
        answers(aResponse().withStatus(200).withBody("<html>maintenance</html>"));
        assertThat(unavailable()).hasMessageContaining("not the document");
    }

    @Test
    void a_refused_token_and_a_hidden_thing_say_what_to_do() {
        answers(aResponse().withStatus(401));
        assertThat(refused()).hasMessageContaining("token").hasMessageNotContaining("s3cret");
        answers(aResponse().withStatus(404).withBody("{\"errors\":[\"plain\"]}"));
        assertThat(refused()).hasMessageContaining("does not exist, or the token may not see it");
        answers(aResponse()
                .withStatus(422)
                .withBody("{\"errors\":[{\"title\":\"invalid\",\"detail\":\"a\\nb https://x/y\"}]}"));
        assertThat(refused()).hasMessageContaining("a b (an address)");
        answers(aResponse().withStatus(302).withHeader("Location", "https://elsewhere.example/"));
        assertThat(refused()).hasMessageContaining("302");
    }

    @Test
    void a_configuration_still_being_processed_is_worth_another_try() {
        answers(
                aResponse()
                        .withStatus(422)
                        .withBody(
                                "{\"errors\":[{\"detail\":\"Invalid run parameters: Configuration version is still being processed.\"}]}"));
        assertThat(unavailable()).isNotNull();
    }

    @Test
    void a_plan_not_written_yet_is_worth_another_try_and_a_hidden_one_names_the_permission() {
        answers(aResponse().withStatus(204));
        assertThatThrownBy(() -> runs.plan(RUN, WORKSPACE, Rules.USUAL)).isInstanceOf(Outside.Unavailable.class);
        answers(aResponse().withStatus(404));
        Outside.Refused hidden =
                catchThrowableOfType(Outside.Refused.class, () -> runs.plan(RUN, WORKSPACE, Rules.USUAL));
        assertThat(hidden.remedy()).contains("Admin on the workspace o/infra");
    }

    @Test
    void the_plan_is_fetched_without_the_token_and_its_address_is_told_to_nobody() {
        HCP.stubFor(get(urlPathEqualTo("/api/v2/runs/run-abc/plan/json-output"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", HCP.baseUrl() + SIGNED)));
        HCP.stubFor(get(urlPathEqualTo(SIGNED)).willReturn(aResponse().withStatus(410)));
        assertThatThrownBy(() -> runs.plan(RUN, WORKSPACE, Rules.USUAL))
                .isInstanceOf(Outside.class)
                .hasMessageNotContaining("s3cret");
        HCP.verify(1, getRequestedFor(urlPathEqualTo(SIGNED)).withoutHeader("Authorization"));
    }

    @Test
    void an_unencrypted_address_elsewhere_is_not_followed() {
        HCP.stubFor(get(urlPathEqualTo("/api/v2/runs/run-abc/plan/json-output"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", "http://192.0.2.1/plan?s3cret")));
        assertThatThrownBy(() -> runs.plan(RUN, WORKSPACE, Rules.USUAL))
                .isInstanceOf(Outside.Refused.class)
                .hasMessageContaining("not encrypted")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void an_unreadable_plan_is_refused_and_one_cut_off_never_looks_like_no_changes() {
        HCP.stubFor(get(urlPathEqualTo("/api/v2/runs/run-abc/plan/json-output"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", SIGNED)));
        HCP.stubFor(get(urlPathEqualTo(SIGNED))
                .willReturn(aResponse().withBody("{\"format_version\":\"1.2\",\"resource_ch")));
        assertThatThrownBy(() -> runs.plan(RUN, WORKSPACE, Rules.USUAL)).isInstanceOf(Outside.Refused.class);
        HCP.stubFor(get(urlPathEqualTo(SIGNED)).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
        assertThatThrownBy(() -> runs.plan(RUN, WORKSPACE, Rules.USUAL)).isInstanceOf(Outside.class);
    }

    @Test
    void of_an_errored_run_only_the_summaries_of_its_last_errors_are_told() {
        run(
                "errored",
                "errored",
                "Error: first\n\u001b[31m│\u001b[0m \u001b[1mError: Invalid count\u001b[0m\n│ value = s3cret\n"
                        + "{\"@message\":\"Error: x\",\"diagnostic\":{\"severity\":\"error\",\"summary\":\"Bad size\",\"detail\":\"s3cret\"}}\n"
                        + "Error: last https://host/s3cret\n");
        RunSeen seen = runs.read(RUN);
        assertThat(seen.message())
                .isEqualTo("The plan failed. Error: Invalid count Error: Bad size Error: last (an address)");
        assertThat(seen.planFinished()).isFalse();
    }

    @Test
    void an_unknown_status_is_neither_an_error_nor_safe() {
        run("quantum_entangling", "hibernating", "");
        RunSeen seen = runs.read(RUN);
        assertThat(seen.status().isFinal() || seen.confirmable() || seen.permitted() || seen.planFinished())
                .isFalse();
    }

    @Test
    void a_confirmation_that_comes_too_late_is_no_success_and_a_failing_one_is_not_repeated() {
        HCP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(409)));
        assertThat(runs.confirm(RUN)).isFalse();
        HCP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(502)));
        assertThatThrownBy(() -> runs.confirm(RUN)).isInstanceOf(Outside.Unavailable.class);
        HCP.verify(
                2,
                postRequestedFor(urlPathEqualTo("/api/v2/runs/run-abc/actions/apply"))
                        .withHeader("Content-Type", equalTo("application/vnd.api+json")));
    }

    private static void run(String status, String planStatus, String log) {
        HCP.stubFor(get(urlPathEqualTo("/api/v2/runs/run-abc"))
                .willReturn(aResponse().withBody("""
                {"data":{"id":"run-abc","type":"runs","attributes":{"status":"%s"},"relationships":
                {"plan":{"data":{"id":"plan-1","type":"plans"}}}},"included":[{"id":"plan-1","type":"plans",
                "attributes":{"status":"%s","log-read-url":"%s?sig=s3cret"}}]}""".formatted(status, planStatus, HCP.baseUrl() + "/log"))));
        HCP.stubFor(get(urlPathEqualTo("/log")).willReturn(aResponse().withBody("\u0002" + log + "\u0003")));
    }
}
