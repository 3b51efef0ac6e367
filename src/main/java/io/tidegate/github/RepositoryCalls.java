package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls about one repository with its installation token. A token that GitHub refuses is fetched anew, once. */
final class RepositoryCalls {
    private static final int MOST_PAGES = 30;
    private static final Answer REFUSED = new Answer(401, Map.of(), new byte[0]);
    private final GitHubCalls calls;
    private final InstallationTokens tokens;
    private final Repository repository;

    RepositoryCalls(GitHubCalls calls, InstallationTokens tokens, Repository repository) {
        this.calls = calls;
        this.tokens = tokens;
        this.repository = repository;
    }

    Repository repository() {
        return repository;
    }

    /** @param path below the repository, beginning with a slash; variable parts escaped by {@link #escape} */
    JsonNode get(String path) {
        return Fields.parse(succeed("GET", uri(path), null).body());
    }

    Optional<JsonNode> find(String path) {
        Answer answer = exchange(call("GET", uri(path), null));
        return answer.status() == 404 ? Optional.empty() : Optional.of(Fields.parse(answer.body()));
    }

    /** @param path below the organisation that owns the repository */
    Optional<JsonNode> findInOrganization(String path) {
        URI uri = calls.api("/orgs/" + escape(repository.owner()) + path);
        Answer answer = exchange(call("GET", uri, null));
        return answer.status() == 404 ? Optional.empty() : Optional.of(Fields.parse(answer.body()));
    }

    /**
     * Every element of every page.
     *
     * @param list name of the list in each page; empty when the page is the list
     */
    List<JsonNode> all(String path, String list) {
        List<JsonNode> found = new ArrayList<>();
        Optional<URI> next = Optional.of(uri(path));
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                throw new Outside.Refused(
                        "GitHub lists more than " + MOST_PAGES + " pages at "
                                + Route.of(next.get().getPath()),
                        "Split this pull request, or close it and open a new one.");
            }
            Answer answer = succeed("GET", next.get(), null);
            JsonNode body = Fields.parse(answer.body());
            JsonNode elements = list.isEmpty() ? body : body.path(list);
            if (!elements.isArray()) {
                throw new Fields.Unfit("it is no list");
            }
            elements.forEach(found::add);
            next = answer.next().map(URI::create);
        }
        return found;
    }

    /** Empty when what was to be changed does not exist. */
    Optional<JsonNode> patch(String path, Map<String, ?> body) {
        Answer answer = exchange(call("PATCH", uri(path), Fields.write(body)));
        return answer.status() == 404 ? Optional.empty() : Optional.of(Fields.parse(answer.body()));
    }

    /** What does not exist is deleted already. */
    void delete(String path) {
        Call call = call("DELETE", uri(path), null);
        Answer answer = exchange(call);
        if (!answer.ok() && answer.status() != 404) {
            throw calls.refused(call, answer);
        }
    }

    JsonNode post(String path, Map<String, ?> body) {
        return Fields.parse(succeed("POST", uri(path), Fields.write(body)).body());
    }

    JsonNode put(String path, Map<String, ?> body) {
        return Fields.parse(succeed("PUT", uri(path), Fields.write(body)).body());
    }

    /** @return the whole answer, which may hold errors although it is a success */
    JsonNode query(String query, Map<String, ?> variables) {
        Call call = call("POST", calls.graphql(), Fields.write(Map.of("query", query, "variables", variables)));
        return calls.queried(call, succeed(call));
    }

    InputStream download(String path) {
        Call call = call("GET", uri(path), null);
        return calls.download(call).orElseGet(() -> {
            Call again = renewed(call);
            return calls.download(again).orElseThrow(() -> calls.refused(again, REFUSED));
        });
    }

    /** @throws Outside for everything but success */
    Answer succeed(String method, URI uri, byte @Nullable [] body) {
        return succeed(call(method, uri, body));
    }

    private Answer succeed(Call call) {
        Answer answer = exchange(call);
        if (!answer.ok()) {
            throw calls.refused(call, answer);
        }
        return answer;
    }

    /** Escapes one name for use in a path; slashes of branch names and file paths stay. */
    static String escape(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private Answer exchange(Call call) {
        Answer answer = calls.send(call);
        if (answer.status() != 401) {
            return answer;
        }
        Call again = renewed(call);
        answer = calls.send(again);
        if (answer.status() == 401) {
            throw calls.refused(again, answer);
        }
        return answer;
    }

    private Call renewed(Call call) {
        tokens.drop(repository, call.bearer());
        return call.with(tokens.token(repository));
    }

    private URI uri(String path) {
        return calls.api("/repos/" + escape(repository.owner()) + "/" + escape(repository.name()) + path);
    }

    private Call call(String method, URI uri, byte @Nullable [] body) {
        String scope = repository.installation() + "/" + repository.id();
        return new Call(method, uri, scope, tokens.token(repository), null, body);
    }
}
