package io.tidegate.simulation;

import io.tidegate.command.Command;
import io.tidegate.command.Named;
import io.tidegate.gate.Actor;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest;
import io.tidegate.run.RunKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Those who open, push, review, command, merge, and meddle in HCP Terraform. */
final class People {
    private static final int MOST_PULLS = 3;

    private final GitHub github;
    private final Hcp hcp;
    private final Clock clock;
    private final Random random;
    private final Story story;
    private final List<String> environments;

    People(GitHub github, Hcp hcp, Clock clock, Random random, Story story, List<String> environments) {
        this.github = github;
        this.hcp = hcp;
        this.clock = clock;
        this.random = random;
        this.story = story;
        this.environments = environments;
    }

    void act() {
        if (github.pulls.isEmpty() || github.pulls.size() < MOST_PULLS && random.nextInt(25) == 0) {
            story.tell(github.opens(GitHub.LEE, some()) + " is opened");
            return;
        }
        PullOnGitHub pull = github.pulls.get(random.nextInt(github.pulls.size()));
        if (pull.life.now() == PullRequest.Life.CLOSED && random.nextBoolean()) {
            story.tell(pull + " is reopened");
            github.lives(pull, PullRequest.Life.OPEN, GitHub.LEE);
            return;
        }
        // Mostly they do what there is to do next, so that much comes to an apply; the rest is what gets in its way.
        if (random.nextInt(4) > 0 && pull.open()) {
            proceed(pull);
        } else {
            act(pull);
        }
    }

    private void proceed(PullOnGitHub pull) {
        boolean read = pull.ours().stream()
                .anyMatch(comment ->
                        comment.body().at(clock.instant().minusSeconds(31)).contains("terraform_data"));
        boolean approved = pull.reviews.stream()
                .anyMatch(review -> review.stands().now() && review.head().equals(pull.head.now()));
        boolean asked = pull.comments.stream()
                .anyMatch(comment -> comment.by() != null
                        && comment.at().isAfter(clock.instant().minusSeconds(45)));
        if (read && !approved) {
            approve(pull);
        } else if (asked) {
            story.tell("they wait for " + pull);
        } else if (approved && random.nextInt(8) > 0) {
            says(pull, GitHub.LEE, new Command.Apply(List.of()));
        } else if (approved) {
            merge(pull);
        }
    }

    private void act(PullOnGitHub pull) {
        switch (random.nextInt(60)) {
            case 0, 1, 2, 3 -> push(pull);
            case 4, 5 -> update(pull);
            case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 -> approve(pull);
            case 18 -> {
                story.tell(pull + ": its reviews are dismissed");
                github.dismisses(pull);
            }
            case 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31 ->
                says(pull, GitHub.LEE, new Command.Apply(named()));
            case 32, 33 -> says(pull, GitHub.ANN, new Command.Apply(List.of()));
            case 34 -> says(pull, GitHub.MAX, new Command.Apply(List.of()));
            case 35, 36, 37, 38 -> says(pull, pick(GitHub.ANN, GitHub.SAM), new Command.Approve(named(), null));
            case 39, 40 -> says(pull, GitHub.LEE, new Command.Plan(named()));
            case 41, 42 -> says(pull, GitHub.LEE, new Command.Cancel(named()));
            case 43 -> says(pull, GitHub.LEE, new Command.Unlock(named()));
            case 44 -> says(pull, GitHub.KIM, new Command.Status());
            case 45, 46, 47, 48 -> merge(pull);
            case 49 -> close(pull);
            case 50 -> delete(pull);
            case 51, 52 -> meddle();
            case 53 -> {
                String environment = environment();
                hcp.drifts(environment);
                story.tell("somebody changes " + environment + " by hand");
            }
            case 54 -> permit(pick(GitHub.ANN, GitHub.SAM));
            default -> says(pull, GitHub.LEE, new Command.Apply(List.of()));
        }
    }

    private void push(PullOnGitHub pull) {
        if (pull.open()) {
            Actor by = random.nextInt(4) == 0 ? pick(GitHub.KIM, GitHub.SAM) : GitHub.LEE;
            story.tell(by.login() + " pushes to " + pull);
            github.pushes(pull, by, some());
        }
    }

    private void update(PullOnGitHub pull) {
        if (pull.open() && !github.git.holds(pull.head.now(), github.main.now())) {
            story.tell("lee updates the branch of " + pull);
            github.updates(pull, GitHub.LEE);
        }
    }

    private void approve(PullOnGitHub pull) {
        Actor by = random.nextInt(8) == 0 ? GitHub.MAX : pick(GitHub.ANN, GitHub.SAM);
        story.tell(by.login() + " approves " + pull);
        github.approves(pull, by);
    }

    private void says(PullOnGitHub pull, Actor by, Command command) {
        String text = "/" + command.word() + " "
                + command.environments().stream().map(Named::text).reduce("", String::concat);
        story.tell(by.login() + " comments on " + pull + ": " + text);
        github.comments(pull, by, command, text);
    }

    private void merge(PullOnGitHub pull) {
        if (github.merges(pull, GitHub.LEE)) {
            story.tell(pull + " is merged");
        }
    }

    private void close(PullOnGitHub pull) {
        if (pull.open()) {
            story.tell(pull + " is closed");
            github.lives(pull, PullRequest.Life.CLOSED, GitHub.LEE);
        }
    }

    private void delete(PullOnGitHub pull) {
        pull.comments.stream()
                .filter(comment -> comment.by() != null
                        && comment.body().now().startsWith("/approve")
                        && comment.exists().now())
                .findFirst()
                .ifPresent(comment -> {
                    story.tell("an /approve on " + pull + " is deleted");
                    github.deletes(pull, comment);
                });
    }

    /** In HCP Terraform: a run of their own, or a word about somebody's that waits. */
    private void meddle() {
        String environment = environment();
        List<RunInHcp> waiting = hcp.where(environment, "planned");
        if (waiting.isEmpty()) {
            SortedMap<String, String> files =
                    new TreeMap<>(Map.of(GitHub.path(environment), environment + " v" + random.nextInt(7)));
            story.tell("kim starts a run of " + environment);
            hcp.starts(environment, RunKind.REAL, "", "", 0, files);
        } else if (random.nextBoolean()) {
            story.tell("kim discards " + waiting.getFirst());
            hcp.stops(waiting.getFirst());
        } else {
            story.tell("kim confirms " + waiting.getFirst());
            hcp.confirms(waiting.getFirst(), "kim");
        }
    }

    /** So that no run of theirs stays in the way. */
    void tidy() {
        hcp.runs.values().stream().filter(run -> !run.ours() && !run.over()).forEach(hcp::stops);
    }

    private void permit(Actor actor) {
        History<Permission> permission = Objects.requireNonNull(github.permissions.get(actor.id()));
        Permission next = permission.now() == Permission.WRITE ? Permission.READ : Permission.WRITE;
        story.tell(actor.login() + " may " + next);
        permission.set(clock.instant(), next);
    }

    private List<String> some() {
        return random.nextInt(3) == 0 ? environments : List.of(environment());
    }

    private List<Named> named() {
        return random.nextBoolean() ? List.of() : List.of(new Named(environment()));
    }

    private String environment() {
        return environments.get(random.nextInt(environments.size()));
    }

    private Actor pick(Actor one, Actor other) {
        return random.nextBoolean() ? one : other;
    }
}
