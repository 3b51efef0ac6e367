package io.tidegate.sandbox.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.sandbox.git.Commit;
import java.util.List;

/** The webhooks that follow from what happens in one repository. */
final class Events {
    static final String NOWHERE = "0".repeat(40);
    private final Repo repo;

    Events(Repo repo) {
        this.repo = repo;
    }

    void pullRequest(PullRequest pull, String action, Person sender, Object... more) {
        ObjectNode payload = Json.object("action", action, "number", pull.number, "pull_request", PullJson.full(pull));
        payload.setAll(Json.object(more));
        send("pull_request", action, sender, payload);
    }

    void repository(String action, Person sender, Object... more) {
        send("repository", action, sender, Json.object("action", action).setAll(Json.object(more)));
    }

    void review(PullRequest pull, Review review, String action, Person sender, Object... more) {
        ObjectNode shown = CommentJson.review(pull, review);
        // The API writes states in capitals, webhooks do not.
        shown.put("state", review.state.toLowerCase());
        ObjectNode payload = Json.object("action", action, "review", shown, "pull_request", PullJson.brief(pull));
        payload.setAll(Json.object(more));
        send("pull_request_review", action, sender, payload);
    }

    void comment(IssueComment comment, String action, Person sender, Object... more) {
        ObjectNode payload = Json.object(
                "action", action, "issue", IssueJson.issue(comment.pull), "comment", CommentJson.comment(comment));
        payload.setAll(Json.object(more));
        send("issue_comment", action, sender, payload);
    }

    void mergeGroup(ObjectNode group, String action, String reason, Person sender) {
        ObjectNode payload = Json.object("action", action, "merge_group", group);
        if (reason != null) {
            payload.put("reason", reason);
        }
        send("merge_group", action, sender, payload);
    }

    void push(String branch, String before, String after, Person sender, boolean forced) {
        Branches git = repo.branches;
        boolean deleted = after.equals(NOWHERE);
        List<Commit> commits = List.of();
        if (!deleted) {
            commits = before.equals(NOWHERE) ? List.of(git.commit(after)) : git.history.between(before, after);
        }
        send(
                "push",
                "",
                sender,
                Json.object(
                        "ref",
                        "refs/heads/" + branch,
                        "before",
                        before,
                        "after",
                        after,
                        "created",
                        before.equals(NOWHERE),
                        "deleted",
                        deleted,
                        "forced",
                        forced,
                        "base_ref",
                        null,
                        "compare",
                        repo.htmlUrl() + "/compare/" + before.substring(0, 12) + "..." + after.substring(0, 12),
                        "commits",
                        Json.array(commits, commit -> CommitJson.pushed(repo, commit)),
                        "head_commit",
                        deleted ? null : CommitJson.pushed(repo, git.commit(after)),
                        "pusher",
                        Json.object("name", sender.login(), "email", sender.email())));
    }

    void suiteRequested(String before, String after, Person sender) {
        App app = repo.site.app;
        send(
                "check_suite",
                "requested",
                sender,
                Json.object(
                        "action",
                        "requested",
                        "check_suite",
                        CheckJson.suite(repo, app.id(), app.slug(), before, after)));
    }

    void checkRun(CheckRun run, String action, Person sender, Object... more) {
        ObjectNode payload = Json.object("action", action, "check_run", CheckJson.hooked(repo, run));
        payload.setAll(Json.object(more));
        send("check_run", action, sender, payload);
    }

    private void send(String event, String action, Person sender, ObjectNode payload) {
        payload.set("repository", RepoJson.repository(repo));
        payload.set("organization", AccountJson.organization(repo.site, repo.owner));
        payload.set("sender", AccountJson.user(repo.site, sender));
        Installation installation = repo.installation();
        if (installation != null) {
            payload.set("installation", Json.object("id", installation.id(), "node_id", "MDIzOkludGVncmF0aW9u"));
        }
        repo.site.webhooks().send(event, action, repo, installation, payload);
    }
}
