package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Holds;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that disagree, tokens that end too early, limits that are reached, and an App that was suspended. */
class CredentialsAgainstSandboxTest {
    private final SandboxClock clock = new SandboxClock();
    private final GitHubStandIn github = new GitHubStandIn(0, new Journal(), clock, new Holds());
    private Forges forges;
    private Repo repo;
    private Repository repository;

    @BeforeEach
    void install() {
        repo = github.createRepository("acme", "infra", Map.of("README.md", "infra\n"));
        forges = Forges.at(github.apiUrl(), github.appId(), github.privateKeyPem(), Duration.ofSeconds(20));
        Answer answer = forges.app.send(
                forges.calls,
                new Call("GET", forges.calls.api("/repos/acme/infra/installation"), "app", "", null, null));
        repository = new Repository(repo.id(), "acme", "infra", Fields.id(Fields.parse(answer.body()), "id"));
    }

    @AfterEach
    void close() {
        github.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {-90, -5, 5, 90})
    void a_clock_that_is_wrong_by_minutes_either_way_costs_one_more_request_and_nothing_else(long minutes) {
        clock.skew(Duration.ofMinutes(minutes));
        assertThat(forges.forge.tip(repository, "main")).isEqualTo(repo.head("main"));
        github.expireTokens();
        assertThat(forges.forge.tip(repository, "main")).isEqualTo(repo.head("main"));

        clock.skew(Duration.ZERO);
        github.expireTokens();
        assertThat(forges.forge.tip(repository, "main")).isEqualTo(repo.head("main"));
    }

    @Test
    void a_download_whose_token_has_ended_is_asked_for_with_a_new_one() throws Exception {
        forges.forge.tip(repository, "main");
        github.expireTokens();
        try (InputStream tarball = forges.forge.tarball(repository, repo.head("main"))) {
            assertThat(tarball.readAllBytes()).isNotEmpty();
        }
    }

    @Test
    void a_used_up_quota_is_waited_for_by_githubs_clock() {
        clock.skew(Duration.ofMinutes(20));
        forges.forge.tip(repository, "main");
        github.limits().remaining(0, Duration.ofMinutes(3));

        Outside.Unavailable limited =
                catchThrowableOfType(Outside.Unavailable.class, () -> forges.forge.tip(repository, "main"));

        assertThat(limited.after()).isBetween(Duration.ofSeconds(170), Duration.ofSeconds(181));
    }

    @Test
    void a_suspended_app_is_refused_with_what_its_owner_can_do() {
        github.installations().suspend("acme", github.person("ann"));
        Outside.Refused refused =
                catchThrowableOfType(Outside.Refused.class, () -> forges.forge.tip(repository, "main"));
        assertThat(refused.getMessage()).contains("suspended");
        assertThat(refused.remedy()).contains("unsuspends the GitHub App");

        github.installations().unsuspend("acme", github.person("ann"));
        assertThat(forges.forge.tip(repository, "main")).isEqualTo(repo.head("main"));
    }
}
