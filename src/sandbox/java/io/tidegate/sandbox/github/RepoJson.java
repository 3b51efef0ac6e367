package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Repositories as GitHub shows them. */
final class RepoJson {
    /** When whatever has no date of its own was made. */
    static final String EPOCH = "2026-01-05T08:00:00Z";

    private static final List<String> LINKS = List.of(
            "archive/{archive_format}{/ref}",
            "assignees{/user}",
            "blobs/git/blobs{/sha}",
            "branches{/branch}",
            "collaborators{/collaborator}",
            "comments{/number}",
            "commits{/sha}",
            "compare/{base}...{head}",
            "contents/{+path}",
            "contributors",
            "deployments",
            "downloads",
            "events",
            "forks",
            "git_commits/git/commits{/sha}",
            "git_refs/git/refs{/sha}",
            "git_tags/git/tags{/sha}",
            "hooks",
            "issue_comment/issues/comments{/number}",
            "issue_events/issues/events{/number}",
            "issues{/number}",
            "keys{/key_id}",
            "labels{/name}",
            "languages",
            "merges",
            "milestones{/number}",
            "notifications",
            "pulls{/number}",
            "releases{/id}",
            "stargazers",
            "statuses/statuses/{sha}",
            "subscribers",
            "subscription",
            "tags",
            "teams",
            "trees/git/trees{/sha}");

    private RepoJson() {}

    static ObjectNode repository(Repo repo) {
        return repository(
                repo.site, repo.id, repo.owner, repo.name, repo.defaultBranch, repo.open, false, repo.apiUrl());
    }

    /** With what only the repository's own page tells. */
    static ObjectNode page(Repo repo) {
        ObjectNode node = repository(repo);
        node.put("archived", repo.archived);
        node.setAll(Json.object(
                "network_count", 0,
                "subscribers_count", 0,
                "organization", AccountJson.user(repo.site, repo.owner)));
        return node;
    }

    static ObjectNode fork(PullRequest pull) {
        PullRequest.Fork fork = pull.fork;
        Site site = pull.repo.site;
        String api = site.url() + "/repos/" + fork.owner().login() + "/" + fork.name();
        return repository(site, fork.id(), fork.owner(), fork.name(), "main", pull.repo.open, true, api);
    }

    private static ObjectNode repository(
            Site site, long id, Person owner, String name, String branch, boolean open, boolean fork, String api) {
        String full = owner.login() + "/" + name;
        ObjectNode node = Json.object(
                "id",
                id,
                "node_id",
                "R_" + id,
                "name",
                name,
                "full_name",
                full,
                "private",
                !open,
                "owner",
                AccountJson.user(site, owner),
                "html_url",
                site.url() + "/" + full,
                "description",
                null,
                "fork",
                fork,
                "url",
                api,
                "git_url",
                site.url() + "/" + full + ".git",
                "ssh_url",
                "git@127.0.0.1:" + full + ".git",
                "clone_url",
                site.url() + "/" + full + ".git",
                "svn_url",
                site.url() + "/" + full,
                "mirror_url",
                null,
                "homepage",
                null,
                "language",
                "HCL",
                "license",
                null,
                "topics",
                List.of(),
                "default_branch",
                branch,
                "visibility",
                open ? "public" : "private",
                "created_at",
                EPOCH,
                "updated_at",
                EPOCH,
                "pushed_at",
                EPOCH);
        for (String flag : List.of(
                "archived",
                "disabled",
                "has_discussions",
                "has_downloads",
                "has_pages",
                "has_projects",
                "has_wiki",
                "is_template",
                "web_commit_signoff_required")) {
            node.put(flag, false);
        }
        node.put("has_issues", true);
        node.put("allow_forking", true);
        for (String count : List.of(
                "size",
                "forks",
                "forks_count",
                "open_issues",
                "open_issues_count",
                "stargazers_count",
                "watchers",
                "watchers_count")) {
            node.put(count, 0);
        }
        LINKS.forEach(link -> {
            String key = link.replaceFirst("[/{].*", "");
            // Some links are found below another path than their name says.
            boolean elsewhere = key.length() < link.length()
                    && link.charAt(key.length()) == '/'
                    && Character.isLetter(link.charAt(key.length() + 1));
            node.put(key + "_url", api + "/" + (elsewhere ? link.substring(key.length() + 1) : link));
        });
        // This one has no path of its own at all.
        node.put("archive_url", api + "/{archive_format}{/ref}");
        return node;
    }
}
