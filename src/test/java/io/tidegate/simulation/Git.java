package io.tidegate.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Commits with whole trees; the same parents with the same files are the same commit. */
final class Git {
    /** @param files path to content */
    record Commit(String sha, List<String> parents, SortedMap<String, String> files) {}

    private final Map<String, Commit> commits = new HashMap<>();

    String commit(List<String> parents, SortedMap<String, String> files) {
        String sha = sha(parents + " " + files);
        commits.putIfAbsent(sha, new Commit(sha, parents, files));
        return sha;
    }

    /** {@code into} with what {@code head} changed since {@code fork}. */
    String merge(String into, String fork, String head) {
        SortedMap<String, String> files = new TreeMap<>(files(into));
        changed(fork, head)
                .forEach(path ->
                        files.put(path, Objects.requireNonNull(files(head).get(path))));
        return commit(List.of(into, head), files);
    }

    boolean conflicts(String into, String fork, String head) {
        return changed(fork, head).stream()
                .anyMatch(path -> !Objects.equals(
                                files(into).get(path), files(fork).get(path))
                        && !Objects.equals(files(into).get(path), files(head).get(path)));
    }

    Commit get(String sha) {
        return Objects.requireNonNull(commits.get(sha), sha);
    }

    SortedMap<String, String> files(String sha) {
        return get(sha).files();
    }

    SortedSet<String> changed(String from, String to) {
        SortedSet<String> changed = new TreeSet<>();
        files(to).forEach((path, content) -> {
            if (!content.equals(files(from).get(path))) {
                changed.add(path);
            }
        });
        return changed;
    }

    /** Whether {@code sha} is {@code earlier} or comes after it. */
    boolean holds(String sha, String earlier) {
        Collection<String> seen = new TreeSet<>();
        List<String> next = new ArrayList<>(List.of(sha));
        while (!next.isEmpty()) {
            String at = next.removeLast();
            if (at.equals(earlier)) {
                return true;
            }
            if (seen.add(at)) {
                next.addAll(get(at).parents());
            }
        }
        return false;
    }

    static String sha(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
