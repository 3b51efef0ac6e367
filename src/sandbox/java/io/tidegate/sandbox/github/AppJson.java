package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The App, other Apps and installations as GitHub shows them. */
final class AppJson {
    private AppJson() {}

    static ObjectNode app(Site site) {
        App app = site.app;
        return Json.object(
                "id",
                app.id(),
                "client_id",
                "Iv23sandbox0000000000",
                "slug",
                app.slug(),
                "node_id",
                "A_" + app.id(),
                "owner",
                site.repos.isEmpty() ? null : AccountJson.user(site, site.repos.getFirst().owner),
                "name",
                "Tidegate",
                "description",
                "",
                "external_url",
                site.url(),
                "html_url",
                site.url() + "/apps/" + app.slug(),
                "created_at",
                RepoJson.EPOCH,
                "updated_at",
                RepoJson.EPOCH,
                "permissions",
                app.permissions(),
                "events",
                app.events());
    }

    /** Another App, of which only a name is known. */
    static ObjectNode foreignApp(Site site, long id, String slug) {
        return Json.object(
                "id",
                id,
                "slug",
                slug,
                "node_id",
                "A_" + id,
                "owner",
                AccountJson.user(site, site.bot()),
                "name",
                slug,
                "description",
                "",
                "external_url",
                site.url(),
                "html_url",
                site.url() + "/apps/" + slug,
                "created_at",
                RepoJson.EPOCH,
                "updated_at",
                RepoJson.EPOCH,
                "permissions",
                Map.of(),
                "events",
                List.of());
    }

    static ObjectNode installation(Site site, Installation installation) {
        String api = site.url() + "/app/installations/" + installation.id();
        return Json.object(
                "id", installation.id(),
                "account", AccountJson.user(site, installation.account()),
                "repository_selection", installation.selection(),
                "access_tokens_url", api + "/access_tokens",
                "repositories_url", site.url() + "/installation/repositories",
                "html_url",
                        site.url() + "/organizations/" + installation.account().login() + "/settings/installations/"
                                + installation.id(),
                "app_id", site.app.id(),
                "app_slug", site.app.slug(),
                "target_id", installation.account().id(),
                "target_type", installation.account().type(),
                "permissions", site.app.permissions(),
                "events", site.app.events(),
                "created_at", installation.createdAt(),
                "updated_at", installation.createdAt(),
                "single_file_name", null,
                "suspended_by", installation.suspended() ? AccountJson.user(site, installation.suspendedBy) : null,
                "suspended_at", installation.suspendedAt);
    }

    /** A repository as events about installations name it. */
    static ObjectNode named(Repo repo) {
        return Json.object(
                "id",
                repo.id,
                "node_id",
                "R_" + repo.id,
                "name",
                repo.name,
                "full_name",
                repo.fullName(),
                "private",
                true);
    }
}
