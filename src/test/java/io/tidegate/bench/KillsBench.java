package io.tidegate.bench;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Repo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code kill -9} at random moments while pull requests are opened and applied, with the embedded database. Nobody sends a
 * webhook again: what arrives while nothing runs, the product has to ask for. Afterwards the stand-ins' journal tells
 * whether anything is missing, or was done twice.
 */
@Command(
        name = "kills",
        description = "Kills the product at random moments under load, and counts what was lost or done twice.",
        mixinStandardHelpOptions = true)
final class KillsBench implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LONGEST = 4_000;
    private static final Pattern TOKEN = Pattern.compile("tidegate-[0-9a-f]{24}");

    @Option(names = "--times", description = "Default: ${DEFAULT-VALUE}.")
    int times = 50;

    @Option(names = "--seed", description = "Of the moments; default: ${DEFAULT-VALUE}.")
    long seed = 20_261_129;

    private Sandbox sandbox;

    @Override
    public Integer call() throws Exception {
        Random random = new Random(seed);
        Path home = Files.createTempDirectory("tidegate-bench");
        try (Sandbox made = new Sandbox(0, 0, files())) {
            sandbox = made;
            IntStream.range(0, times).forEach(i -> workspace(environment(i)));
            Map<String, String> settings = new TreeMap<>(sandbox.configuration());
            settings.put("tidegate.terraform.poll-interval", "PT0.2S");
            Path jar = Path.of(System.getProperty("tidegate.jar", "target/quarkus-app/quarkus-run.jar"));
            try (ProductProcess product = new ProductProcess(jar, home, settings)) {
                product.start();
                sandbox.github().webhookTarget(product.webhooks());
                List<Integer> opened = new ArrayList<>();
                for (int i = 0; i < times; i++) {
                    opened.add(open(i));
                    if (i > 0) {
                        apply(opened.get(i - 1), i - 1);
                    }
                    // Not a wait for anything: the moment is what the test is about.
                    Thread.sleep(random.nextInt(LONGEST));
                    product.kill();
                    product.start();
                }
                await(
                        "every pull request is planned",
                        opened,
                        number -> living(number).contains("plan <code>"));
                IntStream.range(0, times).filter(i -> !applied(opened.get(i))).forEach(i -> apply(opened.get(i), i));
                await("every pull request is applied", opened, this::applied);
                await("every command is answered", opened, number -> answered(number) >= commands(number));
                return judge(opened);
            }
        } finally {
            AffectedBench.delete(home);
        }
    }

    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>(SeededRepository.files());
        StringBuilder configuration = new StringBuilder("version: 1\norganization: my-devops-project\napprovals: 0\n")
                .append("workspace: \"{repository}-{environment}\"\nenvironments:\n");
        for (int i = 0; i < times; i++) {
            configuration
                    .append("  ")
                    .append(environment(i))
                    .append(": { directory: environments/")
                    .append(environment(i))
                    .append(" }\n");
            files.put("environments/" + environment(i) + "/main.tf", resource("before"));
        }
        files.put(".github/tidegate.yml", configuration.toString());
        return files;
    }

    private static String environment(int i) {
        return "e" + i;
    }

    private static String resource(String value) {
        return "resource \"terraform_data\" \"it\" {\n  input = \"" + value + "\"\n}\n";
    }

    private void workspace(String environment) {
        sandbox.terraform()
                .createWorkspace(
                        SeededRepository.ORGANIZATION,
                        SeededRepository.workspace(environment),
                        "environments/" + environment);
    }

    private int open(int i) {
        return sandbox.repository()
                .openPullRequest(
                        sandbox.author(),
                        "branch-" + i,
                        "Change " + environment(i),
                        Map.of("environments/" + environment(i) + "/main.tf", resource("after")));
    }

    private void apply(int number, int i) {
        sandbox.repository().comment(sandbox.author(), number, "/apply " + environment(i));
    }

    private void await(String what, List<Integer> numbers, IntPredicate holds) {
        Instant deadline = Instant.now().plus(PATIENCE);
        List<Integer> missing = numbers;
        while (!missing.isEmpty()) {
            missing = missing.stream().filter(number -> !holds.test(number)).toList();
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("lost: " + what + ", but not of " + missing);
            }
            sandbox.journal().await(Duration.ofMillis(200));
        }
    }

    private List<Repo.Comment> ours(int number) {
        return sandbox.repository().comments(number).stream()
                .filter(comment -> comment.author().equals("tidegate[bot]"))
                .toList();
    }

    private String living(int number) {
        return ours(number).stream()
                .map(Repo.Comment::body)
                .filter(body -> body.contains("<!-- tidegate:summary -->"))
                .collect(Collectors.joining());
    }

    private boolean applied(int number) {
        return ours(number).stream().anyMatch(comment -> comment.body().contains("was applied** in"));
    }

    private long commands(int number) {
        return sandbox.repository().comments(number).stream()
                .filter(comment -> comment.body().startsWith("/apply"))
                .count();
    }

    private long answered(int number) {
        return ours(number).size() - 1L;
    }

    private int judge(List<Integer> opened) {
        long twice = more(entry -> entry.kind().equals("run-created") ? token(entry) : "")
                + more(entry -> entry.kind().equals("run-confirmed") ? entry.fact("workspace") : "")
                + more(entry -> entry.kind().equals("applied") ? entry.fact("workspace") : "")
                + opened.stream()
                        .filter(number -> ours(number).stream()
                                        .map(comment -> comment.body()
                                                .lines()
                                                .findFirst()
                                                .orElse(""))
                                        .distinct()
                                        .count()
                                < ours(number).size())
                        .count();
        long open = opened.stream()
                .flatMap(number ->
                        sandbox
                                .repository()
                                .checkRuns(
                                        sandbox.repository().pullRequest(number).headSha())
                                .stream())
                .filter(check -> check.conclusion() == null)
                .count();
        System.out.println(
                "| kills | pull requests | webhooks that found nobody | lost | done twice | checks left open |");
        System.out.println("|---|---|---|---|---|---|");
        System.out.printf(
                "| %d | %d | %d | 0 | %d | %d |%n",
                times,
                opened.size(),
                sandbox.journal()
                        .matching(entry -> entry.kind().equals("webhook")
                                && !entry.fact("status").equals("202"))
                        .size(),
                twice,
                open);
        return twice + open == 0 ? 0 : 1;
    }

    /** How many of these happened that should not have: each subject counts once. */
    private long more(Function<Entry, String> subject) {
        List<String> all = sandbox.journal().since(0).stream()
                .map(subject)
                .filter(text -> !text.isEmpty())
                .toList();
        return all.size() - all.stream().distinct().count();
    }

    private static String token(Entry entry) {
        Matcher token = TOKEN.matcher(entry.fact("message"));
        return token.find() ? token.group() : "";
    }
}
