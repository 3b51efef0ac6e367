package io.tidegate.sandbox.git;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Questions about the graph of commits. */
public final class History {
    private final GitObjects objects;

    public History(GitObjects objects) {
        this.objects = objects;
    }

    /** The commit and everything it descends from, nearest first. */
    public Set<String> ancestors(String sha) {
        Set<String> seen = new LinkedHashSet<>();
        ArrayDeque<String> queue = new ArrayDeque<>(List.of(sha));
        while (!queue.isEmpty()) {
            String next = queue.poll();
            if (seen.add(next)) {
                objects.commit(next).ifPresent(commit -> queue.addAll(commit.parents()));
            }
        }
        return seen;
    }

    public boolean isAncestor(String ancestor, String descendant) {
        return ancestors(descendant).contains(ancestor);
    }

    /** A best common ancestor: one that is no ancestor of another common ancestor. */
    public Optional<String> mergeBase(String one, String other) {
        Set<String> common = ancestors(one);
        common.retainAll(ancestors(other));
        return common.stream()
                .filter(candidate ->
                        common.stream().noneMatch(better -> !better.equals(candidate) && isAncestor(candidate, better)))
                .findFirst();
    }

    /** Commits reachable from {@code to} and not from {@code from}, oldest first. */
    public List<Commit> between(String from, String to) {
        Set<String> mine = ancestors(to);
        mine.removeAll(ancestors(from));
        List<Commit> commits = new ArrayList<>();
        mine.forEach(sha -> objects.commit(sha).ifPresent(commits::add));
        Collections.reverse(commits);
        return commits;
    }
}
