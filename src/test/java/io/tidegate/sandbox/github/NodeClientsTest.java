package io.tidegate.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.sandbox.contract.GitHubJudge;
import io.tidegate.sandbox.contract.NodePackages;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that other people wrote in JavaScript for the real GitHub find their way about the stand-in. */
@Timeout(120)
class NodeClientsTest {
    private final Set<String> wrong = new ConcurrentSkipListSet<>();
    private Path home;
    private Client client;
    private int number;
    private String sha;

    @BeforeEach
    void start() {
        home = NodePackages.home();
        client = new Client();
        number = client.repo.openPullRequest(client.lee, "more", "More", Map.of("a", "1"));
        sha = client.repo.pullRequest(number).headSha();
        GitHubJudge judge = GitHubJudge.of(home);
        client.journal.watch(exchange -> wrong.addAll(judge.violations(exchange)));
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void octokit_goes_from_the_key_to_a_comment_and_a_check_run() throws Exception {
        client.github.createRepository("acme", "other", Map.of("a", "b"));
        Process node = node("app.mjs");
        String said = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(said + log("app.mjs")).isZero();
        assertThat(said)
                .contains("\"slug\":\"tidegate\"")
                .contains("acme/infra")
                .contains("acme/other");
        assertThat(client.repo.comments(number)).singleElement().satisfies(comment -> {
            assertThat(comment.body()).isEqualTo("said by @octokit/app");
            assertThat(comment.author()).isEqualTo("tidegate[bot]");
        });
        assertThat(client.repo.checkRuns(sha)).singleElement().satisfies(check -> {
            assertThat(check.name()).isEqualTo("octokit");
            assertThat(check.conclusion()).isEqualTo("success");
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void probot_takes_a_signed_webhook_and_answers_with_a_comment_and_a_check_run() throws Exception {
        Process node = node("probot.mjs");
        try (BufferedReader out = node.inputReader()) {
            String address = address(out);
            client.github.webhookTarget(URI.create(address));
            client.repo.comment(client.lee, number, "/ping");
            await(() -> client.repo.comments(number).size() == 2);
            assertThat(client.repo.comments(number).getLast().body()).isEqualTo("pong by Probot");
            assertThat(client.repo.checkRuns(sha)).extracting(Repo.Check::name).containsExactly("probot");
            await(client.github::webhooksQuiet);
            assertThat(client.journal.matching(entry -> entry.kind().equals("webhook")))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.fact("outcome")).isEqualTo("OK"));
            assertThat(wrong).isEmpty();
        } finally {
            node.getOutputStream().close();
            if (!node.waitFor(20, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        }
    }

    /** Probot's own log lines go the same way. */
    private String address(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("http://")) {
            line = out.readLine();
        }
        assertThat(line).as(log("probot.mjs")).isNotNull();
        return line;
    }

    /** Packages are looked for beside the script, so it runs from where they are. */
    private Process node(String script) throws IOException {
        Files.copy(Path.of("src/test/node", script), home.resolve(script), StandardCopyOption.REPLACE_EXISTING);
        ProcessBuilder builder = new ProcessBuilder("node", script)
                .directory(home.toFile())
                .redirectError(home.resolve(script + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "API_URL", client.github.apiUrl(),
                        "APP_ID", String.valueOf(client.github.appId()),
                        "PRIVATE_KEY", client.github.privateKeyPem(),
                        "WEBHOOK_SECRET", client.github.webhookSecret(),
                        "NUMBER", String.valueOf(number),
                        "SHA", sha));
        return builder.start();
    }

    private String log(String script) throws IOException {
        Path log = home.resolve(script + ".log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static void await(BooleanSupplier happened) {
        Instant deadline = Instant.now().plusSeconds(45);
        while (!happened.getAsBoolean() && Instant.now().isBefore(deadline)) {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        assertThat(happened.getAsBoolean()).isTrue();
    }
}
