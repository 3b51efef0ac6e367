package io.tidegate.simulation;

import io.tidegate.gate.Actor;
import io.tidegate.gate.PullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pull request as GitHub keeps it, with what it has been. */
final class PullOnGitHub {
    /** Somebody's review, and whether it stands. */
    record Reviewed(long id, Actor by, Instant at, String head, History<Boolean> stands) {}

    /** @param by null for one of Tidegate's own */
    record Comment(long id, @Nullable Actor by, Instant at, History<String> body, History<Boolean> exists) {}

    /** A check run with what it concludes; empty while it goes on. */
    record Check(long id, String head, String name, String externalId, History<String> conclusion) {}

    final int number;
    final Actor author;
    final History<String> head;
    final History<PullRequest.Life> life;
    /** Who brought code, and since when. */
    final Map<Actor, Instant> pushers = new LinkedHashMap<>();

    final List<Reviewed> reviews = new ArrayList<>();
    final List<Comment> comments = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    /** By comment: how often Tidegate reacted. */
    final Map<Long, Integer> reactions = new TreeMap<>();
    /** The commit that it branched off from, or was updated with last. */
    String fork;

    @Nullable
    String mergeCommit;

    @Nullable
    Instant mergedAt;

    /** The last webhook about it was lost, so that Tidegate cannot know. */
    boolean untold;

    PullOnGitHub(int number, Actor author, Instant now, String fork, String head) {
        this.number = number;
        this.author = author;
        this.fork = fork;
        this.head = new History<>(now, head);
        this.life = new History<>(now, PullRequest.Life.OPEN);
        this.pushers.put(author, now);
    }

    boolean open() {
        return life.now() == PullRequest.Life.OPEN;
    }

    List<Comment> ours() {
        return comments.stream()
                .filter(comment -> comment.by() == null && comment.exists().now())
                .toList();
    }

    @Override
    public String toString() {
        return "#" + number;
    }
}
