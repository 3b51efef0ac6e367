package io.tidegate.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * A server that a killed Tidegate left running in our data directory, as {@code postmaster.pid} names it. Whoever asks
 * holds the home's lock, so no living Tidegate uses it.
 */
final class Postmaster {
    private static final Logger LOG = Logger.getLogger(Postmaster.class);
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private final Path data;
    private final Path pidFile;

    Postmaster(Path data) {
        this.data = data;
        this.pidFile = data.resolve("postmaster.pid");
    }

    /** Stops it, or removes the name of a process that is something else by now. */
    void stopOrphan() throws IOException, InterruptedException {
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        Optional<ProcessHandle> process = pid(lines).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return; // PostgreSQL itself recovers from the name of a dead process.
        }
        if (isServerOf(lines, process.get())) {
            LOG.infof(
                    "Stopping the database server %d that was left running",
                    process.get().pid());
            stop(process.get());
        } else {
            LOG.infof(
                    "Process %d is no database server of ours: its name is removed",
                    process.get().pid());
            Files.deleteIfExists(pidFile);
        }
    }

    /** Where a living one listens. */
    OptionalInt port() throws IOException {
        if (!Files.exists(pidFile)) {
            return OptionalInt.empty();
        }
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        Optional<ProcessHandle> process = pid(lines).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        return lines.size() > 3
                        && lines.get(3).strip().matches("[0-9]{1,5}")
                        && process.isPresent()
                        && isServerOf(lines, process.get())
                ? OptionalInt.of(Integer.parseInt(lines.get(3).strip()))
                : OptionalInt.empty();
    }

    private static Optional<Long> pid(List<String> lines) {
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Math.abs(Long.parseLong(lines.getFirst().strip())));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private boolean isServerOf(List<String> lines, ProcessHandle process) throws IOException {
        String command = process.info().command().orElse("");
        String arguments = String.join(" ", process.info().arguments().orElse(new String[0]));
        boolean server = Path.of(command).endsWith("postgres");
        boolean here =
                lines.size() > 1 && Path.of(lines.get(1).strip()).toRealPath().equals(data.toRealPath());
        // macOS does not tell the arguments of a process; there its program and the file's second line must do.
        return server && here && (arguments.isEmpty() || arguments.contains(data.toString()));
    }

    private static void stop(ProcessHandle process) throws IOException, InterruptedException {
        // SIGINT is a fast shutdown, SIGQUIT an immediate one; never SIGKILL, which leaves shared memory behind.
        signal(process, "INT");
        if (!ended(process, FAST)) {
            signal(process, "QUIT");
            if (!ended(process, IMMEDIATE)) {
                throw new EmbeddedDatabase.CannotStart("The database server " + process.pid()
                        + " of a Tidegate that was killed does not stop. Stop it by hand, then start again.");
            }
        }
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean ended(ProcessHandle process, Duration most) throws InterruptedException {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException still) {
            return !process.isAlive();
        }
    }
}
