package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.FileChange;
import io.tidegate.sandbox.http.Refusal;
import io.tidegate.sandbox.http.Response;
import java.util.List;

/** Pull requests: reading them, and merging. */
final class PullRoutes {
    private static final int FILES_EVER_SHOWN = 3_000;
    private static final int COMMITS_EVER_SHOWN = 250;

    private PullRoutes() {}

    static void add(Api api) {
        api.repo("GET", "/pulls", "pull_requests:read", PullRoutes::list);
        api.repo("GET", "/pulls/{number}", "pull_requests:read", call -> {
            PullRequest pull = call.pull();
            call.repo().pulls.lookedAt(pull);
            return Response.json(200, PullJson.full(pull));
        });
        api.repo("GET", "/pulls/{number}/files", "pull_requests:read", call -> {
            List<FileChange> files = call.repo().pulls.files(call.pull()).stream()
                    .limit(FILES_EVER_SHOWN)
                    .toList();
            return Paging.list(call, files, file -> CommitJson.file(call.repo(), file, call.pull().headSha));
        });
        api.repo(
                "GET",
                "/pulls/{number}/commits",
                "pull_requests:read",
                call -> Paging.list(
                        call,
                        call.repo().pulls.commits(call.pull()).stream()
                                .limit(COMMITS_EVER_SHOWN)
                                .toList(),
                        commit -> CommitJson.commit(call.repo(), commit)));
        api.repo(
                "GET",
                "/pulls/{number}/reviews",
                "pull_requests:read",
                call -> Paging.list(call, call.pull().reviews, review -> CommentJson.review(call.pull(), review)));
        api.repo("GET", "/pulls/{number}/merge", "pull_requests:read", call -> {
            if (!call.pull().merged()) {
                throw Call.notFound();
            }
            return Response.empty(204);
        });
        api.repo("PUT", "/pulls/{number}/merge", "contents:write", PullRoutes::merge);
        api.repo(
                "GET",
                "/issues/{number}",
                "issues:read|pull_requests:read",
                call -> Response.json(200, IssueJson.issue(call.pull())));
    }

    private static Response list(Call call) {
        String state = call.query("state").orElse("open");
        List<PullRequest> found = call.repo().pulls.all().stream()
                .filter(pull -> state.equals("all") || pull.open == state.equals("open"))
                .filter(pull -> call.query("base").map(pull.baseRef::equals).orElse(true))
                .filter(pull ->
                        call.query("head").map(head -> headIs(pull, head)).orElse(true))
                .toList();
        boolean ascending = call.query("direction").orElse("desc").equals("asc");
        return Paging.list(call, ascending ? found : found.reversed(), PullJson::brief);
    }

    private static boolean headIs(PullRequest pull, String head) {
        return head.equals(pull.headOwner().login() + ":" + pull.headRef);
    }

    private static Response merge(Call call) {
        PullRequest pull = call.pull();
        Fields body = call.body("PullRequest");
        body.oneOf("merge_method", List.of("merge", "squash", "rebase"));
        if (!body.text("merge_method").orElse("merge").equals("merge")) {
            throw new Refusal(405, "This repository allows merge commits only.");
        }
        if (!body.text("sha").orElse(pull.headSha).equals(pull.headSha)) {
            throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
        }
        call.repo().pulls.obstacle(pull).ifPresent(why -> {
            throw new Refusal(405, why);
        });
        if (call.repo().queue.on(pull.baseRef)) {
            throw new Refusal(405, "Changes must be made through the merge queue");
        }
        String title = body.text("commit_title").orElse(null);
        String message = title == null
                ? call.repo().pulls.mergeMessage(pull)
                : title + "\n\n" + body.text("commit_message").orElse("");
        String sha = call.repo()
                .pulls
                .merge(pull, call.repo().site.bot(), message)
                .orElseThrow(() -> new Refusal(405, "Pull Request is not mergeable"));
        return Response.json(
                200, Json.object("sha", sha, "merged", true, "message", "Pull Request successfully merged"));
    }
}
