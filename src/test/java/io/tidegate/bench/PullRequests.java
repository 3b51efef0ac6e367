package io.tidegate.bench;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Repo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pull requests of an environment each, which are opened and applied; afterwards the stand-ins' journal tells what was done twice. */
final class PullRequests {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern TOKEN = Pattern.compile("tidegate-[0-9a-f]{24}");

    private final Sandbox sandbox;

    /** @param sandbox begun with {@link #files} of as many environments */
    PullRequests(Sandbox sandbox, int environments) {
        this.sandbox = sandbox;
        IntStream.range(0, environments)
                .mapToObj(PullRequests::environment)
                .forEach(environment -> sandbox.terraform()
                        .createWorkspace(
                                SeededRepository.ORGANIZATION,
                                SeededRepository.workspace(environment),
                                "environments/" + environment));
    }

    static Map<String, String> files(int environments) {
        Map<String, String> files = new TreeMap<>(SeededRepository.files());
        StringBuilder configuration = new StringBuilder("version: 1\norganization: my-devops-project\napprovals: 0\n")
                .append("workspace: \"{repository}-{environment}\"\nenvironments:\n");
        for (int i = 0; i < environments; i++) {
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

    int open(int i) {
        return sandbox.repository()
                .openPullRequest(
                        sandbox.author(),
                        "branch-" + i,
                        "Change " + environment(i),
                        Map.of("environments/" + environment(i) + "/main.tf", resource("after")));
    }

    void apply(int number, int i) {
        sandbox.repository().comment(sandbox.author(), number, "/apply " + environment(i));
    }

    void await(String what, List<Integer> numbers, IntPredicate holds) {
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

    boolean planned(int number) {
        return ours(number).stream()
                .map(Repo.Comment::body)
                .filter(body -> body.contains("<!-- tidegate:summary -->"))
                .collect(Collectors.joining())
                .contains("plan <code>");
    }

    boolean applied(int number) {
        return ours(number).stream().anyMatch(comment -> comment.body().contains("was applied** in"));
    }

    boolean answered(int number) {
        long commands = sandbox.repository().comments(number).stream()
                .filter(comment -> comment.body().startsWith("/apply"))
                .count();
        return ours(number).size() - 1L >= commands;
    }

    private List<Repo.Comment> ours(int number) {
        return sandbox.repository().comments(number).stream()
                .filter(comment -> comment.author().equals("tidegate[bot]"))
                .toList();
    }

    /** How many runs were made, confirmed or applied twice, and answers given twice. */
    long twice(List<Integer> opened) {
        return more(entry -> entry.kind().equals("run-created") ? token(entry) : "")
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

    boolean checked(int number) {
        return openChecks(List.of(number)) == 0;
    }

    /** How many checks of their heads are not completed. */
    long openChecks(List<Integer> opened) {
        return opened.stream()
                .flatMap(number ->
                        sandbox
                                .repository()
                                .checkRuns(
                                        sandbox.repository().pullRequest(number).headSha())
                                .stream())
                .filter(check -> check.conclusion() == null)
                .count();
    }

    List<Entry> webhooks() {
        return sandbox.journal().matching(entry -> entry.kind().equals("webhook"));
    }
}
