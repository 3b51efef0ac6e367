package io.tidegate.github;

import io.tidegate.environment.Repository;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/**
 * Objects of the github-api library made from what we know already, as it makes them from an event's payload: asking the
 * library for them by name costs up to two requests more for each call.
 */
final class Bound {
    private final GitHub gitHub;
    private final Repository repository;
    private final String api;

    Bound(RepositoryCalls calls, GitHubSettings settings) {
        this.repository = calls.repository();
        this.api = settings.api().toString();
        try {
            this.gitHub = new GitHubBuilder()
                    .withEndpoint(api)
                    .withConnector(new RepositoryConnector(calls))
                    .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                    .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("the github-api library cannot be set up for " + api, e);
        }
    }

    GHPullRequest pullRequest(int number) throws IOException {
        Map<String, ?> pull = Map.of("number", number, "url", url() + "/pulls/" + number);
        return payload(Map.of("pull_request", pull), GHEventPayload.PullRequest.class)
                .getPullRequest();
    }

    GHIssueComment comment(long id) throws IOException {
        Map<String, ?> issue = Map.of("number", 0, "url", url() + "/issues/0");
        Map<String, ?> comment = Map.of("id", id, "url", url() + "/issues/comments/" + id);
        return payload(Map.of("issue", issue, "comment", comment), GHEventPayload.IssueComment.class)
                .getComment();
    }

    GHRepository repository() throws IOException {
        return pullRequest(0).getRepository();
    }

    private <T extends GHEventPayload> T payload(Map<String, ?> about, Class<T> type) throws IOException {
        var whole = new HashMap<String, Object>(about);
        whole.put(
                "repository",
                Map.of(
                        "id", repository.id(),
                        "name", repository.name(),
                        "full_name", repository.fullName(),
                        "owner", Map.of("login", repository.owner()),
                        "url", url()));
        return gitHub.parseEventPayload(
                new StringReader(new String(Fields.write(whole), StandardCharsets.UTF_8)), type);
    }

    private String url() {
        return api + "/repos/" + repository.fullName();
    }
}
