package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final String RUNS = "/repos/acme/infra/check-runs";
    private Client client;
    private String token;
    private String sha;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        token = client.token(null);
        int number = client.repo.openPullRequest(client.lee, "x", "X", Map.of("a", "1"));
        sha = client.repo.pullRequest(number).headSha();
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void a_run_is_created_and_completed_by_its_conclusion() throws Exception {
        var created =
                post(Map.of("name", "tidegate/dev", "head_sha", sha, "status", "in_progress", "external_id", "e1"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/pull_requests/0/number").asInt()).isEqualTo(1);
        String path = RUNS + "/" + created.json().get("id").asLong();
        var done = client.as(
                token,
                "PATCH",
                path,
                json(Map.of(
                        "conclusion",
                        "success",
                        "output",
                        Map.of("title", "1 to add", "summary", "all", "text", "more"))));
        assertThat(done.json().get("status").asText()).isEqualTo("completed");
        assertThat(done.json().get("completed_at").isTextual()).isTrue();
        assertThat(client.repo.checkRuns(sha)).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("tidegate/dev");
            assertThat(check.conclusion()).isEqualTo("success");
            assertThat(check.title()).isEqualTo("1 to add");
        });
        var listed = client.get(token, "/repos/acme/infra/commits/" + sha + "/check-runs?check_name=tidegate/dev")
                .json();
        assertThat(listed.get("total_count").asInt()).isEqualTo(1);
        assertThat(listed.at("/check_runs/0/external_id").asText()).isEqualTo("e1");
    }

    @Test
    void what_github_refuses_is_refused() throws Exception {
        assertThat(post(Map.of("head_sha", sha)).status()).isEqualTo(422);
        assertThat(post(Map.of("name", "n")).status()).isEqualTo(422);
        assertThat(post(Map.of("name", "n", "head_sha", "0".repeat(40))).status())
                .isEqualTo(422);
        assertThat(with("status", "running")).isEqualTo(422);
        assertThat(with("status", "completed")).isEqualTo(422);
        assertThat(with("conclusion", "stale")).isEqualTo(422);
        assertThat(with("output", Map.of("summary", "no title"))).isEqualTo(422);
        assertThat(with("output", Map.of("title", "t", "summary", "s".repeat(65_536))))
                .isEqualTo(422);
        assertThat(with("output", Map.of("title", "t", "summary", "s".repeat(65_535))))
                .isEqualTo(201);
        assertThat(with("actions", List.of(button("a"), button("b"), button("c"), button("d"))))
                .isEqualTo(422);
        assertThat(with("actions", List.of(button("x".repeat(21))))).isEqualTo(422);
        assertThat(with("actions", List.of(button("a"), button("b"), button("c"))))
                .isEqualTo(201);
        var annotation =
                Map.of("path", "a", "start_line", 1, "end_line", 1, "annotation_level", "failure", "message", "m");
        var many = java.util.Collections.nCopies(51, annotation);
        assertThat(with("output", Map.of("title", "t", "summary", "s", "annotations", many)))
                .isEqualTo(422);
    }

    @Test
    void keys_that_nobody_knows_and_values_of_another_type_are_refused_in_githubs_words() throws Exception {
        assertThat(refusal("colour", "red")).isEqualTo("Invalid request.\n\n\"colour\" is not a permitted key.");
        assertThat(refusal("external_id", 7))
                .isEqualTo("Invalid request.\n\nFor 'properties/external_id', 7 is not a string.");
        assertThat(refusal("details_url", null))
                .isEqualTo("Invalid request.\n\nFor 'properties/details_url', nil is not a string.");
        assertThat(refusal("output", Map.of("title", "t", "summary", "s", "body", "b")))
                .contains("\"body\" is not a permitted key.");
        var button = new HashMap<String, Object>(button("plan"));
        button.put("colour", "red");
        assertThat(refusal("actions", List.of(button))).contains("\"colour\" is not a permitted key.");
        assertThat(client.repo.checkRuns(sha)).isEmpty();
        String deployment = json(Map.of("ref", sha, "auto_merge", "no"));
        var refused = client.as(token, "POST", "/repos/acme/infra/deployments", deployment);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("message").asText()).contains("is not a boolean.");
    }

    @Test
    void a_body_that_is_no_json_object_or_not_sent_as_json_is_refused() throws Exception {
        var list = client.as(token, "POST", RUNS, "[1]");
        assertThat(list.status()).isEqualTo(400);
        assertThat(list.json().get("message").asText()).isEqualTo("Body should be a JSON object");
        var broken = client.as(token, "POST", RUNS, "{\"name\":");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.json().get("message").asText()).isEqualTo("Problems parsing JSON");
        var form = client.sendAs("application/x-www-form-urlencoded", token, RUNS, "name=n");
        assertThat(form.status()).isEqualTo(415);
    }

    @Test
    void another_apps_run_is_not_ours_to_change_and_the_newest_of_a_name_counts() throws Exception {
        client.repo.setCheck("other-ci", sha, "build", "failure");
        long foreign = client.repo.checkRuns(sha).getFirst().id();
        assertThat(client.as(token, "PATCH", RUNS + "/" + foreign, json(Map.of("conclusion", "success")))
                        .status())
                .isEqualTo(403);
        post(Map.of("name", "tidegate", "head_sha", sha, "conclusion", "failure"));
        post(Map.of("name", "tidegate", "head_sha", sha, "conclusion", "success"));
        assertThat(client.repo.checkRuns(sha))
                .filteredOn(check -> check.name().equals("tidegate"))
                .singleElement()
                .extracting(Repo.Check::conclusion)
                .isEqualTo("success");
        var all = client.get(
                token, "/repos/acme/infra/commits/" + sha + "/check-runs?filter=all&app_id=" + client.github.appId());
        assertThat(all.json().get("total_count").asInt()).isEqualTo(2);
    }

    @Test
    void a_deployment_wants_no_merge_and_no_contexts_to_go_past_a_pending_check() throws Exception {
        post(Map.of("name", "tidegate", "head_sha", sha, "status", "in_progress"));
        String path = "/repos/acme/infra/deployments";
        assertThat(client.as(token, "POST", path, json(Map.of("ref", sha, "environment", "terraform/dev")))
                        .status())
                .isEqualTo(409);
        var created = client.as(
                token,
                "POST",
                path,
                json(Map.of(
                        "ref",
                        sha,
                        "environment",
                        "terraform/dev",
                        "auto_merge",
                        false,
                        "required_contexts",
                        List.of())));
        assertThat(created.status()).isEqualTo(201);
        String statuses = path + "/" + created.json().get("id").asLong() + "/statuses";
        assertThat(client.as(token, "POST", statuses, "{\"state\":\"in_progress\"}")
                        .status())
                .isEqualTo(201);
        assertThat(client.as(token, "POST", statuses, "{\"state\":\"success\"}").status())
                .isEqualTo(201);
        assertThat(client.as(token, "POST", statuses, "{\"state\":\"done\"}").status())
                .isEqualTo(422);
        assertThat(client.repo.deployments()).singleElement().satisfies(deployed -> {
            assertThat(deployed.environment()).isEqualTo("terraform/dev");
            assertThat(deployed.states()).containsExactly("in_progress", "success");
        });
    }

    private String refusal(String name, Object value) throws Exception {
        Map<String, Object> body = new HashMap<>(Map.of("name", "n", "head_sha", sha));
        body.put(name, value);
        Client.Answer answer = post(body);
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().get("message").asText();
    }

    private int with(String name, Object value) throws Exception {
        return post(Map.of("name", "n", "head_sha", sha, name, value)).status();
    }

    private Client.Answer post(Map<String, ?> body) throws Exception {
        return client.as(token, "POST", RUNS, json(body));
    }

    private static Map<String, String> button(String identifier) {
        return Map.of("label", "Plan", "description", "plans again", "identifier", identifier);
    }

    private static String json(Object value) throws Exception {
        return new ObjectMapper().writeValueAsString(value);
    }
}
