package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The App, its installations and their tokens. */
final class AppRoutes {
    private final Site site;
    private final Tokens tokens;

    private AppRoutes(Api api) {
        this.site = api.site;
        this.tokens = api.tokens;
    }

    static void add(Api api) {
        AppRoutes routes = new AppRoutes(api);
        api.app(
                "GET",
                "/app",
                request -> Response.json(
                        200, AppJson.app(routes.site).put("installations_count", routes.site.installations.size())));
        api.app(
                "GET",
                "/app/installations",
                request -> Response.json(
                        200, Json.array(routes.site.installations, one -> AppJson.installation(routes.site, one))));
        api.app("GET", "/app/installations/{id}", request -> routes.shown(routes.byId(request)));
        api.app("POST", "/app/installations/{id}/access_tokens", routes::token);
        api.app(
                "GET",
                "/repos/{owner}/{repo}/installation",
                request -> routes.shown(routes.site
                        .repo(request.parameter("owner"), request.parameter("repo"))
                        .flatMap(repo -> Optional.ofNullable(repo.installation()))));
        api.app("GET", "/users/{login}/installation", routes::ofAccount);
        api.app("GET", "/orgs/{login}/installation", routes::ofAccount);
        api.token("GET", "/installation/repositories", (request, grant) -> {
            List<Repo> reached =
                    routes.site.repos.stream().filter(grant::reaches).toList();
            return Response.json(
                    200,
                    Json.object(
                            "total_count", reached.size(),
                            "repository_selection", grant.installation().selection(),
                            "repositories", Json.array(reached, RepoJson::repository)));
        });
        api.token("DELETE", "/installation/token", (request, grant) -> {
            routes.tokens.revoke(grant);
            return Response.empty(204);
        });
    }

    private Response ofAccount(Request request) {
        return shown(site.known(request.parameter("login")).flatMap(site::installation));
    }

    private Optional<Installation> byId(Request request) {
        return site.installations.stream()
                .filter(installation -> String.valueOf(installation.id()).equals(request.parameter("id")))
                .findFirst();
    }

    private Response shown(Optional<Installation> installation) {
        return Response.json(200, AppJson.installation(site, installation.orElseThrow(Call::notFound)));
    }

    private Response token(Request request) {
        Installation installation = byId(request).orElseThrow(Call::notFound);
        if (installation.suspended()) {
            throw Tokens.suspended();
        }
        JsonNode body = request.json();
        Map<String, String> permissions = permissions(body.path("permissions"));
        Set<Long> ids = repositories(installation, body);
        Grant grant = tokens.issue(installation, permissions, ids);
        ObjectNode answer = Json.object(
                "token",
                grant.token(),
                "expires_at",
                grant.expires(),
                "permissions",
                permissions,
                "repository_selection",
                ids == null ? "all" : "selected");
        if (ids != null) {
            answer.set(
                    "repositories",
                    Json.array(
                            site.repos.stream()
                                    .filter(repo -> ids.contains(repo.id))
                                    .toList(),
                            RepoJson::repository));
        }
        return Response.json(201, answer);
    }

    /** The App's own permissions, or fewer; more than it has are refused. */
    private Map<String, String> permissions(JsonNode wanted) {
        Map<String, String> held = site.app.permissions();
        if (!wanted.isObject()) {
            return held;
        }
        Map<String, String> narrowed = new LinkedHashMap<>();
        wanted.properties().forEach(entry -> {
            if (!Grant.covers(held.get(entry.getKey()), entry.getValue().asText())) {
                throw new Refusal(422, "The permissions requested are not granted to this installation.");
            }
            narrowed.put(entry.getKey(), entry.getValue().asText());
        });
        narrowed.putIfAbsent("metadata", "read");
        return narrowed;
    }

    private Set<Long> repositories(Installation installation, JsonNode body) {
        if (!body.has("repository_ids") && !body.has("repositories")) {
            return null;
        }
        Set<Long> ids = new LinkedHashSet<>();
        body.path("repository_ids").forEach(id -> ids.add(id.asLong()));
        body.path("repositories")
                .forEach(name -> ids.add(site.repo(installation.account().login(), name.asText())
                        .map(Repo::id)
                        .orElse(-1L)));
        boolean allThere = ids.stream()
                .allMatch(id -> site.repos.stream().anyMatch(repo -> repo.id == id && installation.holds(repo)));
        if (!allThere) {
            throw new Refusal(
                    422,
                    "There is at least one repository that does not exist or is not accessible to the"
                            + " parent installation.");
        }
        return ids;
    }
}
