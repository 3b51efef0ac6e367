package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
    private record Hook(Map<String, List<String>> headers, byte[] body, JsonNode json) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow()
                    .getValue()
                    .getFirst();
        }

        String kind() {
            return header("X-GitHub-Event")
                    + (json.has("action") ? "." + json.get("action").asText() : "");
        }
    }

    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private Client client;
    private HttpServer receiver;
    private volatile int status = 202;

    @BeforeEach
    void start() throws Exception {
        client = new Client();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            hooks.add(new Hook(new HashMap<>(exchange.getRequestHeaders()), body, new ObjectMapper().readTree(body)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        client.github.webhookTarget(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/webhooks/github"));
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        client.close();
    }

    @Test
    void an_opened_pull_request_is_told_with_a_signature_that_its_bytes_bear_out() throws Exception {
        int number =
                client.repo.openPullRequest(client.lee, "more", "More", Map.of("environments/dev/main.tf", "a = 2\n"));
        settle();
        assertThat(kinds()).containsExactly("push", "check_suite.requested", "pull_request.opened");
        Hook opened = hooks.getLast();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(client.github.webhookSecret().getBytes(), "HmacSHA256"));
        assertThat(opened.header("X-Hub-Signature-256"))
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(opened.body())));
        assertThat(opened.header("X-GitHub-Hook-Installation-Target-ID"))
                .isEqualTo(String.valueOf(client.github.appId()));
        assertThat(opened.header("User-Agent")).startsWith("GitHub-Hookshot/");
        assertThat(opened.json().at("/pull_request/number").asInt()).isEqualTo(number);
        assertThat(opened.json().at("/pull_request/changed_files").asInt()).isEqualTo(1);
        assertThat(opened.json().at("/pull_request/mergeable").isNull()).isTrue();
        assertThat(opened.json().at("/installation/id").asLong()).isPositive();
        assertThat(opened.json().at("/sender/login").asText()).isEqualTo("lee");
        assertThat(opened.json().at("/organization/login").asText()).isEqualTo("acme");
    }

    @Test
    void every_later_act_is_told_by_its_own_event() {
        int number = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        String before = client.repo.pullRequest(number).headSha();
        settle();
        hooks.clear();
        String after = client.repo.push(client.lee, "more", Map.of("a", "2"));
        client.repo.draft(client.lee, number, true);
        client.repo.draft(client.lee, number, false);
        client.repo.close(client.lee, number);
        client.repo.reopen(client.lee, number);
        client.repo.retitle(client.lee, number, "Less");
        long comment = client.repo.comment(client.ann, number, "/plan");
        client.repo.editComment(client.ann, comment, "/apply");
        client.repo.deleteComment(client.ann, comment);
        long review = client.repo.review(client.ann, number, "APPROVE", "fine");
        client.repo.editReview(client.ann, number, review, "very fine");
        client.repo.dismissReview(client.ann, number, review);
        client.repo.merge(client.ann, number);
        settle();
        assertThat(kinds())
                .containsExactly(
                        "push",
                        "check_suite.requested",
                        "pull_request.synchronize",
                        "pull_request.converted_to_draft",
                        "pull_request.ready_for_review",
                        "pull_request.closed",
                        "pull_request.reopened",
                        "pull_request.edited",
                        "issue_comment.created",
                        "issue_comment.edited",
                        "issue_comment.deleted",
                        "pull_request_review.submitted",
                        "pull_request_review.edited",
                        "pull_request_review.dismissed",
                        "pull_request.closed",
                        "push",
                        "check_suite.requested");
        JsonNode synchronize = hooks.get(2).json();
        assertThat(synchronize.get("before").asText()).isEqualTo(before);
        assertThat(synchronize.get("after").asText()).isEqualTo(after);
        assertThat(hooks.get(8).json().at("/issue/pull_request/url").asText()).endsWith("/pulls/" + number);
        assertThat(hooks.get(9).json().at("/changes/body/from").asText()).isEqualTo("/plan");
        assertThat(hooks.get(11).json().at("/review/state").asText()).isEqualTo("approved");
        assertThat(hooks.get(14).json().at("/pull_request/merged").asBoolean()).isTrue();
        assertThat(hooks.get(15).json().get("ref").asText()).isEqualTo("refs/heads/main");
    }

    @Test
    void a_refused_delivery_is_not_tried_again_until_somebody_asks_for_it() throws Exception {
        status = 500;
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        settle();
        assertThat(hooks).hasSize(2);
        status = 202;
        var failed = client.get(client.jwt(), "/app/hook/deliveries?status=failure&per_page=1");
        assertThat(failed.json()).hasSize(1);
        assertThat(failed.header("Link")).contains("cursor=").contains("rel=\"next\"");
        long id = failed.json().get(0).get("id").asLong();
        String guid = failed.json().get(0).get("guid").asText();
        assertThat(client.get(client.jwt(), "/app/hook/deliveries/" + id)
                                .json()
                                .at("/request/payload/ref")
                                .isTextual()
                        || client.get(client.jwt(), "/app/hook/deliveries/" + id)
                                .json()
                                .at("/request/payload/action")
                                .isTextual())
                .isTrue();
        assertThat(client.as(client.jwt(), "POST", "/app/hook/deliveries/" + id + "/attempts", null)
                        .status())
                .isEqualTo(202);
        settle();
        assertThat(hooks).hasSize(3);
        assertThat(hooks.getLast().header("X-GitHub-Delivery")).isEqualTo(guid);
    }

    @Test
    void with_webhooks_off_nothing_arrives_and_the_journal_says_so() {
        client.github.webhooks(false);
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        settle();
        assertThat(hooks).isEmpty();
        assertThat(client.journal.matching(entry -> entry.kind().equals("webhook-suppressed")))
                .isNotEmpty();
    }

    @Test
    void a_lost_webhook_is_listed_as_failed_and_can_be_asked_for_again() throws Exception {
        client.github.loseNextWebhooks(1);
        client.repo.pushToMain(client.ann, Map.of("a", "1"));
        settle();
        assertThat(kinds()).containsExactly("check_suite.requested");
        var lost = client.get(client.jwt(), "/app/hook/deliveries").json().get(1);
        assertThat(lost.get("status").asText()).isEqualTo("failed to connect to host");
        client.github.redeliver(lost.get("guid").asText());
        settle();
        assertThat(kinds()).containsExactly("check_suite.requested", "push");
    }

    @Test
    void the_app_hears_of_its_own_comments_and_checks_and_of_its_buttons_but_not_of_other_apps_checks()
            throws Exception {
        int number = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        String sha = client.repo.pullRequest(number).headSha();
        settle();
        hooks.clear();
        String token = client.token(null);
        client.as(token, "POST", "/repos/acme/infra/issues/" + number + "/comments", "{\"body\":\"hello\"}");
        String run = "{\"name\":\"tidegate\",\"head_sha\":\"" + sha
                + "\",\"status\":\"completed\",\"conclusion\":\"success\","
                + "\"actions\":[{\"label\":\"Plan\",\"description\":\"again\",\"identifier\":\"plan\"}]}";
        long id = client.as(token, "POST", "/repos/acme/infra/check-runs", run)
                .json()
                .get("id")
                .asLong();
        client.repo.setCheck("other-ci", sha, "build", "success");
        client.repo.pressCheckButton(client.ann, id, "plan");
        client.repo.rerequestCheck(client.ann, id);
        settle();
        assertThat(kinds())
                .containsExactly(
                        "issue_comment.created",
                        "check_run.created",
                        "check_run.completed",
                        "check_run.requested_action",
                        "check_run.rerequested");
        assertThat(hooks.getFirst().json().at("/sender/type").asText()).isEqualTo("Bot");
        assertThat(hooks.getFirst().json().at("/comment/user/login").asText()).isEqualTo("tidegate[bot]");
        assertThat(hooks.get(3).json().at("/requested_action/identifier").asText())
                .isEqualTo("plan");
        assertThat(hooks.get(3).json().at("/sender/login").asText()).isEqualTo("ann");
    }

    @Test
    void a_deleted_branch_closes_its_pull_request_and_pushes_nothing() {
        int number = client.repo.openDraftPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        settle();
        assertThat(hooks.getLast().json().at("/pull_request/draft").asBoolean()).isTrue();
        hooks.clear();
        client.repo.deleteBranch(client.lee, "more");
        settle();
        assertThat(kinds()).containsExactly("push", "pull_request.closed");
        assertThat(hooks.getFirst().json().get("deleted").asBoolean()).isTrue();
        assertThat(hooks.getFirst().json().get("head_commit").isNull()).isTrue();
        assertThat(client.repo.pullRequest(number).open()).isFalse();
    }

    @Test
    void a_held_route_waits_before_anything_happens() throws Exception {
        int number = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        String token = client.token(null);
        String route = "POST /repos/{owner}/{repo}/issues/{number}/comments";
        client.holds.hold(route);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                client.as(token, "POST", "/repos/acme/infra/issues/" + number + "/comments", "{\"body\":\"late\"}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Instant deadline = Instant.now().plusSeconds(10);
        while (client.holds.waiting(route) == 0 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.holds.waiting(route)).isEqualTo(1);
        assertThat(client.repo.comments(number)).isEmpty();
        client.holds.release(route);
        caller.join();
        assertThat(client.repo.comments(number)).hasSize(1);
    }

    private List<String> kinds() {
        return hooks.stream().map(Hook::kind).toList();
    }

    /** Deliveries run on a thread of their own. */
    private void settle() {
        Instant deadline = Instant.now().plusSeconds(10);
        while (!client.github.webhooksQuiet() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.github.webhooksQuiet()).isTrue();
    }
}
