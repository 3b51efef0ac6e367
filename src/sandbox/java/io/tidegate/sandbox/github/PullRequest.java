package io.tidegate.sandbox.github;

import io.tidegate.sandbox.git.FileChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A pull request's state. Mutable; guarded by the site's monitor. */
final class PullRequest {
    final Repo repo;
    final long id;
    final long issueId;
    final int number;
    final Person author;
    final String headRef;
    /** Null where the head is in the repository itself. */
    final Fork fork;

    final Instant createdAt;
    final List<Review> reviews = new ArrayList<>();
    final List<IssueComment> comments = new ArrayList<>();
    /** In order, without comments, reviews and deployments. */
    final List<Happening> happenings = new ArrayList<>();

    String title;
    String body = "";
    String headSha;
    String baseRef;
    String notedBaseSha;
    boolean draft;
    boolean open = true;
    boolean forkDeleted;
    boolean locked;
    /** Who has switched auto-merge on; null while it is off. */
    Person autoMerge;

    Instant updatedAt;
    Instant closedAt;
    Instant mergedAt;
    Person mergedBy;
    String mergeCommitSha;
    String filesFor = "";
    List<FileChange> files = List.of();
    /** The pair (base, head) that mergeability was computed for. */
    String computedFor = "";

    String pendingFor = "";
    Boolean mergeable;
    int readsUntilKnown;

    PullRequest(Repo repo, int number, Person author, String title, String headRef, String headSha, Fork fork) {
        this.repo = repo;
        this.id = repo.site.nextId();
        this.issueId = repo.site.nextId();
        this.number = number;
        this.author = author;
        this.title = title;
        this.headRef = headRef;
        this.headSha = headSha;
        this.fork = fork;
        this.baseRef = repo.defaultBranch;
        this.createdAt = repo.site.now();
        this.updatedAt = createdAt;
    }

    /** A repository of somebody else's that a head lives in. */
    record Fork(long id, Person owner, String name) {}

    boolean merged() {
        return mergedAt != null;
    }

    Person headOwner() {
        return fork == null ? repo.owner : fork.owner();
    }

    void touch() {
        updatedAt = repo.site.now();
    }
}
