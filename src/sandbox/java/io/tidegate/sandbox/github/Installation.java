package io.tidegate.sandbox.github;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** The App's place in one account: all of its repositories but those that somebody took out. */
final class Installation {
    private final long id;
    private final Person account;
    private final Instant createdAt;
    private final Set<Long> withoutRepositories = new HashSet<>();
    Instant suspendedAt;
    Person suspendedBy;

    Installation(long id, Person account, Instant createdAt) {
        this.id = id;
        this.account = account;
        this.createdAt = createdAt;
    }

    long id() {
        return id;
    }

    Person account() {
        return account;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean suspended() {
        return suspendedAt != null;
    }

    boolean holds(Repo repo) {
        return repo.owner.equals(account) && !withoutRepositories.contains(repo.id);
    }

    void take(Repo repo, boolean in) {
        if (in) {
            withoutRepositories.remove(repo.id);
        } else {
            withoutRepositories.add(repo.id);
        }
    }

    String selection() {
        return withoutRepositories.isEmpty() ? "all" : "selected";
    }
}
