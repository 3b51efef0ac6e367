package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tidegate.sandbox.contract.NodePackages;
import io.tidegate.sandbox.contract.WebhookJudge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every webhook that the stand-in sends, held to the schemas that GitHub publishes. */
class WebhookContractTest {
    private final ObjectMapper json = new ObjectMapper();
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private final Set<String> sent = new ConcurrentSkipListSet<>();
    private Client client;
    private HttpServer receiver;

    @BeforeEach
    void start() throws IOException {
        WebhookJudge judge = new WebhookJudge(NodePackages.home());
        client = new Client();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> headers = new TreeMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
                var payload = json.readTree(exchange.getRequestBody().readAllBytes());
                sent.add(headers.get("x-github-event") + "."
                        + payload.path("action").asText());
                wrong.addAll(judge.violations(headers, payload));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        receiver.start();
        client.github.webhookTarget(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
            receiver.stop(0);
        }
    }

    @Test
    void every_webhook_is_as_published() throws Exception {
        Repo repo = client.repo;
        int number = repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        repo.push(client.lee, "more", Map.of("a", "2"));
        repo.forcePush(client.lee, "more", Map.of("a", "3"));
        repo.retitle(client.lee, number, "Even more");
        repo.draft(client.lee, number, true);
        repo.draft(client.lee, number, false);
        repo.push(client.lee, "next", Map.of("n", "1"));
        repo.retarget(client.lee, number, "next");
        repo.retarget(client.lee, number, "main");
        long comment = repo.comment(client.lee, number, "/plan");
        repo.editComment(client.lee, comment, "/plan dev");
        repo.deleteComment(client.lee, comment);
        long review = repo.review(client.ann, number, "APPROVE", "good");
        repo.editReview(client.ann, number, review, "very good");
        repo.dismissReview(client.ann, number, review);
        checks(number);
        repo.close(client.lee, number);
        repo.reopen(client.lee, number);
        repo.merge(client.ann, number);
        repo.deleteBranch(client.lee, "more");
        int fork = repo.openForkPullRequest(client.lee, "fork", "Fork", Map.of("f", "1"));
        repo.comment(client.lee, fork, "from outside");
        repo.pushToFork(client.lee, fork, Map.of("f", "2"));
        repo.deleteFork(fork);
        int draft = repo.openDraftPullRequest(client.lee, "draft", "Draft", Map.of("d", "1"));
        repo.deleteBranch(client.lee, "draft");
        client.github.createRepository("elsewhere", "infra", Map.of("README.md", "x"));
        queue();
        moving();
        installations();
        settle();
        assertThat(repo.pullRequest(draft).open()).isFalse();
        assertThat(wrong).isEmpty();
        assertThat(sent)
                .contains("push.", "installation.created", "check_suite.requested", "check_run.requested_action")
                .containsAll(actions(
                        "pull_request",
                        "opened",
                        "synchronize",
                        "edited",
                        "converted_to_draft",
                        "ready_for_review",
                        "closed",
                        "reopened"))
                .containsAll(actions("pull_request_review", "submitted", "edited", "dismissed"))
                .containsAll(actions("issue_comment", "created", "edited", "deleted"))
                .containsAll(actions("repository", "renamed", "transferred"))
                .containsAll(actions("installation", "suspend", "unsuspend", "deleted"))
                .containsAll(actions("installation_repositories", "removed", "added"))
                .containsAll(actions("merge_group", "checks_requested", "destroyed"))
                .containsAll(actions("pull_request", "enqueued", "dequeued"))
                .contains("ping.");
    }

    private void queue() {
        Repo queued = client.github.createRepository("acme", "queued", Map.of("README.md", "x"));
        queued.permission(client.ann, "admin");
        queued.requireChecks("main", List.of("lint"));
        queued.requireQueue("main");
        int first = queued.openPullRequest(client.ann, "first", "First", Map.of("a", "1"));
        int second = queued.openPullRequest(client.ann, "second", "Second", Map.of("b", "1"));
        for (int number : List.of(first, second)) {
            queued.setCheck("elsewhere", queued.pullRequest(number).headSha(), "lint", "success");
            queued.enqueue(client.ann, number);
        }
        queued.setCheck("elsewhere", queued.mergeGroup(first).orElseThrow(), "lint", "success");
        assertThat(queued.pullRequest(first).merged()).isTrue();
        queued.setCheck("elsewhere", queued.mergeGroup(second).orElseThrow(), "lint", "failure");
        assertThat(queued.mergeGroup(second)).isEmpty();
        assertThat(queued.pullRequest(second).open()).isTrue();
        queued.archive(client.ann, true);
        queued.archive(client.ann, false);
    }

    private void moving() {
        Repo moving = client.github.createRepository("acme", "moving", Map.of("README.md", "x"));
        moving.permission(client.ann, "admin");
        moving.rename(client.ann, "moved");
        moving.transfer(client.ann, "elsewhere");
        assertThat(moving.fullName()).isEqualTo("elsewhere/moved");
    }

    private void installations() {
        Repo other = client.github.createRepository("acme", "other", Map.of("README.md", "x"));
        client.github.installations().remove(other, client.ann);
        client.github.installations().add(other, client.ann);
        client.github.installations().suspend("acme", client.ann);
        client.github.installations().unsuspend("acme", client.ann);
        client.github.installations().delete("elsewhere", client.ann);
        client.github.mail().ping();
    }

    private void checks(int number) throws Exception {
        String token = client.token(null);
        String sha = client.repo.pullRequest(number).headSha();
        String run = "{\"name\":\"tidegate\",\"head_sha\":\"" + sha + "\",\"conclusion\":\"success\","
                + "\"output\":{\"title\":\"t\",\"summary\":\"s\"},"
                + "\"actions\":[{\"label\":\"Plan\",\"description\":\"again\",\"identifier\":\"plan\"}]}";
        long id = client.as(token, "POST", "/repos/acme/infra/check-runs", run)
                .json()
                .get("id")
                .asLong();
        client.as(token, "POST", "/repos/acme/infra/issues/" + number + "/comments", "{\"body\":\"hello\"}");
        client.repo.pressCheckButton(client.ann, id, "plan");
        client.repo.rerequestCheck(client.ann, id);
    }

    private static Set<String> actions(String event, String... actions) {
        return Stream.of(actions).map(action -> event + "." + action).collect(Collectors.toCollection(TreeSet::new));
    }

    private void settle() {
        Instant deadline = Instant.now().plusSeconds(15);
        while (!client.github.webhooksQuiet() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(client.github.webhooksQuiet()).isTrue();
        assertThat(List.copyOf(sent)).isNotEmpty();
    }
}
