package io.tidegate.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.environment.Repository;
import io.tidegate.flow.OpenPulls;
import io.tidegate.flow.Outside;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.SandboxClock;
import io.tidegate.sandbox.github.GitHubStandIn;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Holds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenPullsAgainstSandboxTest {
    private final GitHubStandIn github = new GitHubStandIn(0, new Journal(), new SandboxClock(), new Holds());
    private final Repo repo = github.createRepository("acme", "infra", Map.of("README.md", "infra\n"));
    private final Person ann = github.person("ann");
    private final Forges forges =
            Forges.at(github.apiUrl(), github.appId(), github.privateKeyPem(), Duration.ofSeconds(20));
    private final GitHubOpenPulls pulls = new GitHubOpenPulls(forges.calls, forges.app, InstantSource.system());

    @AfterEach
    void close() {
        github.close();
    }

    private Repository repository() {
        Answer answer = forges.app.send(
                forges.calls,
                new Call("GET", forges.calls.api("/repos/acme/infra/installation"), "app", "", null, null));
        return new Repository(repo.id(), "acme", "infra", Fields.id(Fields.parse(answer.body()), "id"));
    }

    @Test
    void open_pull_requests_are_listed_with_their_heads_and_others_are_not() {
        repo.permission(ann, "write");
        int open = repo.openPullRequest(ann, "one", "One", Map.of("a", "1"));
        int draft = repo.openDraftPullRequest(ann, "two", "Two", Map.of("a", "2"));
        int closed = repo.openPullRequest(ann, "three", "Three", Map.of("a", "3"));
        repo.close(ann, closed);

        OpenPulls.Listing listing = pulls.of(repository());

        assertThat(listing.complete()).isTrue();
        assertThat(listing.pulls()).hasSize(2).allMatch(pull -> pull.base().equals("main"));
        assertThat(listing.pulls()).anySatisfy(pull -> {
            assertThat(pull.number()).isEqualTo(open);
            assertThat(pull.head()).isEqualTo(repo.pullRequest(open).headSha());
            assertThat(pull.draft()).isFalse();
            assertThat(pull.updated()).isAfterOrEqualTo(pull.created());
        });
        assertThat(listing.pulls()).anySatisfy(pull -> {
            assertThat(pull.number()).isEqualTo(draft);
            assertThat(pull.draft()).isTrue();
        });
    }

    @Test
    void a_repository_that_the_app_lost_is_refused() {
        Repository repository = repository();
        pulls.of(repository);
        github.installations().suspend("acme", ann);
        github.expireTokens();
        assertThatThrownBy(() -> pulls.of(repository)).isInstanceOf(Outside.Refused.class);
    }
}
