package io.tidegate.sandbox.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A commit's files as {@code git archive} packs them: pax global header naming the commit, one leading directory. */
public final class SourceArchive {
    private SourceArchive() {}

    public static byte[] tarGz(GitObjects objects, Commit commit, String top) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            var global = new TarArchiveEntry("pax_global_header", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER);
            global.addPaxHeader("comment", commit.sha());
            tar.putArchiveEntry(global);
            directory(tar, commit, top + "/");
            Set<String> made = new LinkedHashSet<>();
            for (Map.Entry<String, BlobRef> file : objects.filesOf(commit).entrySet()) {
                String path = file.getKey();
                for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                    if (made.add(path.substring(0, slash))) {
                        directory(tar, commit, top + "/" + path.substring(0, slash) + "/");
                    }
                }
                file(tar, commit, top + "/" + path, file.getValue(), objects);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void directory(TarArchiveOutputStream tar, Commit commit, String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0775);
        entry.setModTime(Date.from(commit.committer().at()));
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void file(TarArchiveOutputStream tar, Commit commit, String name, BlobRef file, GitObjects objects)
            throws IOException {
        byte[] content = objects.blob(file.sha()).orElseThrow();
        TarArchiveEntry entry =
                file.link() ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK) : new TarArchiveEntry(name);
        entry.setModTime(Date.from(commit.committer().at()));
        if (file.link()) {
            entry.setMode(0777);
            entry.setLinkName(new String(content, StandardCharsets.UTF_8));
            tar.putArchiveEntry(entry);
        } else {
            entry.setMode(file.mode().equals("100755") ? 0775 : 0664);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
        }
        tar.closeArchiveEntry();
    }
}
