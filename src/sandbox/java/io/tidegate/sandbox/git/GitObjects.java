package io.tidegate.sandbox.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A content-addressed store of git objects. Not thread-safe. */
public final class GitObjects {
    /** The tree without entries, which git always knows. */
    public static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<String, List<TreeEntry>> trees = new HashMap<>(Map.of(EMPTY_TREE, List.of()));
    private final Map<String, Commit> commits = new HashMap<>();

    public String store(byte[] content) {
        String sha = name("blob", content);
        blobs.putIfAbsent(sha, content.clone());
        return sha;
    }

    public Optional<byte[]> blob(String sha) {
        return Optional.ofNullable(blobs.get(sha)).map(byte[]::clone);
    }

    public Optional<List<TreeEntry>> tree(String sha) {
        return Optional.ofNullable(trees.get(sha));
    }

    public Optional<Commit> commit(String sha) {
        return Optional.ofNullable(commits.get(sha));
    }

    /** The one commit whose name starts so, if there is exactly one. */
    public Optional<Commit> commitByPrefix(String prefix) {
        List<Commit> found = commits.values().stream()
                .filter(commit -> commit.sha().startsWith(prefix))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Stores the trees that hold these files by path and returns the name of the topmost. */
    public String storeTree(SortedMap<String, BlobRef> files) {
        List<TreeEntry> entries = new ArrayList<>();
        Map<String, SortedMap<String, BlobRef>> directories = new LinkedHashMap<>();
        files.forEach((path, file) -> {
            int slash = path.indexOf('/');
            if (slash < 0) {
                entries.add(new TreeEntry(file.mode(), path, file.sha()));
            } else {
                directories
                        .computeIfAbsent(path.substring(0, slash), d -> new TreeMap<>())
                        .put(path.substring(slash + 1), file);
            }
        });
        directories.forEach((name, inside) -> entries.add(new TreeEntry("40000", name, storeTree(inside))));
        entries.sort(Comparator.comparing(
                entry -> entry.sortKey().getBytes(StandardCharsets.UTF_8), java.util.Arrays::compareUnsigned));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TreeEntry entry : entries) {
            out.writeBytes((entry.mode() + " " + entry.name() + "\0").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(HexFormat.of().parseHex(entry.sha()));
        }
        String sha = name("tree", out.toByteArray());
        trees.putIfAbsent(sha, List.copyOf(entries));
        return sha;
    }

    /** All files below a tree, by path. */
    public SortedMap<String, BlobRef> files(String tree) {
        SortedMap<String, BlobRef> files = new TreeMap<>();
        collect(tree, "", files);
        return files;
    }

    public SortedMap<String, BlobRef> filesOf(Commit commit) {
        return files(commit.tree());
    }

    public Commit storeCommit(
            String tree, List<String> parents, Signature author, Signature committer, String message) {
        StringBuilder text = new StringBuilder("tree " + tree + "\n");
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        text.append("author ").append(author.line()).append('\n');
        text.append("committer ").append(committer.line()).append("\n\n").append(message);
        String sha = name("commit", text.toString().getBytes(StandardCharsets.UTF_8));
        return commits.computeIfAbsent(sha, s -> new Commit(s, tree, List.copyOf(parents), author, committer, message));
    }

    private void collect(String tree, String prefix, SortedMap<String, BlobRef> files) {
        for (TreeEntry entry : trees.getOrDefault(tree, List.of())) {
            if (entry.directory()) {
                collect(entry.sha(), prefix + entry.name() + "/", files);
            } else {
                files.put(prefix + entry.name(), new BlobRef(entry.mode(), entry.sha()));
            }
        }
    }

    static String name(String type, byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
