package io.tidegate.terraformcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A private folder for what is spooled. What a killed process of this machine left behind is deleted first. */
final class SpoolFolder {
    private static final String PREFIX = "tidegate-spool-";

    private SpoolFolder() {}

    static Path create(Path parent) {
        try {
            Files.createDirectories(parent);
            for (Path left : leftBehind(parent)) {
                delete(left);
            }
            // The JDK makes temporary directories for their owner alone (0700), and temporary files 0600.
            Path folder = Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "Tidegate cannot keep archives under " + parent + ": make it writable, or set tidegate.home.",
                    failed);
        }
    }

    private static List<Path> leftBehind(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(SpoolFolder::isOrphan)
                    .toList();
        }
    }

    private static boolean isOrphan(Path folder) {
        String name = String.valueOf(folder.getFileName());
        String[] parts =
                name.startsWith(PREFIX) ? name.substring(PREFIX.length()).split("-", 2) : new String[0];
        return parts.length == 2
                && parts[0].matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(parts[0])).isEmpty();
    }

    private static void delete(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                Files.deleteIfExists(entry);
            }
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            System.getLogger(SpoolFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "A spool folder could not be deleted: " + folder.getFileName());
        }
    }
}
