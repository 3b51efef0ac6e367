package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.Commit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A repository's merge queues and auto-merge: what is merged by itself once its required checks are green, in a queue on
 * a commit on top of those ahead.
 */
final class MergeQueue {
    private final Repo repo;
    private final Set<String> branches = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean looking;

    MergeQueue(Repo repo) {
        this.repo = repo;
    }

    private record Entry(PullRequest pull, Person by, String base, String head) {
        String ref() {
            return "gh-readonly-queue/" + pull.baseRef + "/pr-" + pull.number + "-" + base;
        }
    }

    void enable(String branch) {
        branches.add(branch);
    }

    boolean on(String branch) {
        return branches.contains(branch);
    }

    boolean holds(PullRequest pull) {
        return entries.stream().anyMatch(entry -> entry.pull == pull);
    }

    /** The commit on which its checks are wanted. */
    Optional<String> head(PullRequest pull) {
        return entries.stream()
                .filter(entry -> entry.pull == pull)
                .map(Entry::head)
                .findFirst();
    }

    void enqueue(PullRequest pull, Person by) {
        if (holds(pull)) {
            throw new IllegalStateException("#" + pull.number + " is already queued to merge");
        }
        pull.autoMerge = null;
        repo.events.pullRequest(pull, "enqueued", by);
        add(pull, by);
        look();
    }

    private void add(PullRequest pull, Person by) {
        String base = entries.stream()
                .filter(entry -> entry.pull.baseRef.equals(pull.baseRef))
                .reduce((first, second) -> second)
                .map(Entry::head)
                .orElseGet(() -> repo.branches.head(pull.baseRef));
        Optional<String> head = repo.branches.merge(by, base, pull.headSha, repo.pulls.mergeMessage(pull));
        if (head.isEmpty()) {
            repo.events.pullRequest(pull, "dequeued", by, "reason", "MERGE_CONFLICT");
            return;
        }
        Entry entry = new Entry(pull, by, base, head.get());
        entries.add(entry);
        repo.branches.refs.put(entry.ref(), entry.head);
        repo.site.event(
                "merge-group", Map.of("number", pull.number, "sha", entry.head, "base", base, "ref", entry.ref()));
        tell(entry, "checks_requested", null);
    }

    /** It was pushed to, closed or taken out: those behind it are built anew. */
    void leave(PullRequest pull, String reason) {
        int at = -1;
        for (int i = 0; i < entries.size(); i++) {
            at = entries.get(i).pull == pull ? i : at;
        }
        if (at < 0) {
            return;
        }
        Person by = entries.get(at).by;
        List<Entry> behind = new ArrayList<>(entries.subList(at + 1, entries.size()));
        drop(entries.get(at), "dequeued");
        repo.events.pullRequest(pull, "dequeued", by, "reason", reason);
        behind.forEach(entry -> drop(entry, "invalidated"));
        behind.forEach(entry -> add(entry.pull, entry.by));
    }

    private void drop(Entry entry, String reason) {
        entries.remove(entry);
        repo.branches.refs.remove(entry.ref());
        tell(entry, "destroyed", reason);
    }

    /** To be called when a check may have become green. */
    void look() {
        if (looking) {
            return;
        }
        looking = true;
        try {
            waiting();
            while (first()) {
                repo.site.event("merge-queue", Map.of("left", entries.size()));
            }
        } finally {
            looking = false;
        }
    }

    private void waiting() {
        for (PullRequest pull : repo.pulls.all()) {
            if (pull.open && pull.autoMerge != null && repo.pulls.obstacle(pull).isEmpty()) {
                Person by = pull.autoMerge;
                pull.autoMerge = null;
                if (on(pull.baseRef)) {
                    repo.events.pullRequest(pull, "enqueued", by);
                    add(pull, by);
                } else {
                    repo.pulls.merge(pull, by, repo.pulls.mergeMessage(pull));
                }
            }
        }
    }

    /** @return whether the first of the queue left it */
    private boolean first() {
        if (entries.isEmpty()) {
            return false;
        }
        Entry entry = entries.getFirst();
        if (repo.checks.unmet(entry.pull.baseRef, entry.head).isEmpty()) {
            repo.pulls.land(entry.pull, entry.by, entry.base, entry.head);
            drop(entry, "merged");
            return true;
        }
        if (repo.checks.failed(entry.pull.baseRef, entry.head)) {
            leave(entry.pull, "CI_FAILURE");
            return true;
        }
        return false;
    }

    private void tell(Entry entry, String action, String reason) {
        Commit commit = repo.branches.commit(entry.head);
        var pushed = CommitJson.pushed(repo, commit);
        pushed.retain("id", "tree_id", "message", "timestamp", "author", "committer");
        for (String who : List.of("author", "committer")) {
            pushed.withObject("/" + who).retain("name", "email");
        }
        var group = Json.object(
                "head_sha",
                entry.head,
                "head_ref",
                "refs/heads/" + entry.ref(),
                "base_sha",
                entry.base,
                "base_ref",
                "refs/heads/" + entry.pull.baseRef,
                "head_commit",
                pushed);
        repo.events.mergeGroup(group, action, reason, entry.by);
    }
}
