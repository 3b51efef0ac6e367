package io.tidegate.terraformcloud;

import io.tidegate.environment.IgnoreRules;
import io.tidegate.flow.Outside;
import io.tidegate.terraformcloud.CommitFiles.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A finished archive: sorted, with one fixed time, owner and mode, so that the same files give the same archive.
 *
 * @param digest SHA-256 over path, mode and content of every entry
 */
record UploadArchive(Path file, long bytes, String digest) {
    private static final long LARGEST_IGNORE_FILE = 1 << 16;

    static UploadArchive write(Path folder, CommitFiles files) throws IOException {
        SortedMap<String, Stored> chosen = choose(files);
        Path file = Files.createTempFile(folder, "upload", ".tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name())) {
            prepare(tar);
            TreeSet<String> directories = new TreeSet<>();
            for (Map.Entry<String, Stored> entry : chosen.entrySet()) {
                putDirectories(tar, entry.getKey(), directories);
                put(tar, entry.getKey(), entry.getValue(), files);
            }
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
        return new UploadArchive(file, Files.size(file), digest(chosen));
    }

    static void prepare(TarArchiveOutputStream tar) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    private static SortedMap<String, Stored> choose(CommitFiles files) throws IOException {
        IgnoreRules rules = IgnoreRules.of(ignoreFile(files));
        for (String submodule : files.submodules()) {
            if (!rules.leavesOut(submodule)) {
                throw new Outside.Refused(
                        "The submodule " + submodule + " in " + files.of()
                                + " cannot be uploaded: GitHub's archives leave submodules out.",
                        "Refer to the module by its git address instead, or list the submodule in .terraformignore.");
            }
        }
        SortedMap<String, Stored> chosen = new TreeMap<>(files.stored());
        // The file itself is always sent, so that the selection of environments goes by the same rules.
        chosen.keySet().removeIf(path -> !path.equals(IgnoreRules.FILE) && rules.leavesOut(path));
        return chosen;
    }

    private static String ignoreFile(CommitFiles files) throws IOException {
        Stored file = files.stored().get(IgnoreRules.FILE);
        if (file == null || file.isLink()) {
            return "";
        }
        if (file.size() > LARGEST_IGNORE_FILE) {
            throw new Outside.Refused(
                    "The file .terraformignore in " + files.of() + " is larger than " + LARGEST_IGNORE_FILE + " bytes.",
                    "Shorten it.");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        files.copy(file, text);
        return text.toString(StandardCharsets.UTF_8);
    }

    private static void putDirectories(TarArchiveOutputStream tar, String path, TreeSet<String> known)
            throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash + 1);
            if (known.add(directory)) {
                put(tar, new TarArchiveEntry(directory, TarConstants.LF_DIR), 0755);
                tar.closeArchiveEntry();
            }
        }
    }

    private static void put(TarArchiveOutputStream tar, String path, Stored file, CommitFiles files)
            throws IOException {
        if (file.isLink()) {
            TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
            link.setLinkName(files.target(path));
            put(tar, link, 0777);
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
            entry.setSize(file.size());
            put(tar, entry, file.mode().equals("100755") ? 0755 : 0644);
            files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }

    static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode) throws IOException {
        entry.setMode(mode);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
    }

    private static String digest(SortedMap<String, Stored> files) {
        MessageDigest sha = sha256();
        files.forEach((path, file) ->
                sha.update((path + "\0" + file.mode() + "\0" + file.blob() + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
