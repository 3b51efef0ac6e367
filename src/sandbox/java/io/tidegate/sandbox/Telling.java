package io.tidegate.sandbox;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells a story as it happens: what people do, and what the journal says that Tidegate did. */
final class Telling {
    private static final int LAST = 20;

    final Sandbox sandbox;
    final Repo repository;
    private final PrintStream out;
    private final Duration patience;
    private long seen;

    /** @param patience how long a step may take */
    Telling(Sandbox sandbox, PrintStream out, Duration patience) {
        this.sandbox = sandbox;
        this.repository = sandbox.repository();
        this.out = out;
        this.patience = patience;
    }

    /** Somebody does something: only what happens after it counts. */
    void act(String what) {
        seen = sandbox.journal().since(0).size();
        out.println(what);
    }

    void says(Person person, int number, String command) {
        act(person.login() + " comments " + command + " on #" + number);
        repository.comment(person, number, command);
    }

    /** As {@link #step}, and only after what the step before waited for. */
    void next(String name, Predicate<Entry> happened) {
        seen = Math.max(seen, step(name, happened).number());
    }

    /** Waits for an entry since the last act of a person, and prints it as the journal has it. */
    Entry step(String name, Predicate<Entry> happened) {
        Instant deadline = Instant.now().plus(patience);
        Optional<Entry> entry = find(happened);
        while (entry.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new Missing(name);
            }
            sandbox.journal().await(Duration.ofMillis(200));
            entry = find(happened);
        }
        out.println("  ✓ " + name + "  (journal " + entry.get().number() + ": " + described(entry.get()) + ")");
        return entry.get();
    }

    void missing(Missing missing) {
        out.println("  ✗ " + missing.getMessage());
        List<Entry> instead = sandbox.journal().since(seen);
        out.println("    what happened instead, of " + instead.size() + " entries the last:");
        instead.stream()
                .skip(Math.max(0, instead.size() - LAST))
                .forEach(entry -> out.println("    " + entry.number() + " " + described(entry)));
        SeededRepository.ENVIRONMENTS.stream()
                .map(SeededRepository::workspace)
                .map(name -> sandbox.terraform().workspace(SeededRepository.ORGANIZATION, name))
                .flatMap(workspace -> workspace.runs().stream())
                .filter(run -> run.status().equals("errored"))
                .forEach(run -> out.println("    " + run.id() + " ended with: " + run.planLog()));
    }

    private Optional<Entry> find(Predicate<Entry> happened) {
        return sandbox.journal().since(seen).stream().filter(happened).findFirst();
    }

    private static String described(Entry entry) {
        if (entry.kind().equals("request")) {
            return entry.side() + " " + entry.fact("method") + " " + entry.fact("path") + " " + entry.fact("status");
        }
        String subject = entry.fact("run").isEmpty() ? entry.fact("name") : entry.fact("run");
        String became = entry.fact("status") + " " + entry.fact("conclusion");
        return (entry.side() + " " + entry.kind() + " " + subject + " " + became)
                .strip()
                .replaceAll(" +", " ");
    }

    static Predicate<Entry> kind(String kind) {
        return entry -> entry.kind().equals(kind);
    }

    static Predicate<Entry> fact(String name, String value) {
        return entry -> entry.fact(name).equals(value);
    }

    static Predicate<Entry> run(String kind, String environment) {
        return kind(kind).and(fact("workspace", SeededRepository.workspace(environment)));
    }

    static Predicate<Entry> check(String name, String conclusion) {
        return kind("check-run").and(fact("name", name)).and(fact("conclusion", conclusion));
    }

    static Predicate<Entry> request(String method, String pathEnd) {
        return kind("request")
                .and(fact("method", method))
                .and(entry -> entry.fact("path").endsWith(pathEnd));
    }

    /** A new comment of Tidegate's on this pull request that says so. */
    Predicate<Entry> reply(int number, String words) {
        return kind("comment-created")
                .and(entry -> comments(number, words).stream()
                        .anyMatch(comment -> String.valueOf(comment.id()).equals(entry.fact("id"))));
    }

    /** The living comment, made or edited, says all of this. */
    Predicate<Entry> living(int number, String... words) {
        return entry -> entry.kind().startsWith("comment-")
                && comments(number, "<!-- tidegate:summary -->").stream()
                        .anyMatch(comment -> String.valueOf(comment.id()).equals(entry.fact("id"))
                                && List.of(words).stream().allMatch(comment.body()::contains));
    }

    private List<Repo.Comment> comments(int number, String words) {
        return repository.comments(number).stream()
                .filter(comment -> comment.author().equals("tidegate[bot]"))
                .filter(comment -> comment.body().contains(words))
                .toList();
    }

    /** A step that did not happen in time. */
    static final class Missing extends RuntimeException {
        Missing(String step) {
            super(step);
        }
    }
}
