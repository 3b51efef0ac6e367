package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** People, bots and organisations as GitHub shows them. */
final class AccountJson {
    private static final List<String> LINKS = List.of(
            "followers",
            "following{/other_user}",
            "gists{/gist_id}",
            "starred{/owner}{/repo}",
            "subscriptions",
            "orgs",
            "repos",
            "events{/privacy}",
            "received_events");

    private AccountJson() {}

    static ObjectNode user(Site site, Person person) {
        String api = site.url() + "/users/" + Paths.encode(person.login());
        ObjectNode node = Json.object(
                "login",
                person.login(),
                "id",
                person.id(),
                "node_id",
                "U_" + person.id(),
                "avatar_url",
                site.url() + "/avatars/" + person.id(),
                "gravatar_id",
                "",
                "url",
                api,
                "html_url",
                site.url() + (person.type().equals("Bot") ? "/apps/" + site.app.slug() : "/" + person.login()),
                "type",
                person.type(),
                "user_view_type",
                "public",
                "site_admin",
                false);
        for (String link : LINKS) {
            String name = link.replaceFirst("\\{.*", "").replace("orgs", "organizations");
            node.put(name + "_url", api + "/" + link);
        }
        return node;
    }

    /** With what only the account's own page tells. */
    static ObjectNode page(Site site, Person person) {
        ObjectNode node = user(site, person);
        node.setAll(Json.object(
                "name",
                person.login(),
                "company",
                null,
                "blog",
                "",
                "location",
                null,
                "email",
                null,
                "hireable",
                null,
                "bio",
                null,
                "public_repos",
                0,
                "public_gists",
                0,
                "followers",
                0,
                "following",
                0,
                "created_at",
                RepoJson.EPOCH,
                "updated_at",
                RepoJson.EPOCH));
        return node;
    }

    static ObjectNode organization(Site site, Person owner) {
        String api = site.url() + "/orgs/" + owner.login();
        return Json.object(
                "login", owner.login(),
                "id", owner.id(),
                "node_id", "O_" + owner.id(),
                "url", api,
                "repos_url", api + "/repos",
                "events_url", api + "/events",
                "hooks_url", api + "/hooks",
                "issues_url", api + "/issues",
                "members_url", api + "/members{/member}",
                "public_members_url", api + "/public_members{/member}",
                "avatar_url", site.url() + "/avatars/" + owner.id(),
                "description", "");
    }

    /** With what only the organisation's own page tells. */
    static ObjectNode organizationPage(Site site, Person owner) {
        ObjectNode node = organization(site, owner);
        node.setAll(Json.object(
                "html_url",
                site.url() + "/" + owner.login(),
                "type",
                "Organization",
                "has_organization_projects",
                false,
                "has_repository_projects",
                false,
                "public_repos",
                0,
                "public_gists",
                0,
                "followers",
                0,
                "following",
                0,
                "archived_at",
                null,
                "created_at",
                RepoJson.EPOCH,
                "updated_at",
                RepoJson.EPOCH));
        return node;
    }
}
