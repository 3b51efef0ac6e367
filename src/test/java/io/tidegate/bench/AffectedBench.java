package io.tidegate.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code affected} on a repository with many environments and a large difference, in a fresh process each time. */
@Command(
        name = "affected",
        description = "Which of 400 environments a difference of 3,000 files selects.",
        mixinStandardHelpOptions = true)
final class AffectedBench implements Callable<Integer> {
    private static final int MODULES = 40;
    private static final int FILES = 20;

    @Option(names = "--environments", description = "How many; default: ${DEFAULT-VALUE}.")
    int environments = 400;

    @Option(
            names = "--changed",
            description = "How many of them change, with 20 files each; default: ${DEFAULT-VALUE}.")
    int changed = 150;

    @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tidegate-bench");
        try {
            Path repository = Files.createDirectory(folder.resolve("infra"));
            make(repository);
            measure(repository, folder.resolve("answer.json"), System.out);
            return 0;
        } finally {
            delete(folder);
        }
    }

    private void make(Path repository) throws IOException, InterruptedException {
        git(repository, "init", "-q", "-b", "main");
        write(repository.resolve(".github/tidegate.yml"), "version: 1\n");
        for (int i = 0; i < environments; i++) {
            Path directory = repository.resolve("environments/e" + i);
            write(directory.resolve("main.tf"), module("../../modules/m" + i % MODULES));
            for (int j = 0; j < FILES; j++) {
                write(directory.resolve("f" + j + ".tf"), "variable \"v" + j + "\" {\n  type = string\n}\n");
            }
        }
        for (int i = 0; i < MODULES; i++) {
            write(repository.resolve("modules/m" + i + "/main.tf"), module("../base"));
        }
        write(repository.resolve("modules/base/main.tf"), "# what all modules call\n");
        commit(repository, "main");
        git(repository, "checkout", "-q", "-b", "topic");
        for (int i = 0; i < changed; i++) {
            for (int j = 0; j < FILES; j++) {
                Path file = repository.resolve("environments/e" + i + "/f" + j + ".tf");
                Files.writeString(file, "# changed\n", StandardOpenOption.APPEND);
            }
        }
        commit(repository, "topic");
    }

    private void measure(Path repository, Path answer, PrintStream out) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1", // as ./tidegate starts it
                            "-jar",
                            System.getProperty("tidegate.jar"),
                            "affected",
                            "--base",
                            "main",
                            "--head",
                            "topic",
                            "--format",
                            "json",
                            repository.toString())
                    .redirectOutput(answer.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int exit = process.waitFor();
            seconds.add((System.nanoTime() - begun) / 1e9);
            int found = Files.readString(answer).split("\"affected\":true", -1).length - 1;
            if (exit != 0 || found != changed) {
                throw new IllegalStateException(
                        "affected ended with " + exit + " and " + found + " environments, not " + changed);
            }
        }
        seconds.sort(Comparator.naturalOrder());
        out.printf(
                Locale.ROOT,
                "| environments | changed files | affected | s, median (range) of %d |%n|---|---|---|---|%n"
                        + "| %d | %,d | %d | %.2f (%.2f to %.2f) |%n",
                rounds,
                environments,
                changed * FILES,
                changed,
                seconds.get(seconds.size() / 2),
                seconds.getFirst(),
                seconds.getLast());
    }

    private static String module(String source) {
        return "module \"m\" {\n  source = \"" + source + "\"\n}\n";
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void commit(Path repository, String message) throws IOException, InterruptedException {
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", message);
    }

    private static void git(Path repository, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        int exit = new ProcessBuilder(command)
                .directory(repository.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("git " + arguments[0] + " ended with " + exit);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
