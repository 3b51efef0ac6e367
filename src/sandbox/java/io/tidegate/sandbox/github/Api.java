package io.tidegate.sandbox.github;

import io.tidegate.sandbox.http.Handler;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import io.tidegate.sandbox.http.StandIn;
import java.util.List;
import java.util.function.Function;

/** Registers routes with the right credentials in front of them; each handler runs alone, under the site's monitor. */
final class Api {
    private static final List<String> VERSIONS = List.of("2022-11-28", "2026-03-10");
    final Site site;
    final Tokens tokens;
    private final StandIn server;

    Api(StandIn server, Site site, Tokens tokens) {
        this.server = server;
        this.site = site;
        this.tokens = tokens;
    }

    /** A route below a repository, under its name and under its id. */
    void repo(String method, String suffix, String permission, Function<Call, Response> handler) {
        route(method, "/repos/{owner}/{repo}" + suffix, request -> {
            Grant grant = tokens.requireGrant(request);
            Repo repo = site.repo(request.parameter("owner"), request.parameter("repo"))
                    .orElseThrow(() -> moved(request, grant));
            return answer(request, repo, grant, permission, handler);
        });
        route(method, "/repositories/{repository}" + suffix, request -> {
            Grant grant = tokens.requireGrant(request);
            Repo repo = site.repos.stream()
                    .filter(candidate -> String.valueOf(candidate.id).equals(request.parameter("repository")))
                    .findFirst()
                    .orElseThrow(Call::notFound);
            return answer(request, repo, grant, permission, handler);
        });
    }

    /** Who may see a repository under its old name is sent to its id. */
    private RuntimeException moved(Request request, Grant grant) {
        String named = request.parameter("owner") + "/" + request.parameter("repo");
        Repo repo = site.formerNames.get(named.toLowerCase());
        if (repo == null || !grant.reaches(repo)) {
            return Call.notFound();
        }
        String rest = request.path().substring(("/repos/" + named).length());
        return Invalid.moved(request.method(), site.url() + "/repositories/" + repo.id + rest);
    }

    /** A route for the App itself, by JWT. */
    void app(String method, String template, Function<Request, Response> handler) {
        route(method, template, request -> {
            tokens.requireApp(request);
            return handler.apply(request);
        });
    }

    /** A route for an installation token that is about no repository. */
    void token(String method, String template, java.util.function.BiFunction<Request, Grant, Response> handler) {
        route(method, template, request -> handler.apply(request, tokens.requireGrant(request)));
    }

    void open(String method, String template, Function<Request, Response> handler) {
        route(method, template, handler::apply);
    }

    private Response answer(
            Request request, Repo repo, Grant grant, String permission, Function<Call, Response> handler) {
        if (!grant.reaches(repo)) {
            throw Call.notFound();
        }
        if (!grant.allows(permission) || !Grant.allows(site.app.permissions(), permission)) {
            throw Invalid.forbidden(permission);
        }
        if (repo.archived && !request.method().equals("GET")) {
            throw new Refusal(403, "Repository was archived so is read-only.");
        }
        return handler.apply(new Call(request, repo, grant));
    }

    private void route(String method, String template, Handler handler) {
        server.route(method, template, request -> {
            try {
                synchronized (site) {
                    return handler.handle(request);
                }
            } catch (Invalid invalid) {
                return invalid.response();
            }
        });
    }

    /** What GitHub refuses whatever the route; null when all is well. */
    static Response refuse(Request request) {
        if (request.header("User-Agent").orElse("").isBlank()) {
            return Answers.error(
                    403,
                    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        }
        String version = request.header("X-GitHub-Api-Version").orElse(VERSIONS.getFirst());
        if (!VERSIONS.contains(version)) {
            return Answers.error(400, "The API version " + version + " is not supported; use one of " + VERSIONS);
        }
        String accept = request.header("Accept").orElse("*/*");
        if (!accept.contains("application/vnd.github") && !accept.contains("json") && !accept.contains("*/*")) {
            return Answers.error(415, "Unsupported 'Accept' header: '" + accept + "'. Must accept 'application/json'.");
        }
        String type = request.header("Content-Type").orElse("");
        boolean page = request.path().matches(ManifestRoutes.PAGES);
        if (request.body().length > 0 && !type.contains("json") && !page) {
            return Answers.error(415, "The body must be sent as application/json, not as '" + type + "'");
        }
        return null;
    }
}
