package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.github.Site.Installation;
import java.util.Map;

/** Accounts, repositories, installations and the App as GitHub shows them. */
final class RepoJson {
    private RepoJson() {}

    static ObjectNode user(Site site, Person person) {
        String api = site.url() + "/users/" + person.login();
        return Json.object(
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
                site.url() + "/" + person.login(),
                "repos_url",
                api + "/repos",
                "type",
                person.type(),
                "user_view_type",
                "public",
                "site_admin",
                false);
    }

    static ObjectNode repository(Repo repo) {
        return repository(repo.site, repo.id, repo.owner, repo.name, repo.defaultBranch, false, repo.apiUrl());
    }

    static ObjectNode fork(PullRequest pull) {
        PullRequest.Fork fork = pull.fork;
        Site site = pull.repo.site;
        return repository(
                site,
                fork.id(),
                fork.owner(),
                fork.name(),
                "main",
                true,
                site.url() + "/repos/" + fork.owner().login() + "/" + fork.name());
    }

    private static ObjectNode repository(
            Site site, long id, Person owner, String name, String branch, boolean fork, String api) {
        String full = owner.login() + "/" + name;
        return Json.object(
                "id",
                id,
                "node_id",
                "R_" + id,
                "name",
                name,
                "full_name",
                full,
                "private",
                true,
                "owner",
                user(site, owner),
                "html_url",
                site.url() + "/" + full,
                "description",
                null,
                "fork",
                fork,
                "url",
                api,
                "archive_url",
                api + "/{archive_format}{/ref}",
                "branches_url",
                api + "/branches{/branch}",
                "commits_url",
                api + "/commits{/sha}",
                "compare_url",
                api + "/compare/{base}...{head}",
                "contents_url",
                api + "/contents/{+path}",
                "issues_url",
                api + "/issues{/number}",
                "pulls_url",
                api + "/pulls{/number}",
                "trees_url",
                api + "/git/trees{/sha}",
                "clone_url",
                site.url() + "/" + full + ".git",
                "default_branch",
                branch,
                "visibility",
                "private",
                "archived",
                false,
                "disabled",
                false,
                "has_issues",
                true,
                "allow_forking",
                true,
                "created_at",
                "2026-01-05T08:00:00Z",
                "updated_at",
                "2026-01-05T08:00:00Z",
                "pushed_at",
                "2026-01-05T08:00:00Z",
                "size",
                10,
                "forks_count",
                0,
                "open_issues_count",
                0);
    }

    static ObjectNode organization(Repo repo) {
        String api = repo.site.url() + "/orgs/" + repo.owner.login();
        return Json.object(
                "login",
                repo.owner.login(),
                "id",
                repo.owner.id(),
                "node_id",
                "O_" + repo.owner.id(),
                "url",
                api,
                "repos_url",
                api + "/repos",
                "description",
                "");
    }

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
                site.repos.isEmpty() ? null : user(site, site.repos.getFirst().owner),
                "name",
                "Tidegate",
                "description",
                "",
                "external_url",
                site.url(),
                "html_url",
                site.url() + "/apps/" + app.slug(),
                "created_at",
                "2026-01-05T08:00:00Z",
                "updated_at",
                "2026-01-05T08:00:00Z",
                "permissions",
                app.permissions(),
                "events",
                app.events(),
                "installations_count",
                site.installations.size());
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
                "name",
                slug,
                "html_url",
                site.url() + "/apps/" + slug,
                "permissions",
                Map.of(),
                "events",
                java.util.List.of());
    }

    static ObjectNode installation(Site site, Installation installation) {
        String api = site.url() + "/app/installations/" + installation.id();
        return Json.object(
                "id", installation.id(),
                "account", user(site, installation.account()),
                "repository_selection", "all",
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
                "suspended_by", null,
                "suspended_at", null);
    }
}
