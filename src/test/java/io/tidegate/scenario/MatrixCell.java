package io.tidegate.scenario;

import io.tidegate.sandbox.Journal.Entry;
import io.tidegate.sandbox.SeededRepository;
import io.tidegate.sandbox.github.Person;
import io.tidegate.sandbox.github.Repo;
import io.tidegate.sandbox.http.Fault;
import io.tidegate.sandbox.http.Strike;
import io.tidegate.sandbox.terraform.Run;
import io.tidegate.scenario.MatrixSite.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The story of one pull request, with one failure at one site, played in a repository of its own. */
final class MatrixCell {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> FINAL =
            Set.of("applied", "planned_and_finished", "discarded", "errored", "canceled", "force_canceled");

    private final MatrixStage stage;
    private final MatrixSite site;
    private final MatrixFailure failure;
    private final boolean goesOn;
    private final MatrixStage.Ground ground;
    private final List<Long> faults = new ArrayList<>();
    private int number;
    private int commands;
    private boolean struck;

    /** @param goesOn whether the story is to come to its apply in spite of the failure */
    MatrixCell(MatrixStage stage, MatrixSite site, MatrixFailure failure, boolean goesOn) {
        this.goesOn = goesOn;
        this.stage = stage;
        this.site = site;
        this.failure = failure;
        this.ground = stage.ground(site.moment == Moment.MERGED);
    }

    /** What there was when nothing went on any more, before the failure was healed. */
    record Seen(boolean applied, boolean waiting, boolean open, String said, String recorded) {}

    /** Plays it up to where nothing goes on any more. */
    Seen play() {
        act(Moment.OPENED);
        if (site.moment == Moment.OPENED && (!goesOn || !planned())) {
            return seen();
        }
        act(Moment.REVIEWED);
        if (site.moment == Moment.REVIEWED && !approved()) {
            return seen();
        }
        act(site.moment == Moment.MERGED ? Moment.MERGED : Moment.COMMANDED);
        return seen();
    }

    private void act(Moment moment) {
        boolean now = site.moment == moment || moment == Moment.COMMANDED && site.moment == Moment.APPROVED;
        if (now) {
            begin();
        }
        switch (moment) {
            case OPENED -> open();
            case REVIEWED -> review();
            case MERGED -> ground.repository().merge(stage.sandbox.author(), number);
            default -> apply();
        }
        if (now) {
            await("the failure strikes", this::hasStruck);
        }
        settle();
        if (moment == Moment.OPENED && site.moment != Moment.OPENED) {
            await("it is planned", this::planned);
        }
        if (moment == Moment.REVIEWED && site.moment != Moment.REVIEWED) {
            await("it is approved", this::approved);
        }
    }

    private void begin() {
        String subject = site.github()
                ? ground.repository().fullName()
                : ground.workspace().name();
        failure.of(site, subject)
                .forEach(fault -> faults.add(stage.sandbox.faults().add(fault)));
    }

    private boolean hasStruck() {
        struck |= faults.stream().anyMatch(id -> stage.sandbox.faults().struck(id) > 0);
        return struck;
    }

    private void open() {
        String path = "environments/" + ground.environment() + "/main.tf";
        number = ground.repository()
                .openPullRequest(
                        stage.sandbox.author(),
                        "nodes",
                        "More nodes",
                        Map.of(path, SeededRepository.changedFiles().get(path)));
        await("it is noticed", () -> stage.knows(ground.repository().id()));
    }

    private void review() {
        stage.sandbox.clock().forward(Duration.ofSeconds(31));
        if (site.moment == Moment.APPROVED) {
            say(stage.sandbox.reviewer(), "/approve " + ground.environment());
        } else {
            ground.repository().review(stage.sandbox.reviewer(), number, "APPROVE", "good");
        }
    }

    private void apply() {
        String applying = "terraform apply " + ground.workspace().name();
        switch (site.moment) {
            case COMPARED, WITHDRAWN -> {
                long late = stage.sandbox
                        .faults()
                        .add(new Fault(
                                MatrixSite.REAL_ADDRESS.route,
                                ground.workspace().name(),
                                new Strike.Late(Duration.ofMillis(700)),
                                0,
                                1));
                command();
                await(
                        "the real plan is being read",
                        () -> stage.sandbox.faults().struck(late) > 0);
                begin();
                if (site.moment == Moment.WITHDRAWN) {
                    ground.repository()
                            .reviews(number)
                            .forEach(given ->
                                    ground.repository().dismissReview(stage.sandbox.author(), number, given.id()));
                }
                await("the failure strikes", this::hasStruck);
            }
            case CONFIRMED -> {
                stage.sandbox.holds().hold(applying);
                command();
                await("the apply begins", () -> stage.sandbox.holds().waiting(applying) > 0);
                begin();
                await("the failure strikes", this::hasStruck);
                stage.sandbox.holds().release(applying);
            }
            default -> command();
        }
    }

    private void command() {
        say(stage.sandbox.author(), "/apply " + ground.environment());
    }

    private void say(Person person, String command) {
        ground.repository().comment(person, number, command);
        commands++;
        await(command + " is heard", () -> stage.heard(ground.repository().id(), commands));
    }

    private boolean planned() {
        return comments().stream().anyMatch(c -> c.body().contains("plan <code>"))
                && checks().stream().anyMatch(c -> c.name().contains("/") && "success".equals(c.conclusion()));
    }

    private boolean approved() {
        return comments().stream().anyMatch(c -> c.body().contains("1 of 1 by"));
    }

    private void settle() {
        long newest = stage.newest();
        await(
                "nothing goes on any more",
                () -> stage.settled(ground.repository().id(), newest));
    }

    /** After the failure is gone, somebody does what they were told; whatever went wrong, it ends well. */
    void heal() {
        faults.forEach(stage.sandbox.faults()::remove);
        if (confirmations() == 0) {
            replan();
            settle();
            if (site.moment != Moment.MERGED) {
                review();
                settle();
            }
            // What is applied on the merge goes on by itself once it is planned, since its review stands.
            await("it is approved", () -> approved() || confirmations() > 0);
            if (confirmations() == 0) {
                command();
            }
            settle();
        }
        say(stage.sandbox.author(), "/status");
        settle();
    }

    private void replan() {
        int before = plans();
        say(stage.sandbox.author(), "/plan");
        await("it is planned again", () -> plans() > before && planned());
    }

    private int plans() {
        return (int) ground.workspace().runs().stream().filter(Run::planOnly).count();
    }

    Seen seen() {
        return new Seen(
                ground.workspace().runs().stream().anyMatch(run -> run.status().equals("applied")),
                waiting(),
                checks().stream().anyMatch(check -> check.conclusion() == null),
                said(),
                stage.recorded(ground.repository().id()));
    }

    /** A real run is left that has not ended. */
    private boolean waiting() {
        return ground.workspace().runs().stream().anyMatch(run -> !run.planOnly() && !FINAL.contains(run.status()));
    }

    int confirmations() {
        return stage.sandbox
                .journal()
                .matching((Entry e) -> e.kind().equals("run-confirmed")
                        && e.fact("workspace").equals(ground.workspace().name()))
                .size();
    }

    /** Runs that Tidegate confirmed without having read their plan, and then the run again, before. */
    List<String> confirmedUnread() {
        List<Entry> calls = stage.sandbox
                .journal()
                .matching((Entry e) -> e.kind().equals("request")
                        && e.fact("subject").equals(ground.workspace().name()));
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).fact("route").equals(MatrixSite.CONFIRM.route)) {
                String run = calls.get(i).fact("path").split("/", -1)[4];
                List<String> before = calls.subList(0, i).stream()
                        .filter(e -> e.fact("path").contains(run))
                        .map(e -> e.fact("route"))
                        .toList();
                int read = before.indexOf(MatrixSite.REAL_ADDRESS.route);
                if (read < 0 || before.lastIndexOf(MatrixSite.REAL_FOLLOWED.route) < read) {
                    unread.add(run);
                }
            }
        }
        return unread;
    }

    /** Everything that a reader sees of Tidegate. */
    String said() {
        String comments = comments().stream().map(Repo.Comment::body).collect(Collectors.joining("\n---\n"));
        String checks = checks().stream()
                .map(c -> c.name() + " " + c.conclusion() + " " + c.title() + " " + c.summary())
                .collect(Collectors.joining("\n"));
        return (comments + "\n===\n" + checks).replace("<!-- -->", "").replaceAll("\\\\(\\p{Punct})", "$1");
    }

    private List<Repo.Comment> comments() {
        return ground.repository().comments(number).stream()
                .filter(c -> c.author().equals("tidegate[bot]"))
                .toList();
    }

    private List<Repo.Check> checks() {
        return ground
                .repository()
                .checkRuns(ground.repository().pullRequest(number).headSha())
                .stream()
                .filter(check -> check.name().startsWith("tidegate"))
                .toList();
    }

    String unanswered() {
        return stage.unanswered(ground.repository().id());
    }

    private void await(String what, BooleanSupplier happened) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!happened.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not happen: " + what + "\nopen: "
                        + stage.open(ground.repository().id())
                        + "\n" + said() + "\nrecorded: "
                        + stage.recorded(ground.repository().id()) + "\nruns: "
                        + ground.workspace().runs().stream()
                                .map(r -> r.planOnly() + " " + r.status())
                                .toList());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                throw new AssertionError("interrupted while waiting: " + what, stopped);
            }
        }
    }
}
