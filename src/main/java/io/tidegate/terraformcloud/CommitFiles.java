package io.tidegate.terraformcloud;

import io.tidegate.environment.Links;
import io.tidegate.flow.Forge.TreeEntry;
import io.tidegate.flow.Outside;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files of a commit out of GitHub's archive, each proved to be the commit's own by its git blob id. Contents are laid
 * one after another into one private file and never under their own names, so that no name can do harm.
 */
final class CommitFiles implements AutoCloseable {
    /** @param offset where its content begins in the private file; a link has its target as content */
    record Stored(String mode, String blob, long offset, long size) {
        boolean isLink() {
            return mode.equals("120000");
        }
    }

    private static final int BLOCK = 512;
    private static final int SLACK = 4 << 20;
    private final Path data;
    private final FileChannel channel;
    private final SortedMap<String, TreeEntry> tree;
    private final ConfigurationArchive.Limits limits;
    private final String of;
    private final SortedMap<String, Stored> stored = new TreeMap<>();
    private final Map<String, String> links = new HashMap<>();
    private String root = "";

    CommitFiles(Path folder, SortedMap<String, TreeEntry> tree, ConfigurationArchive.Limits limits, String of)
            throws IOException {
        this.tree = tree;
        this.limits = limits;
        this.of = of;
        refuseUnlessBounded();
        data = Files.createTempFile(folder, "files", "");
        channel = FileChannel.open(data, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void refuseUnlessBounded() {
        long bytes = tree.values().stream().mapToLong(TreeEntry::size).sum();
        if (tree.size() > limits.entries() || bytes > limits.bytes()) {
            throw new Outside.Refused(
                    "The repository " + of + " has " + tree.size() + " files with " + bytes
                            + " bytes, more than Tidegate uploads (" + limits.entries() + " files, " + limits.bytes()
                            + " bytes).",
                    "Move what Terraform does not need out of the repository.");
        }
    }

    void read(InputStream tarball) throws IOException {
        CountingStream compressed = new CountingStream(tarball);
        InputStream bounded =
                new BoundedInflation(new GZIPInputStream(compressed, 1 << 16), compressed, largest(), limits.ratio());
        try (TarArchiveInputStream tar = new TarArchiveInputStream(bounded, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                take(tar, entry);
            }
        } catch (BoundedInflation.TooLarge bomb) {
            throw differs("it is far larger than the commit's files");
        }
        for (Map.Entry<String, TreeEntry> expected : tree.entrySet()) {
            if (!expected.getValue().mode().equals("160000") && !stored.containsKey(expected.getKey())) {
                throw differs("it lacks " + expected.getKey());
            }
        }
        Links followed = new Links(new TreeMap<>(links));
        links.keySet().forEach(path -> {
            if (followed.follow(path).isEmpty()) {
                throw new Outside.Refused(
                        "The symbolic link " + path + " in " + of + " points out of the repository.",
                        "Remove the link, or let it point inside; HCP Terraform refuses such links too.");
            }
        });
    }

    /** Headers and padding of as many entries as the tree can have; whatever is beyond that is not the commit's. */
    private long largest() {
        long most = SLACK;
        for (Map.Entry<String, TreeEntry> entry : tree.entrySet()) {
            int depth = (int) entry.getKey().chars().filter(c -> c == '/').count() + 1;
            most += entry.getValue().size()
                    + BLOCK
                    + depth * (4L * BLOCK + entry.getKey().length());
        }
        return most;
    }

    private void take(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        String path = withoutRoot(entry.getName());
        if (entry.isDirectory()) {
            return; // Derived from the files; a submodule leaves an empty one.
        }
        if (entry.isLink() || !(entry.isSymbolicLink() || entry.isFile())) {
            throw differs("it holds " + path + ", which is neither a file nor a symbolic link");
        }
        TreeEntry expected = tree.get(path);
        if (expected == null || expected.mode().equals("160000")) {
            throw differs("it holds " + path + ", which the commit does not");
        }
        if (stored.containsKey(path)) {
            throw differs("it holds " + path + " twice");
        }
        boolean link = entry.isSymbolicLink();
        if (link != expected.mode().equals("120000")) {
            throw differs(path + " is a link in one and a file in the other");
        }
        long offset = channel.position();
        BlobId id;
        if (link) {
            byte[] target = entry.getLinkName().getBytes(StandardCharsets.UTF_8);
            id = new BlobId(target.length, OutputStream.nullOutputStream());
            id.write(target);
            links.put(path, entry.getLinkName());
        } else {
            id = new BlobId(entry.getSize(), Channels.newOutputStream(channel));
            tar.transferTo(id);
        }
        if (!id.matches(expected.blob())) {
            throw differs(path + " has another content");
        }
        stored.put(path, new Stored(expected.mode(), expected.blob(), offset, channel.position() - offset));
    }

    private String withoutRoot(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? name : name.substring(0, slash);
        if (root.isEmpty()) {
            root = first;
        }
        if (slash < 0 || first.isEmpty() || !first.equals(root)) {
            throw differs("not everything in it is under one directory");
        }
        String path = name.substring(slash + 1);
        for (String part : path.split("/")) {
            if (part.equals("..") || part.equals(".")) {
                throw differs("a name in it leads out of it");
            }
        }
        return path;
    }

    private Outside.Refused differs(String how) {
        return new Outside.Refused(
                "GitHub's archive of " + of + " is not the commit itself: " + Lines.clean(how, 300) + ".",
                "Usually a .gitattributes rule (export-subst, export-ignore, eol) or Git LFS changes archives;"
                        + " remove it for these files, since what was reviewed must be what is uploaded.");
    }

    SortedMap<String, Stored> stored() {
        return stored;
    }

    /** Paths of submodules, whose files no archive holds. */
    Iterable<String> submodules() {
        return tree.entrySet().stream()
                .filter(entry -> entry.getValue().mode().equals("160000"))
                .map(Map.Entry::getKey)::iterator;
    }

    String target(String path) {
        return links.getOrDefault(path, "");
    }

    String of() {
        return of;
    }

    void copy(Stored file, OutputStream out) throws IOException {
        channel.position(file.offset());
        InputStream in = Channels.newInputStream(channel);
        long left = file.size();
        byte[] buffer = new byte[1 << 16];
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the spooled files end early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(data);
    }
}
