package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.sandbox.contract.GitHubJudge;
import io.tidegate.sandbox.contract.NodePackages;
import io.tidegate.sandbox.git.GitFile;
import io.tidegate.sandbox.http.Exchange;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every route of the stand-in, in every state that matters, held to GitHub's own description. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GitHubContractTest {
    private static final String REPO = "/repos/acme/infra";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> served = new ConcurrentSkipListSet<>();
    private static final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private static Client client;
    private static String token;
    private static int pull;
    private static String sha;

    @BeforeAll
    static void start() throws Exception {
        GitHubJudge judge = GitHubJudge.of(NodePackages.home());
        client = new Client();
        client.journal.watch(exchange -> watch(judge, exchange));
        client.github.appPermissions(permissions());
        token = client.token(null);
        pull = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1", "README.md", "new\n"));
        sha = client.repo.pullRequest(pull).headSha();
    }

    /** What a test of refusals asks is wrong on purpose, so requests count only where they were granted. */
    private static void watch(GitHubJudge judge, Exchange exchange) {
        served.add(exchange.route());
        wrong.addAll(judge.answer(exchange));
        if (exchange.response().status() < 400) {
            wrong.addAll(judge.request(exchange));
        }
    }

    private static Map<String, String> permissions() {
        Map<String, String> permissions = new HashMap<>();
        for (String name : List.of("contents", "pull_requests", "issues", "checks", "deployments", "statuses")) {
            permissions.put(name, "write");
        }
        permissions.put("metadata", "read");
        permissions.put("members", "read");
        return permissions;
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void the_app_and_its_installations_are_as_described() throws Exception {
        String jwt = client.jwt();
        String id = text(client.get(jwt, REPO + "/installation").json(), "/id");
        for (String path : List.of(
                "/app",
                "/app/installations",
                "/app/installations/" + id,
                "/users/acme/installation",
                "/orgs/acme/installation",
                "/app/hook/config")) {
            ok(client.get(jwt, path));
        }
        String narrow = body("permissions", Map.of("checks", "write"), "repositories", List.of("infra"));
        String tokens = "/app/installations/" + id + "/access_tokens";
        Client.Answer narrowed = ok(client.as(jwt, "POST", tokens, narrow));
        String throwaway = narrowed.json().get("token").asText();
        ok(client.get(throwaway, "/installation/repositories?per_page=1"));
        ok(client.get(throwaway, "/rate_limit"));
        ok(client.get(throwaway, "/meta"));
        ok(client.as(throwaway, "DELETE", "/installation/token", null));
        refused(401, client.get(throwaway, REPO));
        refused(401, client.get("nonsense", "/app"));
        refused(404, client.get(jwt, "/app/installations/1"));
        refused(422, client.as(jwt, "POST", tokens, body("permissions", Map.of("administration", "write"))));
        refused(422, client.as(jwt, "POST", tokens, body("repositories", List.of("nowhere"))));
        held();
    }

    @Test
    void pull_requests_in_every_state_are_as_described() throws Exception {
        int merged = client.repo.openPullRequest(client.lee, "merged", "Merged", Map.of("m", "1"));
        client.repo.merge(client.ann, merged);
        client.repo.deleteBranch(client.lee, "merged");
        int draft = client.repo.openDraftPullRequest(client.lee, "draft", "Draft", Map.of("d", "1"));
        int closed = client.repo.openPullRequest(client.lee, "closed", "Closed", Map.of("c", "1"));
        client.repo.close(client.lee, closed);
        int fork = client.repo.openForkPullRequest(client.lee, "fork", "Fork", Map.of("f", "1"));
        int orphan = client.repo.openForkPullRequest(client.lee, "orphan", "Orphan", Map.of("o", "1"));
        client.repo.deleteFork(orphan);
        client.github.mergeableDelay(1);
        client.repo.push(client.lee, "draft", Map.of("d", "2"));
        for (int number : List.of(pull, merged, draft, closed, fork, orphan)) {
            review(number, "APPROVE", "good");
            review(number, "COMMENT", "hm");
            for (String path : List.of("", "/files", "/commits", "/reviews")) {
                ok(client.get(token, REPO + "/pulls/" + number + path));
            }
            ok(client.get(token, REPO + "/issues/" + number));
        }
        client.github.mergeableDelay(0);
        for (String query : List.of("", "?state=all&per_page=2", "?state=closed&base=main&head=lee:more")) {
            ok(client.get(token, REPO + "/pulls" + query));
        }
        ok(client.get(token, REPO + "/git/matching-refs/heads/m"));
        ok(client.as(token, "POST", "/graphql", body("query", "mutation {}", "variables", Map.of("id", "PR_0"))));
        ok(client.get(token, REPO + "/pulls/" + merged + "/merge"));
        refused(404, client.get(token, REPO + "/pulls/" + draft + "/merge"));
        String path = REPO + "/pulls/" + draft + "/merge";
        refused(405, client.as(token, "PUT", path, body("merge_method", "merge")));
        client.repo.draft(client.lee, draft, false);
        refused(409, client.as(token, "PUT", path, body("sha", sha)));
        ok(client.as(token, "PUT", path, body("commit_title", "Draft", "merge_method", "merge")));
        refused(404, client.get(token, REPO + "/pulls/9999"));
        held();
    }

    @Test
    void comments_reactions_and_their_refusals_are_as_described() throws Exception {
        String comments = REPO + "/issues/" + pull + "/comments";
        client.repo.comment(client.lee, pull, "from a person");
        Client.Answer made = ok(client.as(token, "POST", comments, body("body", "hello")));
        String own = REPO + "/issues/comments/" + text(made.json(), "/id");
        ok(client.as(token, "PATCH", own, body("body", "hello again")));
        ok(client.get(token, own));
        ok(client.as(token, "POST", own + "/reactions", body("content", "eyes")));
        ok(client.as(token, "POST", own + "/reactions", body("content", "eyes")));
        ok(client.get(token, own + "/reactions"));
        ok(client.get(token, comments + "?per_page=1&page=1&since=2020-01-01T00:00:00Z"));
        refused(422, client.as(token, "POST", comments, body("body", "")));
        refused(422, client.as(token, "POST", comments, body("body", "x".repeat(65_537))));
        refused(422, client.as(token, "POST", comments, "{}"));
        refused(422, client.as(token, "POST", own + "/reactions", body("content", "shrug")));
        refused(400, client.as(token, "POST", comments, "[]"));
        refused(400, client.as(token, "POST", comments, "{"));
        ok(client.as(token, "DELETE", own, null));
        refused(404, client.get(token, own));
        held();
    }

    @Test
    void checks_and_statuses_are_as_described() throws Exception {
        client.repo.setCheck("other-ci", sha, "build", "failure");
        String runs = REPO + "/check-runs";
        Map<String, Object> output = new HashMap<>(Map.of("title", "t", "summary", "s", "text", "x"));
        output.put(
                "annotations",
                List.of(Map.of(
                        "path", "a", "start_line", 1, "end_line", 1, "annotation_level", "failure", "message", "m")));
        var button = Map.of("label", "Plan", "description", "again", "identifier", "plan");
        Client.Answer open = ok(client.as(token, "POST", runs, body("name", "queued", "head_sha", sha)));
        Client.Answer full = ok(client.as(
                token,
                "POST",
                runs,
                body(
                        "name", "tidegate/dev",
                        "head_sha", sha,
                        "status", "in_progress",
                        "external_id", "e",
                        "started_at", "2026-11-20T10:00:00Z",
                        "details_url", "https://example.com",
                        "output", output,
                        "actions", List.of(button))));
        String run = runs + "/" + text(full.json(), "/id");
        ok(client.as(token, "PATCH", run, body("conclusion", "success", "completed_at", "2026-11-20T10:01:00Z")));
        ok(client.get(token, run));
        ok(client.get(token, run + "/annotations"));
        ok(client.get(token, runs + "/" + text(open.json(), "/id")));
        ok(client.as(token, "POST", REPO + "/statuses/" + sha, body("state", "pending", "context", "c")));
        String commit = REPO + "/commits/" + sha;
        for (String path :
                List.of("/check-runs?filter=all&per_page=1", "/check-runs", "/check-suites", "/status", "/statuses")) {
            ok(client.get(token, commit + path));
        }
        ok(client.get(token, REPO + "/commits/main/status"));
        long foreign = client.repo.checkRuns(sha).stream()
                .filter(check -> check.name().equals("build"))
                .findFirst()
                .orElseThrow()
                .id();
        refused(403, client.as(token, "PATCH", runs + "/" + foreign, body("conclusion", "success")));
        refused(422, client.as(token, "POST", runs, body("name", "n")));
        refused(422, client.as(token, "POST", runs, body("name", "n", "head_sha", "0".repeat(40))));
        refused(422, client.as(token, "POST", REPO + "/statuses/" + sha, body("state", "done")));
        refused(404, client.get(token, runs + "/1"));
        held();
    }

    @Test
    void deployments_are_as_described() throws Exception {
        String all = REPO + "/deployments";
        String wish = body(
                "ref",
                sha,
                "environment",
                "terraform/dev",
                "auto_merge",
                false,
                "required_contexts",
                List.of(),
                "payload",
                Map.of("run", "run-1"));
        String one = all + "/" + text(ok(client.as(token, "POST", all, wish)).json(), "/id");
        ok(client.get(token, one));
        ok(client.get(token, all + "?environment=terraform/dev&sha=" + sha));
        for (String state : List.of("in_progress", "failure", "success")) {
            ok(client.as(token, "POST", one + "/statuses", body("state", state, "auto_inactive", false)));
        }
        ok(client.get(token, one + "/statuses"));
        refused(422, client.as(token, "POST", one + "/statuses", body("state", "done")));
        refused(422, client.as(token, "POST", all, body("ref", "nowhere")));
        client.repo.setCheck("other-ci", sha, "lint", "failure");
        refused(409, client.as(token, "POST", all, body("ref", sha, "auto_merge", false)));
        held();
    }

    @Test
    void what_git_holds_is_as_described() throws Exception {
        client.repo.requireChecks("more", List.of("tidegate"));
        client.repo.pushFiles(
                client.lee, "files", Map.of("link", GitFile.link("README.md"), "empty", GitFile.text("")));
        String head = client.repo.head("main");
        JsonNode tree =
                client.get(token, REPO + "/git/trees/" + head + "?recursive=1").json();
        String blob = text(tree, "/tree/0/sha");
        for (String path : List.of(
                "",
                "/branches/main",
                "/branches/more",
                "/rules/branches/main",
                "/rules/branches/more",
                "/commits?sha=main&per_page=1",
                "/commits/" + head,
                "/commits/more",
                "/commits/" + sha + "/pulls",
                "/compare/main...more",
                "/compare/more...main",
                "/compare/main...main",
                "/git/commits/" + head,
                "/git/trees/main",
                "/git/blobs/" + blob,
                "/git/ref/heads/main",
                "/contents",
                "/contents/environments",
                "/contents/README.md?ref=main",
                "/contents/link?ref=files",
                "/contents/empty?ref=files")) {
            ok(client.get(token, REPO + path));
        }
        String asked = "Bearer " + token;
        String raw = "application/vnd.github.raw+json";
        ok(client.send("GET", REPO + "/contents/README.md", null, "Authorization", asked, "Accept", raw));
        String onlySha = "application/vnd.github.sha";
        ok(client.send("GET", REPO + "/commits/main", null, "Authorization", asked, "Accept", onlySha));
        assertThat(client.get(token, REPO + "/tarball/main").status()).isEqualTo(302);
        assertThat(client.get(token, REPO + "/tarball").status()).isEqualTo(302);
        refused(404, client.get(token, REPO + "/contents/nowhere"));
        refused(404, client.get(token, REPO + "/git/ref/heads/nowhere"));
        refused(404, client.get(token, REPO + "/branches/nowhere"));
        refused(422, client.get(token, REPO + "/commits/0000000"));
        refused(404, client.get(token, "/repos/acme/elsewhere"));
        held();
    }

    @Test
    void people_and_teams_are_as_described() throws Exception {
        client.github.teamMember("acme", "platform", client.ann, "active");
        client.github.teamMember("acme", "platform", client.lee, "pending");
        for (String path : List.of(
                REPO + "/collaborators/ann/permission",
                REPO + "/collaborators/lee/permission",
                "/users/lee",
                "/users/tidegate%5Bbot%5D",
                "/orgs/acme",
                "/orgs/acme/teams/platform",
                "/orgs/acme/teams/platform/memberships/ann",
                "/orgs/acme/teams/platform/memberships/lee")) {
            ok(client.get(token, path));
        }
        JsonNode team = client.get(token, "/orgs/acme/teams/platform").json();
        String byId =
                "/organizations/" + text(team, "/organization/id") + "/team/" + text(team, "/id") + "/memberships/ann";
        ok(client.get(token, byId));
        refused(404, client.get(token, "/orgs/acme/teams/platform/memberships/stranger"));
        refused(404, client.get(token, "/users/nobody"));
        String narrow = client.token(body("permissions", Map.of("metadata", "read")));
        refused(403, client.get(narrow, "/orgs/acme/teams/platform"));
        refused(403, client.get(narrow, REPO + "/pulls"));
        held();
    }

    @Test
    void deliveries_that_failed_are_as_described() throws Exception {
        client.github.webhookTarget(URI.create("http://127.0.0.1:1/nobody"));
        client.repo.push(client.lee, "hooked", Map.of("h", "1"));
        client.repo.push(client.lee, "hooked", Map.of("h", "2"));
        Instant deadline = Instant.now().plusSeconds(10);
        while (!client.github.webhooksQuiet() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        client.github.webhookTarget(null);
        String deliveries = "/app/hook/deliveries";
        JsonNode first =
                ok(client.get(client.jwt(), deliveries + "?per_page=1")).json();
        String one = deliveries + "/" + text(first, "/0/id");
        ok(client.get(client.jwt(), one));
        ok(client.as(client.jwt(), "POST", one + "/attempts", null));
        refused(404, client.get(client.jwt(), deliveries + "/1"));
        held();
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void a_manifest_becomes_an_app_once() throws Exception {
        String manifest = "manifest="
                + java.net.URLEncoder.encode(
                        body(
                                "url", "https://tidegate.example",
                                "redirect_url", "https://tidegate.example/setup/callback",
                                "hook_attributes", Map.of("url", "https://tidegate.example/webhooks/github"),
                                "default_permissions", client.github.appPermissions(),
                                "default_events", List.of("pull_request")),
                        java.nio.charset.StandardCharsets.UTF_8);
        String form = "application/x-www-form-urlencoded";
        ok(client.sendAs(form, "nobody", "/settings/apps/new?state=s", manifest));
        refused(422, client.sendAs(form, "nobody", "/settings/apps/new?state=s", "manifest=%7B%7D"));
        String page = ok(client.sendAs(form, "nobody", "/organizations/acme/settings/apps/new?state=s", manifest))
                .text();
        String action = page.replaceAll("(?s).*action=\"([^\"]*)\".*", "$1");
        String back = client.sendAs(form, "nobody", action, "").header("Location");
        assertThat(back)
                .startsWith("https://tidegate.example/setup/callback?code=")
                .endsWith("&state=s");
        String conversion = "/app-manifests/" + action.substring(action.lastIndexOf('/') + 1) + "/conversions";
        assertThat(client.send("POST", conversion, null).json().path("pem").asText())
                .startsWith("-----BEGIN RSA PRIVATE KEY-----");
        refused(404, client.send("POST", conversion, null));
        held();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void every_route_was_asked() {
        Set<String> unasked = new TreeSet<>(client.github.routes());
        unasked.removeAll(served);
        assertThat(unasked)
                .as("by name; a route by id is the same one")
                .allMatch(route -> route.contains(" /repositories/{repository}"));
        assertThat(served).hasSizeGreaterThan(50);
    }

    private void review(int number, String event, String words) {
        client.repo.review(client.ann, number, event, words);
    }

    private static Client.Answer ok(Client.Answer answer) {
        assertThat(answer.status())
                .as(() -> answer.raw().request().uri() + " " + answer.text())
                .isBetween(200, 299);
        return answer;
    }

    private static void refused(int status, Client.Answer answer) {
        assertThat(answer.status())
                .as(() -> answer.raw().request().uri() + " " + answer.text())
                .isEqualTo(status);
    }

    private static void held() {
        List<String> found = List.copyOf(wrong);
        wrong.clear();
        assertThat(found.stream().distinct()).isEmpty();
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText();
    }

    private static String body(Object... namesAndValues) throws Exception {
        Map<String, Object> body = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return JSON.writeValueAsString(body);
    }
}
