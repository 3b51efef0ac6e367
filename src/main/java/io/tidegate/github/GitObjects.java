package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.environment.ChangedFile;
import io.tidegate.flow.Forge.OwnersFile;
import io.tidegate.flow.Forge.TreeEntry;
import io.tidegate.flow.Outside;
import io.tidegate.gate.CodeOwners;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a commit id names never changes, so each is asked for once: parents, trees and files of commits. */
final class GitObjects {
    private static final String FILE = ".github/tidegate.yml";
    private final BoundedCache<Key, List<String>> parents = new BoundedCache<>(10_000, list -> 1);
    private final BoundedCache<Key, SortedMap<String, TreeEntry>> trees =
            new BoundedCache<>(400_000, tree -> tree.size() + 100L);
    private final BoundedCache<FileKey, Optional<String>> files =
            new BoundedCache<>(16L << 20, text -> text.map(String::length).orElse(0) + 100L);

    private final BoundedCache<Key, Optional<OwnersFile>> owners = new BoundedCache<>(
            16L << 20,
            file -> 100L + file.map(OwnersFile::text).map(String::length).orElse(0));

    private record Key(long repository, String commit) {
        Key {
            if (!Fields.isSha(commit)) {
                throw new IllegalArgumentException("not a commit id");
            }
        }
    }

    private record FileKey(Key commit, String path) {}

    List<String> parents(RepositoryCalls calls, String commit) {
        Key key = key(calls, commit);
        List<String> known = parents.get(key);
        if (known == null) {
            List<String> read = new ArrayList<>();
            calls.get("/git/commits/" + commit).path("parents").forEach(parent -> read.add(Fields.sha(parent, "sha")));
            known = List.copyOf(read);
            parents.put(key, known);
        }
        return known;
    }

    SortedMap<String, TreeEntry> tree(RepositoryCalls calls, String commit) {
        Key key = key(calls, commit);
        SortedMap<String, TreeEntry> known = trees.get(key);
        if (known == null) {
            known = Collections.unmodifiableSortedMap(readTree(calls, commit));
            trees.put(key, known);
        }
        return known;
    }

    private static SortedMap<String, TreeEntry> readTree(RepositoryCalls calls, String commit) {
        JsonNode answer = calls.get("/git/trees/" + commit + "?recursive=1");
        if (answer.path("truncated").asBoolean(true) || !answer.path("tree").isArray()) {
            throw new Outside.Refused(
                    "GitHub does not list the whole tree of " + commit + ": it has more than 100,000 entries",
                    "Keep the Terraform environments in a smaller repository.");
        }
        SortedMap<String, TreeEntry> tree = new TreeMap<>();
        for (JsonNode entry : answer.path("tree")) {
            if (!Fields.text(entry, "type").equals("tree")) {
                tree.put(
                        Fields.text(entry, "path"),
                        new TreeEntry(
                                Fields.text(entry, "mode"),
                                Fields.sha(entry, "sha"),
                                entry.path("size").asLong(0)));
            }
        }
        return tree;
    }

    /** Both sides of a rename are in it. Compared by trees: GitHub's own comparison stops at 300 files. */
    List<ChangedFile> difference(RepositoryCalls calls, String from, String to) {
        if (from.equals(to)) {
            return List.of();
        }
        SortedMap<String, TreeEntry> before = tree(calls, from);
        SortedMap<String, TreeEntry> after = tree(calls, to);
        TreeMap<String, ChangedFile> changed = new TreeMap<>();
        before.forEach((path, entry) -> {
            if (!entry.equals(after.get(path))) {
                changed.put(path, new ChangedFile(path, null));
            }
        });
        after.keySet().stream()
                .filter(path -> !before.containsKey(path))
                .forEach(path -> changed.put(path, new ChangedFile(path, null)));
        return List.copyOf(changed.values());
    }

    /**
     * The text of the configuration file at that commit; empty when it does not exist there. GitHub's 404 may also mean
     * that it does not show the file for now, and without a configuration nothing would seem affected: the tree decides.
     */
    Optional<String> configuration(RepositoryCalls calls, String commit) {
        return text(calls, commit, FILE);
    }

    /** The same of another file. */
    Optional<String> text(RepositoryCalls calls, String commit, String path) {
        FileKey key = new FileKey(key(calls, commit), path);
        Optional<String> known = files.get(key);
        if (known == null) {
            known = calls.find("/contents/" + path + "?ref=" + commit).map(file -> decode(file, path));
            if (known.isEmpty() && tree(calls, commit).containsKey(path)) {
                throw new Outside.Refused(
                        "GitHub answered 404 about " + path + " at " + commit + ", and lists it in that commit's tree",
                        "Try again in a while; see whether GitHub reports an incident.");
            }
            files.put(key, known);
        }
        return known;
    }

    /** By the commit's tree: its absence there is not for GitHub to answer wrongly, and the file may be larger than 1 MB. */
    Optional<OwnersFile> owners(RepositoryCalls calls, String commit) {
        Key key = key(calls, commit);
        Optional<OwnersFile> known = owners.get(key);
        if (known == null) {
            SortedMap<String, TreeEntry> tree = tree(calls, commit);
            known = CodeOwners.PLACES.stream()
                    .filter(tree::containsKey)
                    .findFirst()
                    .map(place -> new OwnersFile(place, text(calls, Objects.requireNonNull(tree.get(place)))));
            owners.put(key, known);
        }
        return known;
    }

    private static @Nullable String text(RepositoryCalls calls, TreeEntry entry) {
        if (!entry.mode().startsWith("100") || entry.size() > CodeOwners.LARGEST) {
            return null;
        }
        return content(calls.get("/git/blobs/" + entry.blob()));
    }

    private static String decode(JsonNode file, String path) {
        boolean readable = Fields.optional(file, "type").orElse("").equals("file")
                && Fields.optional(file, "encoding").orElse("").equals("base64");
        if (!readable) {
            throw new Outside.Refused(
                    path + " is not an ordinary file of less than 1 MB", "Put the configuration there as a file.");
        }
        return content(file);
    }

    private static String content(JsonNode file) {
        try {
            return new String(Base64.getMimeDecoder().decode(Fields.text(file, "content")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Fields.Unfit("its content is not Base64");
        }
    }

    private static Key key(RepositoryCalls calls, String commit) {
        return new Key(calls.repository().id(), commit);
    }
}
