package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.BlobRef;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** Files and directories by path. */
final class ContentRoutes {
    private static final int INLINE_LIMIT = 1_000_000;
    private static final int DIRECTORY_LIMIT = 1_000;

    private ContentRoutes() {}

    static void add(Api api) {
        api.repo("GET", "/contents/{path...}", "contents:read", ContentRoutes::contents);
        api.repo("GET", "/contents", "contents:read", call -> directory(call, "", commit(call)));
    }

    private static Commit commit(Call call) {
        String ref = call.query("ref").orElse(call.repo().defaultBranch);
        return call.repo()
                .branches
                .resolve(ref)
                .orElseThrow(() -> new Refusal(404, "No commit found for the ref " + ref));
    }

    private static Response contents(Call call) {
        String path = call.text("path").replaceAll("/+$", "");
        Commit commit = commit(call);
        BlobRef file = call.repo().branches.objects.filesOf(commit).get(path);
        if (file == null) {
            return directory(call, path, commit);
        }
        byte[] content = call.repo().branches.objects.blob(file.sha()).orElseThrow();
        if (call.accepts("raw")) {
            return Response.bytes(200, "application/vnd.github.raw; charset=utf-8", content);
        }
        ObjectNode node =
                entry(call.repo(), commit, path, file.link() ? "symlink" : "file", file.sha(), content.length);
        if (file.link()) {
            node.put("target", new String(content, StandardCharsets.UTF_8));
            return Response.json(200, node);
        }
        // Beyond 1 MB the content has to be asked for raw.
        boolean inline = content.length <= INLINE_LIMIT;
        node.put("content", inline ? GitRoutes.base64(content) : "");
        node.put("encoding", inline ? "base64" : "none");
        return Response.json(200, node);
    }

    private static Response directory(Call call, String path, Commit commit) {
        Repo repo = call.repo();
        SortedMap<String, BlobRef> files = repo.branches.objects.filesOf(commit);
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, ObjectNode> children = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            if (!name.startsWith(prefix)) {
                return;
            }
            String rest = name.substring(prefix.length());
            String child = prefix + rest.replaceFirst("/.*", "");
            if (rest.contains("/")) {
                children.computeIfAbsent(child, c -> entry(repo, commit, c, "dir", treeSha(repo, commit, c), 0));
            } else {
                int size = repo.branches.objects.blob(file.sha()).orElseThrow().length;
                children.put(child, entry(repo, commit, child, file.link() ? "symlink" : "file", file.sha(), size));
            }
        });
        if (children.isEmpty() && !path.isEmpty()) {
            throw Call.notFound();
        }
        return Response.json(
                200,
                Json.array(children.values().stream().limit(DIRECTORY_LIMIT).toList(), child -> child));
    }

    private static String treeSha(Repo repo, Commit commit, String path) {
        String sha = commit.tree();
        for (String name : path.split("/")) {
            sha = repo.branches.objects.tree(sha).orElseThrow().stream()
                    .filter(entry -> entry.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .sha();
        }
        return sha;
    }

    private static ObjectNode entry(Repo repo, Commit commit, String path, String type, String sha, int size) {
        String api = repo.apiUrl() + "/contents/" + Paths.encode(path) + "?ref=" + commit.sha();
        String git = repo.apiUrl() + "/git/" + (type.equals("dir") ? "trees/" : "blobs/") + sha;
        String html = repo.htmlUrl() + "/blob/" + commit.sha() + "/" + path;
        return Json.object(
                "name", path.substring(path.lastIndexOf('/') + 1),
                "path", path,
                "sha", sha,
                "size", size,
                "url", api,
                "html_url", html,
                "git_url", git,
                "download_url", null,
                "type", type,
                "_links", Json.object("self", api, "git", git, "html", html));
    }
}
