package io.tidegate.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitHub having a bad day: what is waited for, what is refused, and that no thread sleeps and no secret shows. */
class GitHubFaultsTest {
    private static final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    private static final String SHA = "a".repeat(40);
    private static final String TOKEN = "ghs_7_canary.token.value";
    private static final String REF = "/repos/acme/infra/git/ref/heads/main";
    private final Repository repository = new Repository(11, "acme", "infra", 22);
    private final Forges forges =
            Forges.at("http://127.0.0.1:" + server.port(), 7, Forges.key(), Duration.ofMillis(1500));

    @BeforeAll
    static void start() {
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void tokens() {
        server.resetAll();
        server.stubFor(post("/app/installations/22/access_tokens")
                .willReturn(token(Instant.now().plusSeconds(3600))));
    }

    private static ResponseDefinitionBuilder token(Instant expires) {
        return okJson("{\"token\":\"" + TOKEN + "\",\"expires_at\":\"" + expires + "\"}")
                .withStatus(201);
    }

    private static ResponseDefinitionBuilder ref() {
        return okJson("{\"ref\":\"refs/heads/main\",\"object\":{\"sha\":\"" + SHA + "\"}}");
    }

    private Outside failing(ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo(REF)).willReturn(answer));
        Outside failure = catchThrowableOfType(Outside.class, () -> forges.forge.tip(repository, "main"));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(TOKEN).doesNotContain("canary");
        return failure;
    }

    private static Duration wait(Outside failure) {
        assertThat(failure).isInstanceOf(Outside.Unavailable.class);
        return ((Outside.Unavailable) failure).after();
    }

    private static String remedy(Outside failure) {
        assertThat(failure).isInstanceOf(Outside.Refused.class);
        return ((Outside.Refused) failure).remedy();
    }

    @Test
    void a_429_is_passed_on_with_the_wait_that_github_asked_for_and_not_slept_through() {
        Instant before = Instant.now();
        assertThat(wait(failing(aResponse().withStatus(429).withHeader("Retry-After", "17"))))
                .isEqualTo(Duration.ofSeconds(17));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        server.verify(1, getRequestedFor(urlPathEqualTo(REF)));
        assertThat(forges.budgets.held).containsExactly("github/22 PT17S");
    }

    @Test
    void what_is_left_of_a_limit_is_told_for_the_installation_by_githubs_clock() {
        long reset = Instant.now().plusSeconds(600).getEpochSecond();
        server.stubFor(get(urlPathEqualTo(REF))
                .willReturn(ref().withHeader("X-RateLimit-Limit", "5000")
                        .withHeader("X-RateLimit-Remaining", "123")
                        .withHeader("X-RateLimit-Reset", Long.toString(reset))));
        forges.forge.tip(repository, "main");
        assertThat(forges.budgets.told).containsExactly("github/22 123/5000");
        assertThat(forges.budgets.asked).contains("github/app", "github/22");
        assertThat(forges.budgets.held).isEmpty();
    }

    @Test
    void a_secondary_limit_is_told_from_a_missing_permission_by_its_words() {
        assertThat(wait(failing(aResponse()
                        .withStatus(403)
                        .withBody("{\"message\":\"You have exceeded a secondary rate limit.\"}"))))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_used_up_quota_is_waited_for_until_its_reset() {
        long reset = Instant.now().plusSeconds(300).getEpochSecond();
        assertThat(wait(failing(aResponse()
                        .withStatus(403)
                        .withHeader("X-RateLimit-Remaining", "0")
                        .withHeader("X-RateLimit-Reset", Long.toString(reset)))))
                .isBetween(Duration.ofSeconds(250), Duration.ofSeconds(301));
    }

    @Test
    void a_missing_permission_is_named() {
        assertThat(remedy(failing(aResponse()
                        .withStatus(403)
                        .withHeader("X-Accepted-GitHub-Permissions", "contents=read")
                        .withBody("{\"message\":\"Resource not accessible by integration\"}"))))
                .contains("contents=read");
    }

    @Test
    void what_does_not_exist_is_refused_with_what_to_look_at() {
        assertThat(remedy(failing(aResponse().withStatus(404).withBody("{\"message\":\"Not Found\"}"))))
                .contains("installed on the repository");
    }

    @Test
    void server_errors_resets_and_slow_answers_are_worth_another_try() {
        assertThat(wait(failing(aResponse().withStatus(502)))).isNull();
        assertThat(wait(failing(aResponse().withStatus(503).withHeader("Retry-After", "5"))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(failing(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)))
                .isInstanceOf(Outside.Unavailable.class);
        assertThat(failing(ref().withFixedDelay(4000)))
                .isInstanceOf(Outside.Unavailable.class)
                .hasMessageContaining("within");
        assertThat(failing(ref().withChunkedDribbleDelay(5, 5000)))
                .isInstanceOf(Outside.Unavailable.class)
                .hasMessageContaining("within");
        assertThat(failing(aResponse().withStatus(200).withBody("<html>")))
                .isInstanceOf(Outside.Unavailable.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_renamed_repository_is_not_followed() {
        server.stubFor(get(urlPathMatching("/repositories/.*")).willReturn(ref()));
        assertThat(remedy(failing(aResponse()
                        .withStatus(301)
                        .withHeader("Location", forges.settings.api() + "/repositories/11/git/ref/heads/main"))))
                .contains("renamed");
        server.verify(0, getRequestedFor(urlPathMatching("/repositories/.*")));
    }

    @Test
    void a_post_whose_answer_was_lost_is_sent_once() {
        server.stubFor(
                post(urlPathMatching(".*/comments")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        Outside failure = catchThrowableOfType(
                Outside.class, () -> forges.forge.writeSummary(repository, 5, null, false, "text"));

        assertThat(failure).isInstanceOf(Outside.Unavailable.class);
        server.verify(1, postRequestedFor(urlPathMatching(".*/comments")));
    }

    @Test
    void the_library_neither_waits_for_a_limit_nor_repeats_the_post() {
        server.stubFor(post(urlPathMatching(".*/check-runs"))
                .willReturn(aResponse().withStatus(403).withHeader("Retry-After", "60")));
        var report =
                new io.tidegate.report.CheckReport("tidegate", "x", "success", "t", "s", null, List.of(), List.of());

        Outside failure = catchThrowableOfType(
                Outside.class, () -> forges.forge.writeCheck(repository, SHA, null, false, report));

        assertThat(wait(failure)).isEqualTo(Duration.ofMinutes(1));
        server.verify(1, postRequestedFor(urlPathMatching(".*/check-runs")));
    }

    @Test
    void a_refused_token_is_replaced_once_and_then_believed() {
        assertThat(remedy(failing(aResponse().withStatus(401)))).contains("private-key");
        server.verify(2, getRequestedFor(urlPathEqualTo(REF)));
        server.verify(2, postRequestedFor(urlPathEqualTo("/app/installations/22/access_tokens")));
    }

    @Test
    void a_token_is_asked_for_once_by_many_and_again_shortly_before_it_ends() throws Exception {
        server.stubFor(get(urlPathEqualTo(REF)).willReturn(ref()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> ask = () -> forges.forge.tip(repository, "main");
            threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> ask).toList());
        }
        server.verify(1, postRequestedFor(urlPathEqualTo("/app/installations/22/access_tokens")));

        Repository other = new Repository(12, "acme", "infra", 22);
        server.stubFor(post("/app/installations/22/access_tokens")
                .willReturn(token(Instant.now().plusSeconds(240))));
        forges.forge.tip(other, "main");
        forges.forge.tip(other, "main");
        server.verify(3, postRequestedFor(urlPathEqualTo("/app/installations/22/access_tokens")));
    }

    @Test
    void an_unchanged_answer_is_taken_from_the_last_time() {
        server.stubFor(get(urlPathEqualTo(REF)).willReturn(ref().withHeader("ETag", "\"1\"")));
        forges.forge.tip(repository, "main");
        server.stubFor(get(urlPathEqualTo(REF))
                .withHeader("If-None-Match", com.github.tomakehurst.wiremock.client.WireMock.equalTo("\"1\""))
                .willReturn(aResponse().withStatus(304)));

        assertThat(forges.forge.tip(repository, "main")).isEqualTo(SHA);
        assertThat(forges.meters
                        .get("tidegate.github.calls")
                        .tag("status", "304")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_download_that_leads_to_a_foreign_host_is_not_followed() {
        server.stubFor(get(urlPathMatching(".*/tarball/.*"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/latest")));

        Outside failure = catchThrowableOfType(Outside.class, () -> forges.forge.tarball(repository, SHA));

        assertThat(failure).isInstanceOf(Outside.Refused.class);
    }

    @Test
    void the_token_goes_to_the_api_and_not_along_with_the_redirect() throws Exception {
        server.stubFor(get(urlPathMatching(".*/tarball/.*"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", "/codeload/x?token=signed")));
        server.stubFor(get(urlPathEqualTo("/codeload/x")).willReturn(aResponse().withBody("archive")));

        try (var tarball = forges.forge.tarball(repository, SHA)) {
            assertThat(tarball.readAllBytes()).asString().isEqualTo("archive");
        }
        server.verify(getRequestedFor(urlPathEqualTo("/codeload/x")).withoutHeader("Authorization"));
    }
}
