package io.tidegate.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How much memory {@code summarize} takes for plans of several sizes, and how long a warm process takes for one of them
 * beside {@code sha256sum} and {@code jq} reading the same file, turn by turn.
 */
@Command(
        name = "summarize",
        description = "Reading plans: memory by size, time beside sha256sum and jq.",
        mixinStandardHelpOptions = true)
final class SummarizeBench implements Callable<Integer> {
    private static final long SEED = 20_261_124;
    private static final String HEAP = "-Xmx64m";
    private static final String JQ =
            "[.resource_changes[] | select(.change.actions != [\"no-op\"]) | [.address, .change.actions]]"
                    + " | {changed: length, changes: .}";
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @Option(names = "--sizes", split = ",", description = "Megabytes; default: ${DEFAULT-VALUE}.")
    List<Integer> sizes = List.of(10, 100, 700);

    @Option(
            names = "--compared",
            description = "The size that is read in turns, in megabytes; default: ${DEFAULT-VALUE}.")
    int compared = 100;

    @Option(names = "--rounds", description = "Turns; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("tidegate-bench");
        try {
            out.printf(
                    "%d cores, Java %s, %s%n%n", Runtime.getRuntime().availableProcessors(), Runtime.version(), HEAP);
            memory(folder);
            turns(folder);
            return 0;
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void memory(Path folder) throws Exception {
        out.println("| plan | resources | changed | summarize, s | peak resident memory, MB |");
        out.println("|---|---|---|---|---|");
        List<Double> peaks = new ArrayList<>();
        for (int size : sizes) {
            GeneratedPlan plan = GeneratedPlan.write(folder.resolve("plan-" + size + ".json"), size, SEED);
            Path summary = folder.resolve("summary.json");
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(
                            java(),
                            HEAP,
                            "-XX:+UseSerialGC",
                            "-jar",
                            System.getProperty("tidegate.jar"),
                            "summarize",
                            plan.file().toString(),
                            "--format",
                            "json")
                    .redirectOutput(summary.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Optional<Long> peak = peak(process);
            double seconds = seconds(System.nanoTime() - begun);
            check(process.exitValue() == 2, "summarize ended with " + process.exitValue());
            String said = Files.readString(summary);
            check(said.contains("\"change\":" + plan.changed() + ","), "summarize counted otherwise");
            check(said.split("\"address\"", -1).length - 1 == plan.changed(), "summarize named other addresses");
            check(!said.contains(GeneratedPlan.CANARY), "summarize printed a secret");
            peak.ifPresent(kilobytes -> peaks.add(kilobytes / 1024.0));
            out.printf(
                    Locale.ROOT,
                    "| %.0f MB | %,d | %,d | %.2f | %s |%n",
                    plan.bytes() / 1e6,
                    plan.resources(),
                    plan.changed(),
                    seconds,
                    peak.map(kilobytes -> String.format(Locale.ROOT, "%.0f", kilobytes / 1024.0))
                            .orElse("not measured: no /proc"));
            if (size != compared) {
                Files.delete(plan.file());
            }
        }
        if (peaks.size() > 1) {
            out.printf(
                    Locale.ROOT,
                    "%nResident memory differs by %.0f MB between the smallest and the largest.%n",
                    peaks.getLast() - peaks.getFirst());
        }
    }

    /** Looked at until it ends: afterwards nobody knows. */
    private static Optional<Long> peak(Process process) throws InterruptedException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Optional<Long> peak = Optional.empty();
        while (!process.waitFor(Duration.ofMillis(10))) {
            try {
                Matcher found = PEAK.matcher(Files.readString(status));
                if (found.find()) {
                    peak = Optional.of(Long.parseLong(found.group(1)));
                }
            } catch (IOException gone) {
                // It has ended, or there is no /proc: the last figure stands.
            }
        }
        return peak;
    }

    private void turns(Path folder) throws Exception {
        Path file = folder.resolve("plan-" + compared + ".json");
        GeneratedPlan plan = GeneratedPlan.write(file, compared, SEED);
        boolean jq = exists("jq");
        boolean sha = exists("sha256sum");
        List<Double> ours = new ArrayList<>();
        List<Double> toSha = new ArrayList<>();
        List<Double> toJq = new ArrayList<>();
        List<Double> shas = new ArrayList<>();
        List<Double> jqs = new ArrayList<>();
        Process reader = new ProcessBuilder(
                        java(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WarmReader.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (PrintWriter asked = new PrintWriter(reader.outputWriter(StandardCharsets.UTF_8), true);
                BufferedReader answers = reader.inputReader(StandardCharsets.UTF_8)) {
            for (int warm = 0; warm < 5; warm++) {
                read(asked, answers, plan);
            }
            for (int round = 0; round < rounds; round++) {
                double own = read(asked, answers, plan);
                ours.add(own);
                if (sha) {
                    shas.add(timed("sha256sum", file.toString()));
                    toSha.add(own / shas.getLast());
                }
                if (jq) {
                    jqs.add(timed("jq", "-c", JQ, file.toString()));
                    toJq.add(jqs.getLast() / own);
                }
            }
        } finally {
            reader.destroy();
        }
        out.printf(
                Locale.ROOT,
                "%nA plan of %d MB, %d turns; seconds, median (range):%n%n| program | s | ratio, median |%n|---|---|---|%n",
                compared,
                rounds);
        out.printf("| tidegate, warm | %s | 1 |%n", spread(ours));
        out.printf(
                "| sha256sum | %s | %s |%n",
                sha ? spread(shas) : "skipped: not on the path",
                sha ? "tidegate takes " + median(toSha) + " times as long" : "");
        out.printf(
                "| jq | %s | %s |%n",
                jq ? spread(jqs) : "skipped: not on the path", jq ? "jq takes " + median(toJq) + " times as long" : "");
    }

    private static double read(PrintWriter asked, BufferedReader answers, GeneratedPlan plan) throws IOException {
        asked.println(plan.file());
        String[] answer = String.valueOf(answers.readLine()).split(" ");
        check(
                answer.length == 2 && answer[1].equals(Integer.toString(plan.changed())),
                "the warm reader failed or counted otherwise");
        return seconds(Long.parseLong(answer[0]));
    }

    private static double timed(String... command) throws Exception {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        check(process.waitFor() == 0, command[0] + " failed");
        return seconds(System.nanoTime() - begun);
    }

    private static boolean exists(String program) {
        return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static String median(List<Double> figures) {
        return String.format(
                Locale.ROOT, "%.2f", figures.stream().sorted().toList().get(figures.size() / 2));
    }

    private static String spread(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return String.format(Locale.ROOT, "%s (%.2f–%.2f)", median(figures), sorted.getFirst(), sorted.getLast());
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
