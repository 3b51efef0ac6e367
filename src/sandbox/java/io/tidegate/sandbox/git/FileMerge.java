package io.tidegate.sandbox.git;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A three-way merge by whole files: a file that both sides changed differently is a conflict. */
public final class FileMerge {
    private FileMerge() {}

    /** The merged files, or nothing where they conflict. */
    public static Optional<SortedMap<String, BlobRef>> merge(
            SortedMap<String, BlobRef> base, SortedMap<String, BlobRef> ours, SortedMap<String, BlobRef> theirs) {
        SortedMap<String, BlobRef> merged = new TreeMap<>();
        TreeSet<String> paths = new TreeSet<>(base.keySet());
        paths.addAll(ours.keySet());
        paths.addAll(theirs.keySet());
        for (String path : paths) {
            BlobRef before = base.get(path);
            BlobRef mine = ours.get(path);
            BlobRef other = theirs.get(path);
            BlobRef result;
            if (Objects.equals(mine, other) || Objects.equals(before, other)) {
                result = mine;
            } else if (Objects.equals(before, mine)) {
                result = other;
            } else {
                return Optional.empty();
            }
            if (result != null) {
                merged.put(path, result);
            }
        }
        return Optional.of(merged);
    }
}
