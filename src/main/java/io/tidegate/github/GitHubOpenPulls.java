package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.Repository;
import io.tidegate.flow.OpenPulls;
import io.tidegate.flow.Outside;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists open pull requests, those first that something happened to last. */
@Singleton
public final class GitHubOpenPulls implements OpenPulls {
    private static final int MOST_PAGES = 3;

    private final GitHubCalls calls;
    private final InstallationTokens tokens;

    @Inject
    GitHubOpenPulls(GitHubCalls calls, AppAuthentication app, InstantSource clock) {
        this.calls = calls;
        this.tokens = new InstallationTokens(calls, app, clock);
    }

    @Override
    public Listing of(Repository repository) {
        RepositoryCalls about = new RepositoryCalls(calls, tokens, repository);
        try {
            List<Listed> listed = new ArrayList<>();
            Optional<URI> next = Optional.of(calls.api("/repos/" + RepositoryCalls.escape(repository.owner()) + "/"
                    + RepositoryCalls.escape(repository.name())
                    + "/pulls?state=open&sort=updated&direction=desc&per_page=100"));
            for (int page = 0; next.isPresent() && page < MOST_PAGES; page++) {
                Answer answer = about.succeed("GET", next.get(), null);
                JsonNode pulls = Fields.parse(answer.body());
                if (!pulls.isArray()) {
                    throw new Fields.Unfit("it is no list");
                }
                pulls.forEach(pull -> listed.add(listed(pull)));
                next = answer.next().map(URI::create);
            }
            return new Listing(listed, next.isEmpty());
        } catch (Fields.Unfit e) {
            throw new Outside.Unavailable(
                    "GitHub's list of the pull requests of " + repository.fullName() + " cannot be read: "
                            + e.getMessage(),
                    null);
        }
    }

    private static Listed listed(JsonNode json) {
        return new Listed(
                Fields.count(json, "number"),
                Fields.sha(json, "head.sha"),
                Fields.text(json, "base.ref"),
                json.path("draft").asBoolean(false),
                Fields.instant(json, "created_at"),
                Fields.instant(json, "updated_at"));
    }
}
