package io.tidegate.simulation;

import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Origin;
import io.tidegate.command.Command;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Delivery;
import io.tidegate.flow.DeliveryReader;
import io.tidegate.flow.Reading;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** GitHub's side of the simulated world: what people do there, and the webhooks that tell of it. */
final class GitHub implements DeliveryReader {
    static final Repository REPOSITORY = new Repository(70, "acme", "infra", 5);
    static final Actor LEE = new Actor(1, "lee", false);
    static final Actor ANN = new Actor(2, "ann", false);
    static final Actor KIM = new Actor(3, "kim", false);
    static final Actor SAM = new Actor(4, "sam", false);
    static final Actor MAX = new Actor(5, "max", false);

    /**
     * Something that happened, on its way.
     *
     * @param comment that holds a command, or 0
     * @param read whether the pull request is read because of it
     * @param event by when it is received
     */
    record Hook(int number, int pull, long comment, boolean read, String text, Function<Instant, ChangeEvent> event) {}

    final Git git = new Git();
    final Map<Long, History<Permission>> permissions = new TreeMap<>();
    final List<PullOnGitHub> pulls = new ArrayList<>();
    /** Webhooks that have not arrived. */
    final List<Hook> pending = new ArrayList<>();

    /** The branch's commits, newest last. */
    final History<String> main;

    private final Clock clock;
    private final Map<String, Hook> sent = new HashMap<>();
    private final Map<String, Instant> received = new HashMap<>();
    private long ids = 100;
    private int contents;

    GitHub(Clock clock, List<String> environments) {
        this.clock = clock;
        SortedMap<String, String> files = new TreeMap<>();
        files.put("README.md", "infra");
        environments.forEach(name -> files.put(path(name), name + " v0"));
        main = new History<>(clock.instant(), git.commit(List.of(), files));
        for (Actor actor : List.of(LEE, ANN, KIM, SAM)) {
            permissions.put(actor.id(), new History<>(clock.instant(), Permission.WRITE));
        }
        permissions.put(MAX.id(), new History<>(clock.instant(), Permission.READ));
    }

    static String path(String environment) {
        return "environments/" + environment + "/main.tf";
    }

    long nextId() {
        return ++ids;
    }

    PullOnGitHub pull(int number) {
        return pulls.get(number - 1);
    }

    PullOnGitHub opens(Actor author, List<String> environments) {
        String fork = main.now();
        PullOnGitHub pull = new PullOnGitHub(
                pulls.size() + 1, author, clock.instant(), fork, edited(List.of(fork), fork, environments));
        pulls.add(pull);
        touched(pull, "opened", author, true);
        return pull;
    }

    void pushes(PullOnGitHub pull, Actor by, List<String> environments) {
        String head = pull.head.now();
        pull.head.set(clock.instant(), edited(List.of(head), head, environments));
        pull.pushers.putIfAbsent(by, clock.instant());
        touched(pull, "synchronize", by, true);
    }

    /** The base is merged into its branch; where both changed a file, the branch's own stays. */
    void updates(PullOnGitHub pull, Actor by) {
        String tip = main.now();
        SortedMap<String, String> files = new TreeMap<>(git.files(tip));
        git.changed(pull.fork, pull.head.now())
                .forEach(path -> files.put(path, git.files(pull.head.now()).getOrDefault(path, "")));
        pull.head.set(clock.instant(), git.commit(List.of(pull.head.now(), tip), files));
        pull.fork = tip;
        pull.pushers.putIfAbsent(by, clock.instant());
        touched(pull, "synchronize", by, true);
    }

    private String edited(List<String> parents, String from, List<String> environments) {
        SortedMap<String, String> files = new TreeMap<>(git.files(from));
        // Few contents, so that the same change comes back sometimes.
        environments.forEach(name -> files.put(path(name), name + " v" + ++contents % 7));
        return git.commit(parents, files);
    }

    boolean merges(PullOnGitHub pull, Actor by) {
        if (!pull.open() || git.conflicts(main.now(), pull.fork, pull.head.now())) {
            return false;
        }
        String merged = git.merge(main.now(), pull.fork, pull.head.now());
        main.set(clock.instant(), merged);
        pull.mergeCommit = merged;
        pull.mergedAt = clock.instant();
        pull.life.set(clock.instant(), PullRequest.Life.MERGED);
        touched(pull, "closed", by, false);
        return true;
    }

    void lives(PullOnGitHub pull, PullRequest.Life life, Actor by) {
        pull.life.set(clock.instant(), life);
        touched(pull, life == PullRequest.Life.OPEN ? "reopened" : "closed", by, false);
    }

    void approves(PullOnGitHub pull, Actor by) {
        pull.reviews.add(new PullOnGitHub.Reviewed(
                nextId(), by, clock.instant(), pull.head.now(), new History<>(clock.instant(), true)));
        hook(pull, 0, false, "review of " + by.login(), at -> new ChangeEvent.Reviewed(by, at));
    }

    void dismisses(PullOnGitHub pull) {
        pull.reviews.forEach(review -> review.stands().set(clock.instant(), false));
        hook(pull, 0, false, "dismissed reviews", at -> new ChangeEvent.Reviewed(SAM, at));
    }

    long comments(PullOnGitHub pull, Actor by, Command command, String text) {
        Instant now = clock.instant();
        long id = nextId();
        pull.comments.add(new PullOnGitHub.Comment(id, by, now, new History<>(now, text), new History<>(now, true)));
        hook(
                pull,
                id,
                false,
                text + " by " + by.login(),
                at -> new ChangeEvent.CommandGiven(new Origin.Line(id, 1), command, by, now, at));
        return id;
    }

    void deletes(PullOnGitHub pull, PullOnGitHub.Comment comment) {
        comment.exists().set(clock.instant(), false);
        hook(pull, 0, false, "deleted comment " + comment.id(), at -> new ChangeEvent.CommentDeleted(comment.id(), at));
    }

    private void touched(PullOnGitHub pull, String action, Actor by, boolean pushed) {
        hook(pull, 0, true, action, at -> new ChangeEvent.Touched(action, by, pushed, at));
    }

    private void hook(
            PullOnGitHub pull, long comment, boolean read, String text, Function<Instant, ChangeEvent> event) {
        Hook hook = new Hook(sent.size(), pull.number, comment, read, pull + " " + text, event);
        sent.put(Integer.toString(hook.number()), hook);
        pending.add(hook);
    }

    static byte[] body(Hook hook) {
        return Integer.toString(hook.number()).getBytes(StandardCharsets.UTF_8);
    }

    /** The door took it. */
    void accepted(Hook hook) {
        received.putIfAbsent(Integer.toString(hook.number()), clock.instant());
        if (hook.read()) {
            pull(hook.pull()).untold = false;
        }
    }

    /** It never arrives. */
    void lost(Hook hook) {
        pending.remove(hook);
        if (hook.read()) {
            pull(hook.pull()).untold = true;
        }
    }

    boolean wasAccepted(long comment) {
        return sent.entrySet().stream()
                .anyMatch(entry -> entry.getValue().comment() == comment && received.containsKey(entry.getKey()));
    }

    @Override
    public String source() {
        return "github";
    }

    @Override
    public Reading read(Delivery delivery) {
        String number = new String(delivery.payload(), StandardCharsets.UTF_8);
        Hook hook = java.util.Objects.requireNonNull(sent.get(number));
        Instant at = java.util.Objects.requireNonNull(received.get(number));
        return new Reading.Relevant(
                new ChangeId(REPOSITORY.id(), hook.pull()),
                REPOSITORY,
                List.of(hook.event().apply(at)));
    }
}
