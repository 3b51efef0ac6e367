package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.git.Signature;
import java.util.ArrayList;
import java.util.List;

/** Commits and changed files as GitHub shows them. */
final class CommitJson {
    private CommitJson() {}

    static ObjectNode commit(Repo repo, Commit commit) {
        String api = repo.apiUrl() + "/commits/" + commit.sha();
        return Json.object(
                "sha", commit.sha(),
                "node_id", "C_" + commit.sha().substring(0, 12),
                "commit", git(repo, commit).put("comment_count", 0),
                "url", api,
                "html_url", repo.htmlUrl() + "/commit/" + commit.sha(),
                "comments_url", api + "/comments",
                "author", account(repo, commit.author()),
                "committer", account(repo, commit.committer()),
                "parents", parents(repo, commit));
    }

    /** The git object itself; {@code GET git/commits} adds name and parents. */
    static ObjectNode git(Repo repo, Commit commit) {
        return Json.object(
                "author", signature(commit.author()),
                "committer", signature(commit.committer()),
                "message", commit.message(),
                "tree", Json.object("sha", commit.tree(), "url", repo.apiUrl() + "/git/trees/" + commit.tree()),
                "url", repo.apiUrl() + "/git/commits/" + commit.sha(),
                "verification",
                        Json.object(
                                "verified", false,
                                "reason", "unsigned",
                                "signature", null,
                                "payload", null,
                                "verified_at", null));
    }

    static List<ObjectNode> parents(Repo repo, Commit commit) {
        return commit.parents().stream()
                .map(parent -> Json.object(
                        "sha", parent,
                        "url", repo.apiUrl() + "/commits/" + parent,
                        "html_url", repo.htmlUrl() + "/commit/" + parent))
                .toList();
    }

    /** As a check suite names its head. */
    static ObjectNode brief(Commit commit) {
        return Json.object(
                "id", commit.sha(),
                "tree_id", commit.tree(),
                "message", commit.message(),
                "timestamp", commit.committer().at(),
                "author",
                        Json.object(
                                "name", commit.author().name(),
                                "email", commit.author().email()),
                "committer",
                        Json.object(
                                "name", commit.committer().name(),
                                "email", commit.committer().email()));
    }

    /** As a push event lists it. */
    static ObjectNode pushed(Repo repo, Commit commit) {
        List<FileChange> files = repo.branches.difference.between(
                commit.parents().isEmpty()
                        ? new java.util.TreeMap<>()
                        : repo.branches.files(commit.parents().getFirst()),
                repo.branches.files(commit.sha()));
        List<String> added = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        for (FileChange file : files) {
            switch (file.status()) {
                case "added" -> added.add(file.path());
                case "removed" -> removed.add(file.path());
                case "renamed" -> {
                    added.add(file.path());
                    removed.add(file.previousPath());
                }
                default -> modified.add(file.path());
            }
        }
        return Json.object(
                "id", commit.sha(),
                "tree_id", commit.tree(),
                "distinct", true,
                "message", commit.message(),
                "timestamp", commit.committer().at(),
                "url", repo.htmlUrl() + "/commit/" + commit.sha(),
                "author", pusher(repo, commit.author()),
                "committer", pusher(repo, commit.committer()),
                "added", added,
                "removed", removed,
                "modified", modified);
    }

    static ObjectNode file(Repo repo, FileChange file, String sha) {
        ObjectNode node = Json.object(
                "sha", file.sha(),
                "filename", file.path(),
                "status", file.status(),
                "additions", file.additions(),
                "deletions", file.deletions(),
                "changes", file.additions() + file.deletions(),
                "blob_url", repo.htmlUrl() + "/blob/" + sha + "/" + file.path(),
                "raw_url", repo.htmlUrl() + "/raw/" + sha + "/" + file.path(),
                "contents_url", repo.apiUrl() + "/contents/" + Paths.encode(file.path()) + "?ref=" + sha);
        if (file.patch() != null) {
            node.put("patch", file.patch());
        }
        if (file.previousPath() != null) {
            node.put("previous_filename", file.previousPath());
        }
        return node;
    }

    private static ObjectNode signature(Signature signature) {
        return Json.object("name", signature.name(), "email", signature.email(), "date", signature.at());
    }

    private static ObjectNode pusher(Repo repo, Signature signature) {
        ObjectNode node = Json.object("name", signature.name(), "email", signature.email(), "date", signature.at());
        repo.branches.account(signature).ifPresent(person -> node.put("username", person.login()));
        return node;
    }

    private static ObjectNode account(Repo repo, Signature signature) {
        return repo.branches
                .account(signature)
                .map(person -> AccountJson.user(repo.site, person))
                .orElse(null);
    }
}
