package io.tidegate.sandbox.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The npm packages of {@code src/test/node}, installed once per checkout into {@code target/node} for as long as the
 * lock file is the same. Without npm or its registry, tests that need them are skipped with the reason.
 */
public final class NodePackages {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");
    private static final Path INSTALLED = HOME.resolve("installed");
    private static final Path FAILED = HOME.resolve("failed");
    /** So long a failure is believed, that not every JVM of a build waits for a registry out of reach. */
    private static final Duration BELIEVED = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** The descriptions come in eleven editions, some of 70 MB; only this one is kept. */
    private static final String KEPT = "api.github.com.json";

    private static volatile Found found;

    /** @param missing why there are none; empty when they are there */
    private record Found(String missing) {}

    private NodePackages() {}

    /** The directory with {@code node_modules}; skips the test when it cannot be had. */
    public static Path home() {
        String missing = found().missing();
        if (!missing.isEmpty()) {
            throw new TestAbortedException(missing);
        }
        return HOME;
    }

    /** As {@link #home}, for those who can do without. */
    public static Optional<Path> homeIfThere() {
        return found().missing().isEmpty() ? Optional.of(HOME) : Optional.empty();
    }

    private static synchronized Found found() {
        if (found == null) {
            found = new Found(install());
        }
        return found;
    }

    private static String install() {
        try {
            Files.createDirectories(HOME);
            // Maven's two test JVMs do not run at once, but an editor beside them may.
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                String wanted = digest();
                if (read(INSTALLED).equals(wanted)) {
                    return "";
                }
                if (Files.exists(FAILED)
                        && Files.getLastModifiedTime(FAILED)
                                .toInstant()
                                .isAfter(Instant.now().minus(BELIEVED))) {
                    return read(FAILED);
                }
                String missing = npm();
                Files.writeString(missing.isEmpty() ? INSTALLED : FAILED, missing.isEmpty() ? wanted : missing);
                return missing;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install npm packages into " + HOME, e);
        }
    }

    private static String npm() throws IOException {
        Files.deleteIfExists(INSTALLED);
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = HOME.resolve("npm.log");
        Process npm;
        try {
            npm = new ProcessBuilder(
                            "npm",
                            "ci",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--loglevel=error",
                            "--fetch-retries=1",
                            "--fetch-timeout=20000")
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            return "npm is not on the path, so GitHub's own descriptions and clients could not be had";
        }
        try {
            npm.getOutputStream().close();
            if (!npm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                npm.destroyForcibly().waitFor();
                return "npm ci took more than " + PATIENCE.toMinutes() + " minutes; see " + log;
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            return "interrupted while npm installed packages";
        }
        if (npm.exitValue() != 0) {
            return "GitHub's descriptions and clients could not be installed: npm ci ended with " + npm.exitValue()
                    + ": " + reason(log) + "; see " + log;
        }
        prune();
        return "";
    }

    /** npm's first line about an error says which it is, and on what. */
    private static String reason(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("npm error"))
                    .map(line -> line.substring("npm error".length()).strip())
                    .filter(line -> !line.isEmpty())
                    .limit(2)
                    .reduce((first, second) -> first + ", " + second)
                    .orElse("no reason given");
        }
    }

    private static void prune() throws IOException {
        for (String name : List.of("openapi", "openapi-webhooks")) {
            try (Stream<Path> files = Files.list(HOME.resolve("node_modules/@octokit/" + name + "/generated"))) {
                for (Path file : files.toList()) {
                    if (!file.getFileName().toString().equals(KEPT)) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(SOURCES.resolve("package.json")));
            digest.update(Files.readAllBytes(SOURCES.resolve("package-lock.json")));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}
