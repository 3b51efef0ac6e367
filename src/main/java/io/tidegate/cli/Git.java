package io.tidegate.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Reads a repository with the {@code git} program. Arguments are fixed but for revisions, which become full ids before
 * anything else sees them; outputs are NUL-separated, so a file's name can be anything.
 */
record Git(Path directory) {
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int LARGEST_TEXT = 1 << 20;
    private static final String UNREADABLE = "git could not read the repository in ";

    /** @return the commit's full id, or empty when there is no such commit */
    Optional<String> commit(String revision) throws IOException {
        return run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                .map(String::strip)
                .filter(id -> id.matches("[0-9a-f]{40}|[0-9a-f]{64}"));
    }

    Optional<String> mergeBase(String one, String other) throws IOException {
        return run("merge-base", one, other)
                .map(output -> output.lines().findFirst().orElse(""));
    }

    /** Both sides of what differs: a rename counts as one file gone and one file new. */
    List<String> changed(String from, String to) throws IOException {
        String output = run("diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", from, to, "--")
                .orElseThrow(() -> new IOException(UNREADABLE + directory));
        return output.isEmpty() ? List.of() : List.of(output.split("\0"));
    }

    /** @param link whether it is a symbolic link, whose target is the blob's text */
    record Entry(String blob, boolean link) {}

    /** Every file and symbolic link of a commit by its path. */
    SortedMap<String, Entry> tree(String commit) throws IOException {
        String output = run("ls-tree", "-r", "-z", "--full-tree", commit, "--")
                .orElseThrow(() -> new IOException(UNREADABLE + directory));
        SortedMap<String, Entry> tree = new TreeMap<>();
        for (String entry : output.split("\0")) {
            int tab = entry.indexOf('\t');
            String[] facts = entry.substring(0, Math.max(tab, 0)).split(" ");
            if (facts.length == 3 && facts[1].equals("blob")) {
                tree.put(entry.substring(tab + 1), new Entry(facts[2], facts[0].equals("120000")));
            }
        }
        return tree;
    }

    Optional<String> blob(String id) throws IOException {
        return run("cat-file", "blob", id);
    }

    /**
     * The text of many blobs by one process.
     *
     * @param taker is given each id with its text; without one where it is no text of at most 1 MB
     */
    void texts(Collection<String> ids, BiConsumer<String, Optional<String>> taker) throws IOException {
        ProcessBuilder builder = builder(List.of("cat-file", "--batch"));
        Process process = start(builder);
        Thread asking = Thread.startVirtualThread(() -> ask(process, ids));
        try (DataInputStream answers =
                new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            for (String id : ids) {
                String[] header = line(answers).split(" ");
                if (header.length != 3) {
                    taker.accept(id, Optional.empty());
                    continue;
                }
                long size = Long.parseLong(header[2]);
                boolean fits = size <= LARGEST_TEXT;
                taker.accept(
                        id,
                        fits
                                ? Optional.of(new String(answers.readNBytes((int) size), StandardCharsets.UTF_8))
                                : Optional.empty());
                answers.skipNBytes((fits ? 0 : size) + 1);
            }
            asking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was running", e);
        } finally {
            process.destroy();
        }
    }

    private static void ask(Process process, Collection<String> ids) {
        try (OutputStream questions = new BufferedOutputStream(process.getOutputStream())) {
            for (String id : ids) {
                questions.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException ended) {
            // git has ended: whoever reads its answers is told.
        }
    }

    private static String line(DataInputStream answers) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answers.readUnsignedByte(); c != '\n'; c = answers.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString();
    }

    /** @return standard output; empty when git says no */
    private Optional<String> run(String... arguments) throws IOException {
        ProcessBuilder builder = builder(List.of(arguments));
        Process process = start(builder);
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] bytes = output.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("git answered more than 64 MB for the repository in " + directory);
            }
            return process.waitFor() == 0 ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was running", e);
        } finally {
            process.destroy();
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false", "--no-pager"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private Process start(ProcessBuilder builder) throws IOException {
        if (!directory.toFile().isDirectory()) {
            throw new IOException(directory + " is not a directory");
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException("the program git cannot be started: install git, or put it on the path", e);
        }
    }
}
