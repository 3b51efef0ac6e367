package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.http.Request;
import io.tidegate.sandbox.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts, their permission in a repository, their membership in teams. */
final class PeopleRoutes {
    private static final List<String> LEVELS = List.of("pull", "triage", "push", "maintain", "admin");
    private static final Map<String, Integer> RANK =
            Map.of("none", 0, "read", 1, "triage", 2, "write", 3, "maintain", 4, "admin", 5);
    private final Site site;

    private PeopleRoutes(Site site) {
        this.site = site;
    }

    static void add(Api api) {
        PeopleRoutes routes = new PeopleRoutes(api.site);
        api.repo("GET", "/collaborators/{login}/permission", "metadata:read", PeopleRoutes::permission);
        api.token(
                "GET",
                "/users/{login}",
                (request, grant) -> Response.json(200, AccountJson.page(routes.site, routes.account(request))));
        api.token(
                "GET",
                "/orgs/{login}",
                (request, grant) ->
                        Response.json(200, AccountJson.organizationPage(routes.site, routes.account(request))));
        api.token(
                "GET",
                "/orgs/{login}/teams/{slug}",
                (request, grant) -> Response.json(200, routes.json(routes.team(request, grant))));
        api.token(
                "GET",
                "/orgs/{login}/teams/{slug}/memberships/{member}",
                (request, grant) -> routes.membership(request, routes.team(request, grant)));
        api.token("GET", "/organizations/{org}/team/{team}/memberships/{member}", (request, grant) -> {
            members(grant);
            return routes.membership(
                    request,
                    routes.site.teams.stream()
                            .filter(team -> String.valueOf(team.id()).equals(request.parameter("team")))
                            .findFirst()
                            .orElseThrow(Call::notFound));
        });
    }

    /** maintain shows as write and triage as read; role_name tells them apart. */
    private static Response permission(Call call) {
        Repo repo = call.repo();
        Person person = repo.site.known(call.text("login")).orElseThrow(Call::notFound);
        String role = repo.role(person);
        String permission = switch (role) {
            case "maintain" -> "write";
            case "triage" -> "read";
            default -> role;
        };
        ObjectNode levels = Json.object();
        for (int i = 0; i < LEVELS.size(); i++) {
            levels.put(LEVELS.get(i), RANK.get(role) > i);
        }
        ObjectNode user = AccountJson.user(repo.site, person);
        user.set("permissions", levels);
        user.put("role_name", role);
        return Response.json(200, Json.object("permission", permission, "role_name", role, "user", user));
    }

    private Person account(Request request) {
        return site.known(request.parameter("login")).orElseThrow(Call::notFound);
    }

    private Team team(Request request, Grant grant) {
        members(grant);
        Optional<Team> team = site.team(account(request), request.parameter("slug"));
        return team.filter(found ->
                        found.organization().equals(grant.installation().account()))
                .orElseThrow(Call::notFound);
    }

    private static void members(Grant grant) {
        if (!grant.allows("members:read")) {
            throw Invalid.forbidden("members:read");
        }
    }

    private ObjectNode json(Team team) {
        String api = site.url() + "/organizations/" + team.organization().id() + "/team/" + team.id();
        return Json.object(
                "id",
                team.id(),
                "node_id",
                "T_" + team.id(),
                "name",
                team.slug(),
                "slug",
                team.slug(),
                "privacy",
                "closed",
                "permission",
                "pull",
                "description",
                "",
                "notification_setting",
                "notifications_enabled",
                "type",
                "organization",
                "organization_id",
                team.organization().id(),
                "parent",
                null,
                "members_count",
                team.members().size(),
                "repos_count",
                0,
                "created_at",
                RepoJson.EPOCH,
                "updated_at",
                RepoJson.EPOCH,
                "organization",
                AccountJson.organizationPage(site, team.organization()),
                "url",
                api,
                "html_url",
                site.url() + "/orgs/" + team.organization().login() + "/teams/" + team.slug(),
                "members_url",
                api + "/members{/member}",
                "repositories_url",
                api + "/repos");
    }

    private Response membership(Request request, Team team) {
        Person member = site.known(request.parameter("member")).orElseThrow(Call::notFound);
        String state = Optional.ofNullable(team.members().get(member.id())).orElseThrow(Call::notFound);
        String api = site.url() + "/organizations/" + team.organization().id() + "/team/" + team.id();
        return Response.json(
                200, Json.object("url", api + "/memberships/" + member.login(), "role", "member", "state", state));
    }
}
