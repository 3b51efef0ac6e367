package io.tidegate.terraformcloud;

import io.tidegate.environment.Repository;
import io.tidegate.flow.Forge.TreeEntry;
import io.tidegate.flow.Runs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A commit with its tree and an archive as GitHub makes it, or as somebody hostile would. */
final class Repositories implements Runs.Source {
    static final Repository INFRA = new Repository(7, "acme", "infra", 1);

    private record Entry(String name, byte type, int mode, byte[] content, String link) {}

    private final SortedMap<String, TreeEntry> tree = new TreeMap<>();
    private final java.util.List<Entry> entries = new java.util.ArrayList<>();
    final AtomicInteger downloads = new AtomicInteger();

    static Repositories of(Map<String, String> files) {
        Repositories repository = new Repositories();
        files.forEach(repository::file);
        return repository;
    }

    Repositories file(String path, String content) {
        return inTree(path, "100644", content).entry("acme-infra-1234567/" + path, content);
    }

    Repositories link(String path, String target) {
        return inTree(path, "120000", target).linkEntry("acme-infra-1234567/" + path, TarConstants.LF_SYMLINK, target);
    }

    Repositories inTree(String path, String mode, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tree.put(path, new TreeEntry(mode, blob(bytes), bytes.length));
        return this;
    }

    Repositories entry(String name, String content) {
        entries.add(new Entry(name, TarConstants.LF_NORMAL, 0664, content.getBytes(StandardCharsets.UTF_8), ""));
        return this;
    }

    Repositories linkEntry(String name, byte type, String target) {
        entries.add(new Entry(name, type, 0777, new byte[0], target));
        return this;
    }

    @Override
    public InputStream tarball() {
        downloads.incrementAndGet();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Entry entry : entries) {
                TarArchiveEntry header = new TarArchiveEntry(entry.name(), entry.type(), true);
                header.setMode(entry.mode());
                header.setSize(entry.content().length);
                header.setLinkName(entry.link());
                tar.putArchiveEntry(header);
                tar.write(entry.content());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public SortedMap<String, TreeEntry> tree() {
        return tree;
    }

    private static String blob(byte[] bytes) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
