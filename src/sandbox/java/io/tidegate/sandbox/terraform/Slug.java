package io.tidegate.sandbox.terraform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An uploaded configuration: the entries of its gzip'd tar by path, without a leading {@code ./}. */
record Slug(SortedMap<String, Entry> entries) {
    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_BYTES = 256L * 1024 * 1024;
    private static final Pattern LOCAL_MODULE = Pattern.compile("\\bsource\\s*=\\s*\"(\\.\\.?/[^\"]*)\"");
    private static final Pattern DECIDES_A_PLAN =
            Pattern.compile(".*\\.(tf|tf\\.json|tfvars|tfvars\\.json|tftpl)|.*\\.terraform\\.lock\\.hcl");

    enum Kind {
        FILE,
        DIRECTORY,
        LINK
    }

    /** @param content the bytes of a file; of a link, its target */
    record Entry(Kind kind, byte[] content, boolean executable) {}

    /** The upload is not an archive that HCP Terraform would unpack. */
    static final class Illegal extends Exception {
        Illegal(String message) {
            super(message);
        }
    }

    static Slug of(Map<String, byte[]> files) {
        SortedMap<String, Entry> entries = new TreeMap<>();
        files.forEach((path, content) -> entries.put(path, new Entry(Kind.FILE, content.clone(), false)));
        return new Slug(entries);
    }

    static Slug read(byte[] upload) throws Illegal {
        SortedMap<String, Entry> entries = new TreeMap<>();
        long total = 0;
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(upload));
                TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = safe(entry.getName());
                if (path.isEmpty()) {
                    continue;
                }
                total += entry.getSize();
                if (entries.size() >= MAX_ENTRIES || total > MAX_BYTES) {
                    throw new Illegal("the archive is too large to unpack");
                }
                if (entries.put(path, entry(tar, entry, path)) != null) {
                    throw new Illegal("the archive has two entries named " + path);
                }
            }
        } catch (IOException e) {
            throw new Illegal(
                    "Failed to unpack the configuration: it is not a gzip'd tar archive (" + e.getMessage() + ")");
        }
        if (entries.isEmpty()) {
            throw new Illegal("the archive is empty");
        }
        return new Slug(entries);
    }

    private static Entry entry(TarArchiveInputStream tar, TarArchiveEntry entry, String path)
            throws IOException, Illegal {
        if (entry.isDirectory()) {
            return new Entry(Kind.DIRECTORY, new byte[0], true);
        }
        if (entry.isSymbolicLink()) {
            String target = entry.getLinkName();
            Path inside = Path.of(path).resolveSibling(target).normalize();
            if (target.startsWith("/") || inside.startsWith("..")) {
                throw new Illegal("illegal slug: the link " + path + " leads outside the archive");
            }
            return new Entry(Kind.LINK, target.getBytes(StandardCharsets.UTF_8), false);
        }
        if (!entry.isFile() || entry.isLink()) {
            throw new Illegal("illegal slug: " + path + " is neither a file, a directory nor a symbolic link");
        }
        return new Entry(Kind.FILE, tar.readAllBytes(), (entry.getMode() & 0100) != 0);
    }

    private static String safe(String name) throws Illegal {
        Path path = Path.of(name).normalize();
        if (name.startsWith("/") || path.startsWith("..")) {
            throw new Illegal("illegal slug: the entry " + name + " is outside the archive");
        }
        String text = path.toString();
        return text.equals(".") ? "" : text;
    }

    void unpack(Path root) throws IOException {
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Path path = root.resolve(each.getKey());
            Entry entry = each.getValue();
            switch (entry.kind()) {
                case DIRECTORY -> Files.createDirectories(path);
                case FILE -> {
                    Files.createDirectories(path.getParent());
                    Files.write(path, entry.content());
                    if (entry.executable()) {
                        path.toFile().setExecutable(true);
                    }
                }
                case LINK -> {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(new String(entry.content(), StandardCharsets.UTF_8)));
                }
            }
        }
    }

    /** The files that decide what a plan of this directory says: its own and those of the local modules it leads to. */
    SortedMap<String, byte[]> deciding(String workingDirectory) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> directories =
                new ArrayDeque<>(Set.of(Path.of(workingDirectory).normalize().toString()));
        while (!directories.isEmpty()) {
            String directory = directories.pop();
            if (!seen.add(directory)) {
                continue;
            }
            entries.forEach((path, entry) -> {
                Path parent = Path.of(path).getParent();
                if (entry.kind() == Kind.FILE
                        && directory.equals(parent == null ? "" : parent.toString())
                        && DECIDES_A_PLAN.matcher(path).matches()) {
                    found.put(path, entry.content());
                    Matcher module = LOCAL_MODULE.matcher(new String(entry.content(), StandardCharsets.UTF_8));
                    while (module.find()) {
                        directories.add(Path.of(directory)
                                .resolve(module.group(1))
                                .normalize()
                                .toString());
                    }
                }
            });
        }
        return found;
    }
}
