package io.tidegate.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import io.tidegate.sandbox.terraform.Workspace;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one can do on the page besides a pull request's own buttons, as {@link PlayPageTest} does those. */
class PlayingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Sandbox sandbox;
    private static PlayPage page;

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

    @Test
    void whom_one_is_sticks_and_is_whoever_acts() throws Exception {
        int pull = open("sticks");
        HttpResponse<String> chosen = post("/as", "", "login", "kim", "back", "/pull/" + pull);
        assertThat(chosen.headers().firstValue("Location")).contains("/pull/" + pull);
        String cookie = chosen.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
        assertThat(get("/pull/" + pull, cookie))
                .contains("is in the team acme/platform", "value=\"kim\" aria-pressed=\"true\"", "Comment as");
        post("/pull/" + pull + "/comment", cookie, "body", "mine");
        assertThat(sandbox.repository().comments(pull))
                .singleElement()
                .satisfies(comment -> assertThat(comment.author()).isEqualTo("kim"));
        assertThat(post("/as", "", "login", "mallory").statusCode()).isEqualTo(400);
        assertThat(get("/pull/" + pull, "sandbox-person=mallory")).contains("value=\"lee\" aria-pressed=\"true\"");
    }

    @Test
    void a_form_leads_back_within_this_site_only() throws Exception {
        for (String back : List.of("https://evil.example", "//evil.example", "/\\evil.example", "", "/a\r\nX: y")) {
            assertThat(post("/as", "", "login", "ann", "back", back).headers().firstValue("Location"))
                    .as(back)
                    .contains("/");
        }
    }

    @Test
    void the_timeline_tells_all_that_happened() throws Exception {
        int pull = open("timeline");
        var repo = sandbox.repository();
        repo.push(sandbox.author(), "timeline", Map.of("b.md", "b\n"));
        repo.forcePush(sandbox.author(), "timeline", Map.of("c.md", "c\n"));
        repo.retitle(sandbox.author(), pull, "Better <i>");
        post("/pull/" + pull + "/draft", "");
        post("/pull/" + pull + "/ready", "");
        post("/pull/" + pull + "/close", "");
        post("/pull/" + pull + "/reopen", "");
        post("/pull/" + pull + "/merge", "", "as", "ann");
        post("/pull/" + pull + "/delete-branch", "");
        assertThat(get("/pull/" + pull, ""))
                .containsSubsequence(
                        "opened this pull request",
                        "Update b.md",
                        "force-pushed the branch",
                        "changed the title",
                        "Better &lt;i&gt;",
                        "as draft",
                        "ready for review",
                        "closed this",
                        "reopened this",
                        "merged commit",
                        "deleted the branch")
                .doesNotContain("<i>");
    }

    @Test
    void the_page_of_a_check_shows_it_safely() throws Exception {
        int pull = open("checks");
        String sha = sandbox.repository().pullRequest(pull).headSha();
        sandbox.repository().setCheck("elsewhere", sha, "lint <b>", "failure");
        long id = sandbox.repository().checkRuns(sha).getFirst().id();
        assertThat(get("/pull/" + pull + "/checks", "")).contains("lint &lt;b&gt;", "Some checks were not successful");
        assertThat(get("/pull/" + pull + "/checks/" + id, ""))
                .contains("lint &lt;b&gt;", "failure, by elsewhere")
                .doesNotContain("Re-run");
        assertThat(post("/pull/" + pull + "/checks/" + id + "/press", "", "identifier", "none")
                        .statusCode())
                .isEqualTo(409);
        assertThat(answer("/pull/" + pull + "/checks/12", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_fault_is_switched_on_counted_and_removed() throws Exception {
        post("/faults", "", "fault", "confirm-lost", "times", "2");
        assertThat(sandbox.faults().active())
                .singleElement()
                .satisfies(active -> assertThat(active.fault())
                        .isEqualTo(
                                new Fault("POST /api/v2/runs/{run}/actions/apply", "", new Strike.ResetAfter(), 0, 2)));
        assertThat(get("/faults", "")).contains("a run is confirmed, but the answer is lost", "struck 0 of 2");
        post("/faults/" + sandbox.faults().active().getFirst().id() + "/remove", "");
        assertThat(sandbox.faults().active()).isEmpty();
        assertThat(post("/faults", "", "fault", "unheard-of").statusCode()).isEqualTo(409);
        assertThat(post("/faults", "", "fault", "hcp-429", "times", "0").statusCode())
                .isEqualTo(400);
    }

    @Test
    void webhooks_clocks_limits_and_the_app_have_switches() throws Exception {
        post("/mail", "", "event", "issue_comment.created", "mishap", "twice", "times", "3");
        assertThat(get("/faults", "")).contains("the next 3 issue_comment.created arrives twice");
        post("/mail/calm", "");
        assertThat(sandbox.github().mail().expected()).isEmpty();
        post("/clock/skew", "", "skew", "behind");
        assertThat(sandbox.clock().skew()).isEqualTo(Duration.ofMinutes(-5));
        assertThat(get("/faults", "")).contains("5 minutes behind");
        post("/clock/skew", "", "skew", "right");
        assertThat(sandbox.clock().skew()).isZero();
    }

    @Test
    void a_workspace_is_locked_held_and_made_to_fail() throws Exception {
        String name = SeededRepository.workspace("prod");
        String path = "/terraform/workspaces/" + name;
        Workspace prod = sandbox.terraform().workspace(SeededRepository.ORGANIZATION, name);
        post(path + "/lock", "", "as", "ann");
        assertThat(prod.settings().lockedBy()).contains("ann");
        assertThat(get("/terraform", "")).contains("locked by ann");
        assertThat(post(path + "/lock", "", "as", "ann").statusCode()).isEqualTo(409);
        post(path + "/unlock", "");
        for (String act : List.of("auto-apply", "vcs", "break-applies")) {
            post(path + "/" + act, "", "on", "true");
        }
        assertThat(prod.settings())
                .isEqualTo(new Workspace.Settings(true, true, true, java.util.Optional.empty(), false));
        for (String act : List.of("auto-apply", "vcs", "break-applies")) {
            post(path + "/" + act, "", "on", "false");
        }
        assertThat(post(path + "/trouble", "", "trouble", "too-large").statusCode())
                .isEqualTo(303);
        assertThat(post(path + "/trouble", "", "trouble", "").statusCode()).isEqualTo(303);
        assertThat(post(path + "/trouble", "", "trouble", "unheard-of").statusCode())
                .isEqualTo(409);
        post("/holds", "", "route", "terraform apply " + name);
        assertThat(get("/terraform", "")).contains("applies are held, 0 waiting");
        post("/holds/release", "", "route", "terraform apply " + name);
        assertThat(sandbox.holds().held()).isEmpty();
    }

    @Test
    void every_step_of_the_things_to_try_leads_somewhere() throws Exception {
        post("/pulls/ready", "", "proposal", "dev");
        post("/pulls/ready", "", "proposal", "stage");
        String start = get("/", "");
        assertThat(start)
                .contains(
                        "The plan changes after the review",
                        "Two pull requests want stage",
                        "An apply fails",
                        "GitHub sends a webhook twice")
                .doesNotContain("first</button>");
        List<String> links = new ArrayList<>();
        Pattern.compile("href=\"(/[^\"#]*)").matcher(start).results().forEach(found -> links.add(found.group(1)));
        for (String link : links.stream().distinct().toList()) {
            assertThat(answer(link.replace("&amp;", "&"), "").statusCode())
                    .as(link)
                    .isEqualTo(200);
        }
        // A route that does not exist is 404; nothing is done by an empty form, which is 400, 409 or harmless.
        for (String action : Pattern.compile("action=\"(/(?:terraform|holds|mail|product)[^\"]*)\"")
                .matcher(start)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList()) {
            assertThat(post(action, "").statusCode()).as(action).isIn(303, 400, 409);
        }
    }

    private static int open(String branch) {
        return sandbox.repository()
                .openPullRequest(sandbox.author(), branch, "About " + branch, Map.of(branch + ".md", "text\n"));
    }

    private static String get(String path, String cookie) throws Exception {
        HttpResponse<String> answer = answer(path, cookie);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> answer(String path, String cookie) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(page.url() + path))
                        .header("Cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String cookie, String... fields) throws Exception {
        List<String> form = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            form.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(page.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", page.url())
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString(String.join("&", form)))
                        .build(),
                BodyHandlers.ofString());
    }
}
