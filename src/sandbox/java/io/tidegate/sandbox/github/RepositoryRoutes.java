package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.http.Response;
import java.util.ArrayList;
import java.util.List;

/** The repository, its branches with their rules, commits and comparisons. */
final class RepositoryRoutes {
    private static final int FILES_SHOWN = 300;

    private RepositoryRoutes() {}

    static void add(Api api) {
        api.repo("GET", "", "metadata:read", call -> Response.json(200, RepoJson.page(call.repo())));
        api.repo("GET", "/branches/{branch...}", "contents:read", RepositoryRoutes::branch);
        api.repo("GET", "/rules/branches/{branch...}", "metadata:read", RepositoryRoutes::rules);
        api.repo("GET", "/commits/{ref}/pulls", "pull_requests:read", call -> {
            String sha = call.commit("ref").sha();
            List<PullRequest> holding = call.repo().pulls.all().stream()
                    .filter(pull -> sha.equals(pull.mergeCommitSha) && pull.merged()
                            || call.repo().pulls.commits(pull).stream()
                                    .anyMatch(commit -> commit.sha().equals(sha)))
                    .toList();
            return Paging.list(call, holding, PullJson::brief);
        });
        api.repo("GET", "/compare/{basehead...}", "contents:read", RepositoryRoutes::compare);
    }

    /** After the routes below a commit, which this one would swallow. */
    static void addCommits(Api api) {
        api.repo("GET", "/commits", "contents:read", call -> {
            Commit tip = call.repo()
                    .branches
                    .resolve(call.query("sha").orElse(call.repo().defaultBranch))
                    .orElseThrow(Call::notFound);
            List<Commit> all = call.repo().branches.history.ancestors(tip.sha()).stream()
                    .map(call.repo().branches::commit)
                    .toList();
            return Paging.list(call, all, commit -> CommitJson.commit(call.repo(), commit));
        });
        api.repo("GET", "/commits/{ref...}", "contents:read", call -> {
            Commit commit = call.commit("ref");
            if (call.accepts("application/vnd.github.sha") || call.accepts(".sha")) {
                return Response.text(200, "application/vnd.github.sha; charset=utf-8", commit.sha());
            }
            ObjectNode node = CommitJson.commit(call.repo(), commit);
            List<FileChange> files = changed(call.repo(), commit);
            node.set(
                    "stats",
                    Json.object(
                            "additions",
                                    files.stream()
                                            .mapToInt(FileChange::additions)
                                            .sum(),
                            "deletions",
                                    files.stream()
                                            .mapToInt(FileChange::deletions)
                                            .sum()));
            node.set("files", Json.array(files, file -> CommitJson.file(call.repo(), file, commit.sha())));
            return Response.json(200, node);
        });
    }

    private static List<FileChange> changed(Repo repo, Commit commit) {
        return repo.branches.difference.between(
                commit.parents().isEmpty()
                        ? new java.util.TreeMap<>()
                        : repo.branches.files(commit.parents().getFirst()),
                repo.branches.files(commit.sha()));
    }

    private static Response branch(Call call) {
        Repo repo = call.repo();
        String name = call.text("branch");
        Commit commit = repo.branches
                .tip(name)
                .map(repo.branches::commit)
                .orElseThrow(() -> new io.tidegate.sandbox.http.Refusal(404, "Branch not found"));
        List<String> required = repo.checks.required(name);
        String api = repo.apiUrl() + "/branches/" + Paths.encode(name);
        return Response.json(
                200,
                Json.object(
                        "name",
                        name,
                        "commit",
                        CommitJson.commit(repo, commit),
                        "_links",
                        Json.object("self", api, "html", repo.htmlUrl() + "/tree/" + name),
                        "protected",
                        !required.isEmpty(),
                        "protection",
                        protection(repo, required),
                        "protection_url",
                        api + "/protection"));
    }

    private static ObjectNode protection(Repo repo, List<String> required) {
        ObjectNode checks = Json.object(
                "enforcement_level",
                required.isEmpty() ? "off" : "non_admins",
                "contexts",
                required,
                "checks",
                Json.array(required, one -> Json.object("context", one, "app_id", repo.checks.source(one))));
        return Json.object("enabled", !required.isEmpty(), "required_status_checks", checks);
    }

    private static ObjectNode check(Repo repo, String context) {
        ObjectNode check = Json.object("context", context);
        Long source = repo.checks.source(context);
        return source == null ? check : check.put("integration_id", source);
    }

    private static Response rules(Call call) {
        Repo repo = call.repo();
        String branch = call.text("branch");
        List<String> required = repo.checks.required(branch);
        List<ObjectNode> rules = new ArrayList<>();
        if (!required.isEmpty()) {
            rules.add(rule(
                    repo,
                    "required_status_checks",
                    Json.object(
                            "strict_required_status_checks_policy", false,
                            "do_not_enforce_on_create", false,
                            "required_status_checks", Json.array(required, one -> check(repo, one)))));
        }
        if (repo.queue.on(branch)) {
            rules.add(rule(
                    repo,
                    "merge_queue",
                    Json.object(
                            "check_response_timeout_minutes", 60,
                            "grouping_strategy", "ALLGREEN",
                            "max_entries_to_build", 5,
                            "max_entries_to_merge", 5,
                            "merge_method", "MERGE",
                            "min_entries_to_merge", 1,
                            "min_entries_to_merge_wait_minutes", 5)));
        }
        return Paging.list(call, rules, one -> one);
    }

    private static ObjectNode rule(Repo repo, String type, ObjectNode parameters) {
        return Json.object(
                "type",
                type,
                "ruleset_source_type",
                "Repository",
                "ruleset_source",
                repo.fullName(),
                "ruleset_id",
                7001,
                "parameters",
                parameters);
    }

    private static Response compare(Call call) {
        Repo repo = call.repo();
        String[] sides = call.text("basehead").split("\\.\\.\\.", 2);
        if (sides.length != 2) {
            throw Call.notFound();
        }
        Commit base = side(repo, sides[0]);
        Commit head = side(repo, sides[1]);
        String fork = repo.branches.history.mergeBase(base.sha(), head.sha()).orElseThrow(Call::notFound);
        List<Commit> ahead = repo.branches.history.between(base.sha(), head.sha());
        int behind = repo.branches.history.between(head.sha(), base.sha()).size();
        String status = ahead.isEmpty() ? behind == 0 ? "identical" : "behind" : behind == 0 ? "ahead" : "diverged";
        Paging<Commit> page = Paging.of(call, ahead, 250, 250);
        // Files come with the first page only, and no more than 300 of them.
        boolean first = call.query("page").orElse("1").equals("1");
        List<FileChange> files = first
                ? repo.branches.difference.between(repo.branches.files(fork), repo.branches.files(head.sha()))
                : List.of();
        String html = repo.htmlUrl() + "/compare/" + call.text("basehead");
        String api = repo.apiUrl() + "/compare/" + Paths.encode(call.text("basehead"));
        return page.answer(Json.object(
                "url",
                api,
                "html_url",
                html,
                "permalink_url",
                html,
                "diff_url",
                html + ".diff",
                "patch_url",
                html + ".patch",
                "base_commit",
                CommitJson.commit(repo, base),
                "merge_base_commit",
                CommitJson.commit(repo, repo.branches.commit(fork)),
                "status",
                status,
                "ahead_by",
                ahead.size(),
                "behind_by",
                behind,
                "total_commits",
                ahead.size(),
                "commits",
                Json.array(page.items(), commit -> CommitJson.commit(repo, commit)),
                "files",
                Json.array(
                        files.stream().limit(FILES_SHOWN).toList(), file -> CommitJson.file(repo, file, head.sha()))));
    }

    /** A branch or commit, or {@code owner:branch} where the owner is this repository's. */
    private static Commit side(Repo repo, String name) {
        String own = repo.owner.login() + ":";
        String ref = name.startsWith(own) ? name.substring(own.length()) : name;
        return repo.branches.resolve(ref).orElseThrow(Call::notFound);
    }
}
