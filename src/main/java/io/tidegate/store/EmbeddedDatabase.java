package io.tidegate.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server of our own under a home folder: durable, with a password, on the loopback interface only.
 * For trying Tidegate and for small installations; production uses a server that others care for.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** How to reach it. */
    public record Access(String url, String username, String password) {
        @Override
        public String toString() {
            return "Access[" + url + "]";
        }
    }

    /** It cannot be started; the message says why and what to do. */
    public static final class CannotStart extends RuntimeException {
        CannotStart(String message) {
            super(message);
        }

        CannotStart(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final String USER = "postgres";

    /** The library switches both of the first two off, which is right for tests and wrong for what must be kept. */
    private static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "40"),
            Map.entry("shared_buffers", "32MB"),
            Map.entry("work_mem", "2MB"),
            Map.entry("maintenance_work_mem", "16MB"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("jit", "off"));

    private final HomeLock lock;
    private final EmbeddedPostgres server;
    private final Access access;

    private EmbeddedDatabase(HomeLock lock, EmbeddedPostgres server, Access access) {
        this.lock = lock;
        this.server = server;
        this.access = access;
    }

    /**
     * Starts the server of this home, which is made if need be; one left by a killed process is stopped first.
     *
     * @throws CannotStart when another Tidegate uses the home, or the server does not start
     */
    public static EmbeddedDatabase start(Path home) {
        return start(home, binaries(home));
    }

    /**
     * The server of a home that was in use, for a piece of work, whether a Tidegate runs it already or not.
     *
     * @throws CannotStart when there is none, or when its Tidegate is about to start or to stop
     */
    public static <T> T reach(Path home, Function<Access, T> work) {
        if (!isIn(home)) {
            throw new CannotStart("There is no embedded database in " + home
                    + ". Set TIDEGATE_HOME to the folder with which Tidegate runs, or TIDEGATE_DATABASE_URL to its"
                    + " database.");
        }
        return reach(home, binaries(home), work);
    }

    /** Whether one was made there. */
    static boolean isIn(Path home) {
        return Files.exists(home.resolve("database").resolve("complete"));
    }

    /**
     * Its server for a piece of work, whether a Tidegate runs it already or not.
     *
     * @throws CannotStart when it is about to start or to stop
     */
    static <T> T reach(Path folder, Path binaries, Function<Access, T> work) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            if (HomeLock.isHeld(home)) {
                return work.apply(running(home).orElseThrow(() -> new IOException("its server is not up")));
            }
            try (EmbeddedDatabase own = start(home, binaries)) {
                return work.apply(own.access());
            }
        } catch (IOException e) {
            throw new CannotStart(
                    "The embedded database in " + home + " cannot be reached (" + e.getMessage()
                            + "): its Tidegate is about to start or to stop. Try again in a moment.",
                    e);
        }
    }

    static Path binaries(Path home) {
        return home.toAbsolutePath().resolve("database").resolve("binaries");
    }

    /** The server of this home while a Tidegate uses it, for somebody who only reads. */
    public static Optional<Access> running(Path folder) throws IOException {
        Path database = folder.toAbsolutePath().normalize().resolve("database");
        Path password = database.resolve("password");
        OptionalInt port = new Postmaster(database.resolve("data")).port();
        return port.isPresent() && Files.exists(password)
                ? Optional.of(new Access(url(port.getAsInt()), USER, Files.readString(password)))
                : Optional.empty();
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    static EmbeddedDatabase start(Path folder, Path binaries) {
        Path home = folder.toAbsolutePath().normalize();
        Path log = home.resolve("database").resolve("postgresql.log");
        try {
            ownFolder(home);
            HomeLock lock = HomeLock.take(home);
            try {
                ownFolder(home.resolve("database"));
                Path data = home.resolve("database").resolve("data");
                new Postmaster(data).stopOrphan();
                Path password = home.resolve("database").resolve("password");
                EmbeddedPostgres server = server(data, binaries, password, log);
                return new EmbeddedDatabase(
                        lock, server, new Access(url(server.getPort()), USER, Files.readString(password)));
            } catch (IOException | InterruptedException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (CannotStart said) {
            throw said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Starting the embedded database was interrupted.", e);
        } catch (IOException | RuntimeException e) {
            throw new CannotStart(
                    "The embedded database in " + home + " did not start (" + e.getMessage() + "). Its log is " + log
                            + "; or set TIDEGATE_DATABASE_URL to use a PostgreSQL server of your own.",
                    e);
        }
    }

    public Access access() {
        return access;
    }

    /** Stops the server and frees the home; everything committed stays. */
    @Override
    public void close() throws IOException {
        try {
            server.close();
        } finally {
            lock.close();
        }
    }

    private static EmbeddedPostgres server(Path data, Path binaries, Path password, Path log) throws IOException {
        Path complete = data.resolveSibling("complete");
        if (!Files.exists(complete)) {
            // The very first start never came to its end: nothing can be in there yet.
            remove(data);
            writePassword(password);
        }
        ProcessBuilder.Redirect output =
                ProcessBuilder.Redirect.appendTo(ownFile(log).toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                // These become options of initdb, where the last one of a kind counts.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.toString())
                .setConnectConfig("password", Files.readString(password));
        SERVER.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.start();
        ownFile(complete);
        return server;
    }

    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void writePassword(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        Files.writeString(
                ownFile(file), HexFormat.of().formatHex(random), StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    }

    private static Path ownFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return file;
    }

    private static void ownFolder(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
