package io.tidegate.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayPageTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;
    private static PlayPage page;
    private static int count;
    private int pull;

    @BeforeAll
    static void start() {
        sandbox = new Sandbox(0, 0);
        page = new PlayPage(sandbox, 0);
    }

    @AfterAll
    static void stop() {
        page.close();
        sandbox.close();
    }

    @BeforeEach
    void open() {
        String branch = "change-" + ++count;
        pull = sandbox.repository()
                .openPullRequest(sandbox.author(), branch, "Change <b>" + count, Map.of("notes.md", branch + "\n"));
    }

    @Test
    void the_list_and_the_pull_request_escape_what_people_call_it() throws Exception {
        assertThat(get("/"))
                .contains("/pull/" + pull, "Change &lt;b&gt;" + count)
                .doesNotContain("Change <b>");
        assertThat(get("/pull/" + pull)).contains("Change &lt;b&gt;").doesNotContain("Change <b>");
        assertThat(get("/"))
                .contains("Plans come from <strong>" + sandbox.terraform().executorName());
    }

    @Test
    void a_comment_is_made_by_whoever_was_chosen_and_shown_safely() throws Exception {
        assertThat(post("/pull/" + pull + "/comment", "as", "sam", "body", "/apply dev\r\n<script>x</script>")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sandbox.repository().comments(pull)).singleElement().satisfies(comment -> {
            assertThat(comment.author()).isEqualTo("sam");
            assertThat(comment.body()).isEqualTo("/apply dev\n<script>x</script>");
        });
        assertThat(get("/pull/" + pull))
                .contains("/apply dev", "&lt;script&gt;x")
                .doesNotContain("<script>x");
    }

    @Test
    void reviews_are_given_and_the_authors_own_approval_is_refused_with_the_reason() throws Exception {
        assertThat(post("/pull/" + pull + "/review", "as", "ann", "event", "APPROVE", "body", "Fine")
                        .statusCode())
                .isEqualTo(303);
        assertThat(sandbox.repository().reviews(pull))
                .singleElement()
                .satisfies(r -> assertThat(r.state()).isEqualTo("APPROVED"));
        assertThat(get("/pull/" + pull)).contains("approved these changes", "<p>Fine</p>");
        HttpResponse<String> own = post("/pull/" + pull + "/review", "as", "lee", "event", "APPROVE", "body", "");
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(own.body()).contains("GitHub lets nobody approve or refuse a pull request of their own");
    }

    @Test
    void it_is_closed_reopened_and_merged_and_a_stranger_may_not() throws Exception {
        String path = "/pull/" + pull;
        assertThat(post(path + "/merge", "as", "sam").body()).contains("sam has the role read");
        assertThat(post(path + "/close", "as", "lee").statusCode()).isEqualTo(303);
        assertThat(get(path)).contains("Reopen pull request");
        assertThat(post(path + "/reopen", "as", "lee").statusCode()).isEqualTo(303);
        assertThat(post(path + "/merge", "as", "ann").statusCode()).isEqualTo(303);
        assertThat(sandbox.repository().pullRequest(pull).merged()).isTrue();
        assertThat(get(path)).contains("Merged as <code>");
    }

    @Test
    void the_merge_button_waits_for_required_checks() throws Exception {
        sandbox.repository().requireChecks("main", java.util.List.of("tidegate"));
        try {
            assertThat(get("/pull/" + pull))
                    .contains("<strong>tidegate</strong> expected")
                    .containsPattern("id=\"merge\"[^>]* disabled");
            sandbox.repository()
                    .setCheck(
                            "elsewhere", sandbox.repository().pullRequest(pull).headSha(), "tidegate", "success");
            assertThat(get("/pull/" + pull))
                    .contains("class=\"check success\"")
                    .doesNotContainPattern("id=\"merge\"[^>]* disabled");
        } finally {
            sandbox.repository().requireChecks("main", java.util.List.of());
        }
    }

    @Test
    void files_are_shown_as_diffs_and_an_edit_is_pushed() throws Exception {
        String files = "/pull/" + pull + "/files";
        assertThat(get(files)).contains("notes.md", "<code>+change-" + count);
        assertThat(get(files + "?edit=notes.md")).contains("change-" + count + "\n</textarea>");
        String before = sandbox.repository().pullRequest(pull).headSha();
        assertThat(post("/pull/" + pull + "/push", "as", "lee", "path", "notes.md", "body", "other")
                        .statusCode())
                .isEqualTo(303);
        String after = sandbox.repository().pullRequest(pull).headSha();
        assertThat(after).isNotEqualTo(before);
        assertThat(sandbox.repository().file(after, "notes.md")).contains("other\n");
        assertThat(post("/pull/" + pull + "/push", "as", "lee", "path", "../x", "body", "y")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_pull_request_is_opened_by_an_edit() throws Exception {
        HttpResponse<String> opened = post(
                "/pulls",
                "as",
                "lee",
                "title",
                "More",
                "branch",
                "more-" + count,
                "path",
                "environments/dev/main.tf",
                "find",
                "default = 2",
                "put",
                "default = 3");
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(sandbox.repository().pullRequests())
                .anySatisfy(found -> assertThat(found.headRef()).isEqualTo("more-" + count));
    }

    @Test
    void the_clock_the_webhooks_and_the_holds_obey() throws Exception {
        Instant before = sandbox.clock().now();
        post("/clock");
        assertThat(Duration.between(before, sandbox.clock().now()))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        post("/webhooks", "on", "false");
        assertThat(sandbox.github().webhooksOn()).isFalse();
        assertThat(get("/")).contains("webhooks are <strong>off");
        post("/webhooks", "on", "true");
        assertThat(sandbox.github().webhooksOn()).isTrue();
        sandbox.holds().hold("POST /somewhere");
        assertThat(get("/faults")).contains("POST /somewhere");
        post("/holds/release", "route", "POST /somewhere");
        assertThat(sandbox.holds().held()).isEmpty();
    }

    @Test
    void a_run_is_followed_read_and_discarded_by_hand() throws Exception {
        String name = SeededRepository.workspace("dev");
        var workspace = sandbox.terraform().workspace(SeededRepository.ORGANIZATION, name);
        assertThat(post(
                                "/terraform/workspaces/" + name + "/variable",
                                "key",
                                "monitoring_count",
                                "value",
                                "2",
                                "how",
                                "set")
                        .statusCode())
                .isEqualTo(303);
        String run = workspace.foreignRun("max", null, "By hand").id();
        Instant deadline = Instant.now().plusSeconds(60);
        while (!sandbox.terraform().run(run).confirmable() && Instant.now().isBefore(deadline)) {
            sandbox.journal().await(Duration.ofMillis(100));
        }
        assertThat(get("/terraform")).contains(run, "/terraform/runs/" + run + "/confirm", "By hand");
        assertThat(get("/terraform/runs/" + run)).contains("Plan: ");
        assertThat(post("/terraform/runs/" + run + "/discard", "as", "ann").statusCode())
                .isEqualTo(303);
        assertThat(sandbox.journal()
                        .matching(entry -> entry.kind().equals("run-discarded")
                                && entry.fact("by").equals("ann")))
                .hasSize(1);
        assertThat(post("/terraform/runs/" + run + "/confirm", "as", "ann").statusCode())
                .isEqualTo(409);
    }

    @Test
    void the_log_is_filtered_and_the_last_number_tells_of_news() throws Exception {
        String last = get("/journal/last");
        sandbox.repository().comment(sandbox.author(), pull, "a rare word");
        assertThat(get("/journal/last")).isNotEqualTo(last);
        assertThat(get("/log?word=rare+word")).contains("a rare word");
        assertThat(get("/log?side=terraform&word=rare+word")).contains("0 entries");
    }

    @Test
    void only_the_summary_is_shown_where_it_is_asked_for() throws Exception {
        assertThat(get("/pull/" + pull + "?only=summary"))
                .contains("There is no summary yet")
                .doesNotContain("<form");
    }

    @Test
    void what_comes_from_another_site_does_nothing() throws Exception {
        for (Map<String, String> headers : java.util.List.of(
                Map.<String, String>of(),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Origin", page.url(), "Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"))) {
            assertThat(send("/pull/" + pull + "/close", headers, "as=lee").statusCode())
                    .as("%s", headers)
                    .isEqualTo(403);
        }
        assertThat(sandbox.repository().pullRequest(pull).open()).isTrue();
    }

    @Test
    void a_foreign_name_that_leads_here_is_refused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(page.url()).getPort())) {
            socket.getOutputStream()
                    .write("GET /journal HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void nothing_foreign_is_loaded() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(page.url() + "/pull/" + pull)).build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(answer.body()).doesNotContain("https://", "style=", "onclick");
        assertThat(get("/assets/page.css") + get("/assets/page.js"))
                .doesNotContain("http:", "https:", "url(", "@import");
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(page.url() + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> post(String path, String... fields) throws IOException, InterruptedException {
        String form = java.util.stream.IntStream.range(0, fields.length / 2)
                .mapToObj(i -> fields[2 * i] + "=" + URLEncoder.encode(fields[2 * i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(path, Map.of("Origin", page.url()), form);
    }

    private static HttpResponse<String> send(String path, Map<String, String> headers, String form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
