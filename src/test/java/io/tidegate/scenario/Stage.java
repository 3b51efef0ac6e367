package io.tidegate.scenario;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.ProductProcess;
import io.tidegate.sandbox.Sandbox;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.contract.Contracts;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.github.Shown;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.sandbox.terraform.Workspace;
import io.tidegate.store.EmbeddedDatabase;
import io.tidegate.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged product as a process between the two stand-ins, with people to act in them. Everything is seen from
 * outside: comments, checks, the journal.
 */
final class Stage implements AutoCloseable {
    /** Generous: two busy cores; what happens is waited for, never slept for. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    static final String KEY = "a key for scenarios that nobody uses elsewhere";

    final Sandbox sandbox;
    final Repo repository;
    final Person lee;
    final Person ann;
    final Person sam;
    final ProductProcess product;
    private final EmbeddedDatabase.Access database;
    private final Map<String, String> configuration;
    /** Of its workspaces' names, which stay when the repository gets another. */
    private final String prefix;

    private final Runnable end;
    private final List<ProductProcess> others = new ArrayList<>();
    private final Contracts contracts;

    /** In a repository of its own, on the product and the sandbox that others use too, one after the other. */
    private Stage(SharedProduct shared, Map<String, String> files) {
        sandbox = shared.sandbox;
        contracts = Contracts.watching(sandbox.journal());
        repository = shared.repository(files);
        prefix = repository.name() + "-";
        database = shared.database;
        configuration = Map.of();
        product = shared.product;
        end = shared::leave;
        lee = sandbox.author();
        ann = sandbox.reviewer();
        sam = sandbox.stranger();
    }

    /** With a product and a sandbox of its own. */
    private Stage(Map<String, String> files, Map<String, String> settings, EmbeddedDatabase.Access database) {
        sandbox = new Sandbox(0, 0, files);
        contracts = Contracts.watching(sandbox.journal());
        repository = sandbox.repository();
        prefix = repository.name() + "-";
        this.database = database;
        configuration = Map.copyOf(SharedProduct.configuration(sandbox, database, settings));
        product = SharedProduct.start(sandbox, database, settings);
        end = () -> {
            product.close();
            sandbox.close();
        };
        lee = sandbox.author();
        ann = sandbox.reviewer();
        sam = sandbox.stranger();
    }

    /** One more process on the same database, with settings of its own and without these. */
    ProductProcess another(Map<String, String> settings, String... without) {
        Map<String, String> own = new TreeMap<>(configuration);
        own.putAll(settings);
        own.keySet().removeAll(List.of(without));
        ProductProcess other = new ProductProcess(JAR, SharedProduct.temporary(), own);
        others.add(other);
        return other.start();
    }

    /** With the seeded repository: dev by command, stage on merge after it, prod by command after that. */
    static Stage set() {
        return new Stage(SharedProduct.get(), SeededRepository.files());
    }

    /** With these files instead of, or besides, the seeded ones. */
    static Stage setWith(Map<String, String> files) {
        return new Stage(SharedProduct.get(), seededAnd(files));
    }

    /** With a product of its own: for what looks at all that it does, or asks what others would notice. */
    static Stage alone() {
        return aloneOn(TestDatabase.emptyDatabase());
    }

    /** The same, with a database that was prepared. */
    static Stage aloneOn(EmbeddedDatabase.Access database) {
        return new Stage(SeededRepository.files(), Map.of(), database);
    }

    /** With a product of its own that has these settings, and with these files instead of, or besides, the seeded ones. */
    static Stage aloneWith(Map<String, String> files, Map<String, String> settings) {
        return new Stage(seededAnd(files), settings, TestDatabase.emptyDatabase());
    }

    /** As {@link #aloneWith}, and without this file. */
    static Stage aloneWithout(String path) {
        Map<String, String> all = new TreeMap<>(SeededRepository.files());
        all.remove(path);
        return new Stage(
                all,
                Map.of("tidegate.terraform.organizations[0].name", SeededRepository.ORGANIZATION),
                TestDatabase.emptyDatabase());
    }

    private static Map<String, String> seededAnd(Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(SeededRepository.files());
        all.putAll(files);
        return all;
    }

    static String monitoringNodes(String environment, int count) {
        String path = "environments/" + environment + "/main.tf";
        return SeededRepository.files()
                .get(path)
                .replace(
                        "variable \"monitoring_count\" {\n  type    = number\n  default = 1\n",
                        "variable \"monitoring_count\" {\n  type    = number\n  default = " + count + "\n");
    }

    /** Opens a pull request that gives these environments a second monitoring node, and waits for its plans. */
    int openPlanned(String... environments) {
        Map<String, String> changes = new TreeMap<>();
        for (String environment : environments) {
            changes.put("environments/" + environment + "/main.tf", monitoringNodes(environment, 2));
        }
        int number = repository.openPullRequest(lee, "branch-" + Instant.now().toEpochMilli(), "More nodes", changes);
        for (String environment : environments) {
            awaitCheck(number, "tidegate/" + environment, "success");
        }
        awaitShown(number, environments.length);
        return number;
    }

    /** Waits until the living comment shows this many plans. */
    void awaitShown(int number, int plans) {
        await(
                "the comment shows " + plans + " plans",
                () -> living(number)
                        .filter(comment -> comment.body().split("plan <code>", -1).length - 1 >= plans)
                        .isPresent());
    }

    /** Ann reads for a minute of GitHub's clock and approves; waits until the comment counts it. */
    void approve(int number) {
        sandbox.clock().forward(Duration.ofSeconds(60));
        repository.review(ann, number, "APPROVE", "good");
        await(
                "the approval counts",
                () -> living(number)
                        .filter(c -> c.body().contains("1 of 1 by ann"))
                        .isPresent());
    }

    void say(Person person, int number, String command) {
        repository.comment(person, number, command);
    }

    /** Somebody else, with this role in the repository. */
    Person person(String login, String role) {
        Person person = sandbox.github().person(login);
        repository.permission(person, role);
        return person;
    }

    /** Gives a command and waits for its answer: the next comment of Tidegate's that is not the living one. */
    String ask(Person person, int number, String command) {
        long before = replies(number).size();
        say(person, number, command);
        return await(
                        "an answer to " + command,
                        () -> replies(number).stream().skip(before).findFirst())
                .body();
    }

    /** The short form of the plan that the living comment shows for this environment. */
    String fingerprint(int number, String environment) {
        Matcher shown = Pattern.compile("<b>" + environment + "</b>.*plan <code>([^<]+)</code>")
                .matcher(living(number).orElseThrow().body());
        if (!shown.find()) {
            throw new AssertionError("no plan of " + environment + " is shown");
        }
        return shown.group(1);
    }

    /** Waits until the living comment says this. */
    void awaitLiving(int number, String words) {
        await(
                "the living comment says «" + words + "»",
                () -> living(number)
                        .filter(comment -> comment.body().contains(words))
                        .isPresent());
    }

    Optional<Repo.Comment> living(int number) {
        return byTidegate(number).stream()
                .filter(c -> c.body().contains("<!-- tidegate:summary -->"))
                .findFirst();
    }

    List<Repo.Comment> replies(int number) {
        return byTidegate(number).stream()
                .filter(c -> !c.body().contains("<!-- tidegate:summary -->"))
                .toList();
    }

    private List<Repo.Comment> byTidegate(int number) {
        return repository.comments(number).stream()
                .filter(c -> c.author().equals("tidegate[bot]"))
                .map(c -> new Repo.Comment(
                        c.id(), c.author(), shown(c.body()), c.createdAt(), c.updatedAt(), c.edits(), c.reactions()))
                .toList();
    }

    /** As a reader sees it: without the escapes and breaks that keep hostile text inert. */
    private static String shown(String markdown) {
        return markdown.replace("<!-- -->", "").replaceAll("\\\\(\\p{Punct})", "$1");
    }

    Repo.Comment awaitReply(int number, String words) {
        return await(
                "an answer with «" + words + "»",
                () -> replies(number).stream()
                        .filter(c -> c.body().contains(words))
                        .findFirst());
    }

    Optional<Repo.Check> check(int number, String name) {
        return repository.checkRuns(repository.pullRequest(number).headSha()).stream()
                .filter(check -> check.name().equals(name))
                .reduce((first, second) -> second);
    }

    List<Shown.Annotation> annotations(int number, String check) {
        return repository.shown().checks(repository.pullRequest(number).headSha()).stream()
                .filter(checked -> checked.check().name().equals(check))
                .flatMap(checked -> checked.annotations().stream())
                .toList();
    }

    Repo.Check awaitCheck(int number, String name, String conclusion) {
        return await(
                "check " + name + " is " + conclusion,
                () -> check(number, name).filter(check -> conclusion.equals(check.conclusion())));
    }

    Workspace workspace(String environment) {
        return sandbox.terraform().workspace(SeededRepository.ORGANIZATION, prefix + environment);
    }

    /** Runs of the environment that could be applied, oldest first. */
    List<Run> realRuns(String environment) {
        return workspace(environment).runs().stream()
                .filter(run -> !run.planOnly())
                .toList();
    }

    List<Run> plans(String environment) {
        return workspace(environment).runs().stream().filter(Run::planOnly).toList();
    }

    List<Entry> confirmations() {
        return sandbox.journal()
                .matching(entry -> entry.kind().equals("run-confirmed")
                        && entry.fact("workspace").startsWith(prefix));
    }

    Entry awaitJournal(String what, Predicate<Entry> happened) {
        return await(what, () -> sandbox.journal().matching(happened).stream().findFirst());
    }

    /** Waits until both sides are quiet: no webhook under way and nothing new in the journal for a while. */
    void awaitQuiet() {
        Duration quiet = Duration.ofSeconds(2);
        long[] last = {-1, System.nanoTime()};
        await("nothing more happens", () -> {
            long now = sandbox.journal().since(0).size();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return System.nanoTime() - last[1] > quiet.toNanos()
                    && sandbox.github().webhooksQuiet();
        });
    }

    void await(String what, BooleanSupplier happened) {
        await(what, () -> happened.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** As {@link #await}, for what has its own time. */
    void patiently(Duration patience, String what, BooleanSupplier happened) {
        await(patience, what, () -> happened.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    <T> T await(String what, Supplier<Optional<T>> happened) {
        return await(PATIENCE, what, happened);
    }

    private <T> T await(Duration patience, String what, Supplier<Optional<T>> happened) {
        Instant deadline = Instant.now().plus(patience);
        Optional<T> found = happened.get();
        while (found.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not happen: " + what + "\n" + lately() + "\nlog: " + log());
            }
            sandbox.journal().await(Duration.ofMillis(50));
            found = happened.get();
        }
        return found.get();
    }

    String log() {
        try {
            return Files.exists(product.log()) ? Files.readString(product.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EmbeddedDatabase.Access database() {
        return database;
    }

    private String lately() {
        List<Entry> entries = sandbox.journal().since(0);
        StringBuilder text = new StringBuilder();
        entries.subList(Math.max(0, entries.size() - 25), entries.size())
                .forEach(e -> text.append(e.number())
                        .append(' ')
                        .append(e.side())
                        .append(' ')
                        .append(e.kind())
                        .append(' ')
                        .append(
                                e.kind().equals("request")
                                        ? e.fact("method") + " " + e.fact("path") + " " + e.fact("status")
                                        : e.facts())
                        .append('\n'));
        return text.toString();
    }

    @Override
    public void close() {
        try (contracts) {
            others.forEach(ProductProcess::close);
        } finally {
            end.run();
        }
    }
}
