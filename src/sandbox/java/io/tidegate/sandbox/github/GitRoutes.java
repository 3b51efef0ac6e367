package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.Commit;
import io.tidegate.sandbox.git.GitObjects;
import io.tidegate.sandbox.git.TreeEntry;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Response;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Git objects and refs as they are. */
final class GitRoutes {
    private GitRoutes() {}

    static void add(Api api) {
        api.repo("GET", "/git/commits/{sha}", "contents:read", GitRoutes::commit);
        api.repo("GET", "/git/trees/{sha...}", "contents:read", GitRoutes::tree);
        api.repo("GET", "/git/blobs/{sha}", "contents:read", GitRoutes::blob);
        api.repo("GET", "/git/ref/{ref...}", "contents:read", GitRoutes::ref);
        api.repo("GET", "/git/matching-refs/{ref...}", "contents:read", GitRoutes::matching);
    }

    private static Response commit(Call call) {
        Repo repo = call.repo();
        Commit commit = repo.branches.objects.commit(call.text("sha")).orElseThrow(Call::notFound);
        ObjectNode node =
                Json.object("sha", commit.sha(), "node_id", "C_" + commit.sha().substring(0, 12));
        node.setAll(CommitJson.git(repo, commit));
        node.put("html_url", repo.htmlUrl() + "/commit/" + commit.sha());
        node.set("parents", Json.array(CommitJson.parents(repo, commit), parent -> parent));
        return Response.json(200, node);
    }

    /** A tree, or a commit or branch whose tree is meant. Any value of {@code recursive} counts, even 0. */
    private static Response tree(Call call) {
        Repo repo = call.repo();
        GitObjects objects = repo.branches.objects;
        String name = call.text("sha");
        String sha = objects.tree(name).isPresent()
                ? name
                : repo.branches.resolve(name).map(Commit::tree).orElseThrow(Call::notFound);
        ArrayNode entries = Json.MAPPER.createArrayNode();
        collect(repo, sha, "", call.query("recursive").isPresent(), entries);
        int limit = repo.site.switches.treeLimit;
        boolean truncated = entries.size() > limit;
        while (entries.size() > limit) {
            entries.remove(entries.size() - 1);
        }
        return Response.json(
                200,
                Json.object(
                        "sha", sha,
                        "url", repo.apiUrl() + "/git/trees/" + sha,
                        "tree", entries,
                        "truncated", truncated));
    }

    private static void collect(Repo repo, String tree, String prefix, boolean recursive, ArrayNode entries) {
        for (TreeEntry entry : repo.branches.objects.tree(tree).orElseThrow()) {
            ObjectNode node = Json.object(
                    "path",
                    prefix + entry.name(),
                    "mode",
                    entry.directory() ? "040000" : entry.mode(),
                    "type",
                    entry.directory() ? "tree" : "blob",
                    "sha",
                    entry.sha());
            if (!entry.directory()) {
                node.put("size", repo.branches.objects.blob(entry.sha()).orElseThrow().length);
            }
            node.put("url", repo.apiUrl() + "/git/" + (entry.directory() ? "trees/" : "blobs/") + entry.sha());
            entries.add(node);
            if (recursive && entry.directory()) {
                collect(repo, entry.sha(), prefix + entry.name() + "/", true, entries);
            }
        }
    }

    private static Response blob(Call call) {
        Repo repo = call.repo();
        String sha = call.text("sha");
        byte[] content = repo.branches.objects.blob(sha).orElseThrow(Call::notFound);
        if (call.accepts("raw")) {
            return Response.bytes(200, "application/vnd.github.raw; charset=utf-8", content);
        }
        return Response.json(
                200,
                Json.object(
                        "sha",
                        sha,
                        "node_id",
                        "B_" + sha.substring(0, 12),
                        "size",
                        content.length,
                        "url",
                        repo.apiUrl() + "/git/blobs/" + sha,
                        "content",
                        base64(content),
                        "encoding",
                        "base64"));
    }

    private static Response ref(Call call) {
        Repo repo = call.repo();
        String ref = call.text("ref");
        String key = ref.startsWith("heads/") ? ref.substring(6) : "refs/" + ref;
        String sha = repo.branches.tip(key).orElseThrow(() -> new Refusal(404, "Not Found"));
        return Response.json(200, ref(repo, ref, sha));
    }

    /** All that begin so; none is an empty list. */
    private static Response matching(Call call) {
        Repo repo = call.repo();
        String wanted = call.text("ref");
        List<ObjectNode> found = new ArrayList<>();
        repo.branches.refs.forEach((name, sha) -> {
            String ref = name.startsWith("refs/") ? name.substring(5) : "heads/" + name;
            if (ref.startsWith(wanted)) {
                found.add(ref(repo, ref, sha));
            }
        });
        return Response.json(200, Json.array(found, one -> one));
    }

    private static ObjectNode ref(Repo repo, String ref, String sha) {
        return Json.object(
                "ref", "refs/" + ref,
                "node_id", "REF_" + sha.substring(0, 12),
                "url", repo.apiUrl() + "/git/refs/" + Paths.encode(ref),
                "object", Json.object("sha", sha, "type", "commit", "url", repo.apiUrl() + "/git/commits/" + sha));
    }

    /** GitHub breaks base64 into lines of sixty characters. */
    static String base64(byte[] content) {
        String text = Base64.getMimeEncoder(60, new byte[] {'\n'}).encodeToString(content);
        return text.isEmpty() ? "" : text + "\n";
    }
}
