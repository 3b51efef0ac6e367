package io.tidegate.sandbox.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that differ between two trees, renames recognised as git does by default (half of the lines alike). */
public final class TreeDifference {
    private static final double ALIKE = 0.5;
    private final GitObjects objects;

    public TreeDifference(GitObjects objects) {
        this.objects = objects;
    }

    public List<FileChange> between(SortedMap<String, BlobRef> before, SortedMap<String, BlobRef> after) {
        SortedMap<String, BlobRef> removed = new TreeMap<>(before);
        removed.keySet().removeAll(after.keySet());
        SortedMap<String, BlobRef> added = new TreeMap<>(after);
        added.keySet().removeAll(before.keySet());
        List<FileChange> changes = new ArrayList<>();
        for (Map.Entry<String, BlobRef> file : after.entrySet()) {
            BlobRef old = before.get(file.getKey());
            if (old != null && !old.equals(file.getValue())) {
                changes.add(change("modified", file.getKey(), null, old, file.getValue()));
            } else if (old == null) {
                Optional<String> source = source(file.getValue(), removed);
                changes.add(source.map(
                                path -> change("renamed", file.getKey(), path, removed.remove(path), file.getValue()))
                        .orElseGet(() -> change("added", file.getKey(), null, null, file.getValue())));
            }
        }
        removed.forEach((path, file) -> changes.add(change("removed", path, null, file, null)));
        changes.sort(Comparator.comparing(FileChange::path));
        return changes;
    }

    private FileChange change(String status, String path, String previous, BlobRef before, BlobRef after) {
        UnifiedDiff diff = UnifiedDiff.between(content(before), content(after));
        String patch = diff.patch() == null || diff.patch().isEmpty() ? null : diff.patch();
        return new FileChange(
                status,
                path,
                previous,
                (after == null ? before : after).sha(),
                diff.additions(),
                diff.deletions(),
                patch);
    }

    private Optional<String> source(BlobRef added, SortedMap<String, BlobRef> removed) {
        Optional<String> same = removed.entrySet().stream()
                .filter(entry -> entry.getValue().sha().equals(added.sha()))
                .map(Map.Entry::getKey)
                .findFirst();
        return same.or(() -> removed.entrySet().stream()
                .filter(entry -> likeness(entry.getValue(), added) >= ALIKE)
                .max(Comparator.comparingDouble(entry -> likeness(entry.getValue(), added)))
                .map(Map.Entry::getKey));
    }

    private double likeness(BlobRef one, BlobRef other) {
        Set<String> mine = lines(one);
        Set<String> theirs = lines(other);
        int larger = Math.max(mine.size(), theirs.size());
        mine.retainAll(theirs);
        return larger == 0 ? 0 : (double) mine.size() / larger;
    }

    private Set<String> lines(BlobRef file) {
        return new HashSet<>(
                new String(content(file), StandardCharsets.UTF_8).lines().toList());
    }

    private byte[] content(BlobRef file) {
        return file == null ? new byte[0] : objects.blob(file.sha()).orElse(new byte[0]);
    }
}
