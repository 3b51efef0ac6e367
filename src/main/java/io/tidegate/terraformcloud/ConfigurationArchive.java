package io.tidegate.terraformcloud;

import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Outside;
import io.tidegate.flow.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is uploaded for a commit: made once from GitHub's archive, checked against the commit's tree, and kept in private
 * files for as long as there is room. The least recently used go first, never one that is being uploaded.
 */
final class ConfigurationArchive implements AutoCloseable {
    /**
     * @param kept how many archives are kept, and {@code keptBytes} how many bytes of them
     * @param entries how many files a commit may have, and {@code bytes} how many bytes in them
     * @param ratio how many times larger than its compressed form an archive may be
     */
    record Limits(int kept, long keptBytes, int entries, long bytes, int ratio) {
        static final Limits USUAL = new Limits(16, 2L << 30, 100_000, 1L << 30, 200);
    }

    /** @param addition what is sent beside the commit's own files; empty for these alone */
    private record Key(long repository, String commit, String addition) {}

    /** Makes what is not kept yet. */
    private interface Making {
        UploadArchive make();
    }

    private static final class Kept {
        private final UploadArchive archive;
        private int users;

        private Kept(UploadArchive archive) {
            this.archive = archive;
        }
    }

    /** The archive of a commit, there until it is closed. */
    final class Lease implements AutoCloseable {
        private final Kept kept;

        private Lease(Kept kept) {
            this.kept = kept;
        }

        Path file() {
            return kept.archive.file();
        }

        /** SHA-256 over path, mode and content of all that is sent; the bytes of tar and gzip are never stable. */
        String digest() {
            return kept.archive.digest();
        }

        @Override
        public void close() {
            synchronized (all) {
                kept.users--;
                evict();
            }
        }
    }

    private final Path folder;
    private final Limits limits;
    private final Map<Key, Kept> all = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Object> making = new ConcurrentHashMap<>();

    /** @param folder exists, and nobody else can read it */
    ConfigurationArchive(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /** The files of a commit. */
    Lease of(Repository repository, String commit, Runs.Source source) {
        return of(new Key(repository.id(), commit, ""), () -> make(repository, commit, source));
    }

    /** The files of a commit with an environment's variable files where Terraform finds them. */
    Lease of(Repository repository, Environment environment, String commit, Runs.Source source) {
        if (environment.varFiles().files().isEmpty()) {
            return of(repository, commit, source);
        }
        List<String> addition = new ArrayList<>(environment.varFiles().files());
        addition.add(environment.directory());
        addition.add(environment.name().text());
        Key key = new Key(repository.id(), commit, String.join("\0", addition));
        return of(key, () -> {
            try (Lease plain = of(repository, commit, source)) {
                return VariableFiles.added(folder, plain.kept.archive, environment);
            } catch (IOException failed) {
                throw unavailable(repository, commit, failed);
            }
        });
    }

    private Lease of(Key key, Making made) {
        synchronized (making.computeIfAbsent(key, k -> new Object())) {
            try {
                Lease known = known(key);
                return known == null ? keep(key, made.make()) : known;
            } finally {
                making.remove(key);
            }
        }
    }

    private @Nullable Lease known(Key key) {
        synchronized (all) {
            Kept kept = all.get(key);
            if (kept == null) {
                return null;
            }
            kept.users++;
            return new Lease(kept);
        }
    }

    private Lease keep(Key key, UploadArchive archive) {
        synchronized (all) {
            Kept made = new Kept(archive);
            Kept other = all.putIfAbsent(key, made);
            if (other != null) {
                delete(made); // Another thread was first; its file may be in use.
            }
            Kept kept = other == null ? made : other;
            kept.users++;
            evict();
            return new Lease(kept);
        }
    }

    private UploadArchive make(Repository repository, String commit, Runs.Source source) {
        String of = repository.fullName() + " at " + commit;
        try (CommitFiles files = new CommitFiles(folder, source.tree(), limits, of);
                InputStream tarball = source.tarball()) {
            files.read(tarball);
            return UploadArchive.write(folder, files);
        } catch (IOException failed) {
            throw unavailable(repository, commit, failed);
        }
    }

    private static Outside.Unavailable unavailable(Repository repository, String commit, IOException failed) {
        return new Outside.Unavailable(
                "The archive of " + repository.fullName() + " at " + commit + " could not be read or stored ("
                        + failed.getClass().getSimpleName() + ").",
                null);
    }

    private void evict() {
        long bytes =
                all.values().stream().mapToLong(kept -> kept.archive.bytes()).sum();
        Iterator<Kept> oldest = all.values().iterator();
        while ((all.size() > limits.kept() || bytes > limits.keptBytes()) && oldest.hasNext()) {
            Kept kept = oldest.next();
            if (kept.users == 0) {
                oldest.remove();
                bytes -= kept.archive.bytes();
                delete(kept);
            }
        }
    }

    private static void delete(Kept kept) {
        try {
            Files.deleteIfExists(kept.archive.file());
        } catch (IOException stays) {
            Logger.getLogger(ConfigurationArchive.class)
                    .warnf(
                            "A spooled archive could not be deleted (%s); its folder goes at the end.",
                            stays.getClass());
        }
    }

    /** Deletes everything; for the end of the program. */
    @Override
    public void close() {
        synchronized (all) {
            List<Kept> last = new ArrayList<>(all.values());
            all.clear();
            last.forEach(ConfigurationArchive::delete);
        }
    }
}
