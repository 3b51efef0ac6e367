package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.ChangedFile;
import io.tidegate.environment.Visibility;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.PullRequest.Life;
import io.tidegate.gate.PullRequest.Mergeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHPullRequestFileDetail;

/** GitHub's pull request in our words, with what only this adapter needs besides. */
final class PullRequests {
    private PullRequests() {}

    /**
     * @param offered the commit that GitHub offers as the merge's result; null while it computes, and on a conflict
     * @param defaultBranch of the base repository
     * @param changedFiles as GitHub counts them
     * @param commits as GitHub counts them; it lists at most 250
     */
    record Seen(
            PullRequest pullRequest, @Nullable String offered, String defaultBranch, int changedFiles, int commits) {}

    /** At most 3,000, as GitHub lists them. */
    static List<ChangedFile> files(Bound bound, int number) throws IOException {
        List<ChangedFile> files = new ArrayList<>();
        for (GHPullRequestFileDetail file :
                bound.pullRequest(number).listFiles().withPageSize(100)) {
            files.add(new ChangedFile(file.getFilename(), file.getPreviousFilename()));
        }
        return List.copyOf(files);
    }

    static Seen read(RepositoryCalls calls, int number) {
        return seen(calls.get("/pulls/" + number));
    }

    static Seen seen(JsonNode json) {
        boolean merged =
                json.path("merged").asBoolean(false) || json.path("merged_at").isTextual();
        PullRequest pull = new PullRequest(
                Fields.count(json, "number"),
                Fields.text(json, "title"),
                Fields.actor(json, "user"),
                Fields.sha(json, "head.sha"),
                Fields.text(json, "head.ref"),
                Fields.sha(json, "base.sha"),
                Fields.text(json, "base.ref"),
                fork(json),
                json.path("draft").asBoolean(false),
                mergeable(json),
                merged ? Life.MERGED : Fields.text(json, "state").equals("open") ? Life.OPEN : Life.CLOSED,
                merged ? Fields.sha(json, "merge_commit_sha") : null,
                merged && json.path("merged_by").isObject() ? Fields.actor(json, "merged_by") : null,
                merged ? Fields.instant(json, "merged_at") : null,
                Fields.text(json, "html_url"),
                // Only GitHub's clear word that it is private opens it; "internal" repositories are private ones too.
                Fields.at(json, "base.repo.private").asBoolean(false) ? Visibility.PRIVATE : Visibility.PUBLIC);
        return new Seen(
                pull,
                Fields.optional(json, "merge_commit_sha").filter(Fields::isSha).orElse(null),
                Fields.text(json, "base.repo.default_branch"),
                Fields.count(json, "changed_files"),
                Fields.count(json, "commits"));
    }

    /** A head whose repository is gone counts as a fork: nobody could say what it was. */
    private static boolean fork(JsonNode json) {
        JsonNode head = Fields.at(json, "head.repo");
        return !head.isObject() || Fields.id(head, "id") != Fields.id(json, "base.repo.id");
    }

    private static Mergeable mergeable(JsonNode json) {
        JsonNode mergeable = json.path("mergeable");
        return mergeable.isBoolean() ? mergeable.booleanValue() ? Mergeable.YES : Mergeable.NO : Mergeable.UNKNOWN;
    }

    static PullRequest withBase(PullRequest p, String base) {
        return new PullRequest(
                p.number(),
                p.title(),
                p.author(),
                p.head(),
                p.headRef(),
                base,
                p.baseRef(),
                p.fork(),
                p.draft(),
                p.mergeable(),
                p.life(),
                p.mergeCommit(),
                p.mergedBy(),
                p.mergedAt(),
                p.url(),
                p.visibility());
    }
}
