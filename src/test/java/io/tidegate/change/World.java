package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.Review;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.plan.StatedCounts;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Two pull requests, two environments, people and an HCP Terraform, all moved by one seed: effects are done in any
 * order, late, twice or with a lost answer. What it notes is what the invariants speak of.
 */
final class World {
    static final List<String> ENVIRONMENTS = List.of("dev", "stage");

    /** A run as HCP Terraform keeps it. */
    static final class Run {
        final RunId id;
        final String environment;
        final RunKind kind;
        final Plan plan;
        final String attempt;
        String status = "pending";
        int confirmations;

        Run(RunId id, String environment, RunKind kind, Plan plan, String attempt) {
            this.id = id;
            this.environment = environment;
            this.kind = kind;
            this.plan = plan;
            this.attempt = attempt;
        }

        boolean isOver() {
            return new RunStatus(status).isFinal();
        }

        RunSeen seen() {
            boolean waits = kind == RunKind.REAL && status.equals("planned");
            return new RunSeen(
                    id,
                    new RunStatus(status),
                    waits,
                    true,
                    true,
                    true,
                    false,
                    true,
                    null,
                    "",
                    StatedCounts.NONE,
                    Diagnostics.NONE);
        }
    }

    record Wish(Pull pull, Effect effect) {}

    final Random random;
    final List<Pull> pulls = new ArrayList<>();
    final Map<RunId, Run> runs = new LinkedHashMap<>();
    final List<Wish> wishes = new ArrayList<>();
    final List<Wish> waits = new ArrayList<>();
    final List<EnvironmentDecision.Notice> notices = new ArrayList<>();
    final List<String> story = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Set<String> tried = new HashSet<>();
    private int drift;

    World(long seed) {
        random = new Random(seed);
        var shared = new TreeMap<String, EnvironmentState>();
        List<Environment> environments = List.of(
                Pull.environment("dev", ApplyMode.ON_COMMAND, 1),
                Pull.environment("stage", ApplyMode.ON_MERGE, 1, "dev"));
        for (int number = 1; number <= 2; number++) {
            Pull pull = new Pull(number, shared);
            pull.environments = environments;
            pulls.add(pull);
            happens(pull, new ChangeEvent.Touched("opened", LEE, true, now));
        }
        if (random.nextInt(3) > 0) {
            reviewAll();
        }
    }

    /** A good beginning: planned, read for a minute and approved. Most of what can go wrong comes after it. */
    private void reviewAll() {
        drain();
        now = now.plusSeconds(60);
        pulls.forEach(this::approve);
        drain();
    }

    private void approve(Pull pull) {
        pull.reviews.add(new Review(now.getEpochSecond(), ANN, true, now, pull.head));
        happens(pull, new ChangeEvent.Reviewed(ANN, now));
    }

    /** One thing happens: somebody acts, an effect is done, or time passes. */
    void step() {
        Pull pull = pulls.get(random.nextInt(pulls.size()));
        switch (random.nextInt(12)) {
            case 0 -> act(pull);
            case 1 -> now = now.plusSeconds(1 + random.nextInt(90));
            case 2 ->
                runs.values().stream()
                        .filter(run -> !run.isOver())
                        .skip(random.nextInt(3))
                        .findFirst()
                        .ifPresent(this::advance);
            default -> perform();
        }
        check();
    }

    /** Nobody acts any more; everything wanted is done. */
    void drain() {
        for (int i = 0;
                i < 2_000
                        && !(wishes.isEmpty()
                                && notices.isEmpty()
                                && runs.values().stream().allMatch(Run::isOver));
                i++) {
            perform();
            runs.values().stream().filter(run -> !run.isOver()).forEach(this::advance);
            now = now.plusSeconds(1);
            check();
        }
        runs.values().stream()
                .filter(run -> !run.isOver())
                .forEach(run -> broken.add("I6: " + run.id + " is left " + run.status));
    }

    private void act(Pull pull) {
        story.add("#" + pull.id.number() + " acts at " + now);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> command(pull, new Command.Apply(List.of()));
            case 7 -> command(pull, new Command.Plan(List.of()));
            case 8 -> command(pull, new Command.Cancel(List.of()));
            case 9, 10, 11, 12, 13, 14 -> approve(pull);
            case 15 -> {
                pull.reviews.clear();
                happens(pull, new ChangeEvent.Reviewed(ANN, now));
            }
            case 16 -> {
                pull.head = "head" + now.getEpochSecond();
                happens(pull, new ChangeEvent.Touched("synchronize", LEE, true, now));
            }
            case 17, 18 -> drift++;
            default -> live(pull);
        }
    }

    private void live(Pull pull) {
        boolean open = pull.life == PullRequest.Life.OPEN;
        if (pull.life != PullRequest.Life.MERGED) {
            pull.life = open
                    ? (random.nextBoolean() ? PullRequest.Life.MERGED : PullRequest.Life.CLOSED)
                    : PullRequest.Life.OPEN;
            happens(pull, new ChangeEvent.Touched("closed", LEE, false, now));
        }
    }

    private void command(Pull pull, Command command) {
        ChangeEvent given =
                new ChangeEvent.CommandGiven(new Origin.Line(random.nextInt(1_000_000), 1), command, LEE, now, now);
        happens(pull, given);
        if (random.nextInt(4) == 0) {
            happens(pull, given);
        }
    }

    private void perform() {
        waits.stream()
                .filter(wait -> wait.effect() instanceof Effect.Wait e && !now.isBefore(e.until()))
                .findFirst()
                .ifPresent(this::rings);
        if (!notices.isEmpty() && (wishes.isEmpty() || random.nextBoolean())) {
            EnvironmentDecision.Notice notice = notices.remove(random.nextInt(notices.size()));
            pulls.stream().filter(pull -> pull.id.equals(notice.to())).forEach(pull -> happens(pull, notice.event()));
            return;
        }
        if (wishes.isEmpty()) {
            return;
        }
        Wish wish = wishes.remove(random.nextInt(wishes.size()));
        boolean twice = random.nextInt(10) == 0;
        if (twice) {
            wishes.add(wish);
        }
        done(wish.pull(), wish.effect());
    }

    private void rings(Wish wait) {
        waits.remove(wait);
        if (wait.effect() instanceof Effect.Wait e) {
            happens(wait.pull(), new ChangeEvent.Waited(e.alarm(), now));
        }
    }

    private void done(Pull pull, Effect effect) {
        switch (effect) {
            case Effect.Inspect e -> inspect(pull);
            case Effect.StartPlan e -> start(pull, e);
            case Effect.StartApply e -> start(pull, e);
            case Effect.FollowRun e -> follow(pull, e);
            case Effect.StopRun e -> stop(pull, e);
            case Effect.ConfirmRun e -> confirm(pull, e);
            case Effect.ReadEvidence e -> evidence(pull, e);
            case Effect.RefreshSummary e -> shown(pull);
            case Effect.RefreshCheck e -> {}
            case Effect.CloseCheck e -> {}
            case Effect.RefreshVerdict e -> {}
            case Effect.CloseVerdict e -> {}
            case Effect.RefreshProposal e -> {}
            case Effect.Reply e -> {}
            case Effect.React e -> {}
            case Effect.Redact e -> {}
            case Effect.InterruptRun e -> interrupt(e);
            case Effect.RecordDeployment e -> {}
            case Effect.Wait e -> waits.add(new Wish(pull, e));
            case Effect.ReadGroup e -> {}
            case Effect.StartTrial e -> {}
            case Effect.FollowTrial e -> {}
            case Effect.RefreshGroup e -> {}
            case Effect.Merge e -> {}
            case Effect.CallOff e -> {}
        }
    }

    /** Terraform stops at some moment; what is done stays done. */
    private void interrupt(Effect.InterruptRun e) {
        Run run = runs.get(e.run());
        if (run.status.equals("applying")) {
            run.status = "canceled";
        }
    }

    private void inspect(Pull pull) {
        pull.now = now;
        pull.inspected();
        collect(pull);
    }

    private void shown(Pull pull) {
        pull.now = now;
        pull.shown();
        pull.now = now;
        collect(pull);
    }

    private Plan planNow(String environment, Pull pull) {
        return Pull.plan(environment + " of " + pull.head, environment + " drift " + drift % 3);
    }

    private void start(Pull pull, Effect.StartPlan e) {
        RunId id = new RunId("run-" + runs.size());
        runs.put(
                id,
                new Run(
                        id,
                        e.environment().text(),
                        RunKind.SPECULATIVE,
                        planNow(e.environment().text(), pull),
                        ""));
        happens(
                pull,
                new ChangeEvent.PlanStarted(
                        e.environment(),
                        e.plan(),
                        Pull.workspace(e.environment().text(), List.of()),
                        id,
                        "",
                        "merge-commit",
                        now));
    }

    private void start(Pull pull, Effect.StartApply e) {
        String attempt = pull.id + "/" + e.environment() + "/" + e.attempt();
        Run known = runs.values().stream()
                .filter(run -> run.attempt.equals(attempt))
                .findFirst()
                .orElse(null);
        RunId id = known == null ? new RunId("run-" + runs.size()) : known.id;
        if (known == null) {
            runs.put(
                    id,
                    new Run(
                            id,
                            e.environment().text(),
                            RunKind.REAL,
                            planNow(e.environment().text(), pull),
                            attempt));
        }
        happens(
                pull,
                new ChangeEvent.ApplyStarted(
                        e.environment(),
                        e.attempt(),
                        Pull.workspace(e.environment().text(), List.of()),
                        id,
                        "",
                        "inputs of " + pull.head,
                        true,
                        now));
    }

    private void follow(Pull pull, Effect.FollowRun e) {
        Run run = runs.get(e.run());
        if (run.status.equals("pending") || run.status.equals("applying")) {
            wishes.add(new Wish(pull, e));
            return;
        }
        if (run.kind == RunKind.SPECULATIVE && run.status.equals("planned_and_finished")) {
            happens(pull, new ChangeEvent.PlanRead(e.environment(), run.id, run.plan, Diagnostics.NONE, now));
        } else if (run.status.equals("planned") && !waitsForUs(pull, e)) {
            wishes.add(new Wish(pull, e));
            happens(pull, new ChangeEvent.RunMoved(e.environment(), run.id, run.seen(), now));
        } else if (run.status.equals("planned")) {
            happens(pull, new ChangeEvent.RealPlanRead(e.environment(), run.id, run.seen(), run.plan, now));
        } else {
            happens(pull, new ChangeEvent.RunMoved(e.environment(), run.id, run.seen(), now));
        }
    }

    private static boolean waitsForUs(Pull pull, Effect.FollowRun e) {
        return pull.change
                .work(e.environment())
                .map(Work::attempt)
                .map(attempt -> attempt.step() instanceof Attempt.Step.Planning || attempt.over())
                .orElse(true);
    }

    private void stop(Pull pull, Effect.StopRun e) {
        Run run = runs.get(e.run());
        if (new RunStatus(run.status).isConfirmed()) {
            happens(pull, new ChangeEvent.RunMoved(e.environment(), run.id, run.seen(), now));
        } else if (!run.isOver()) {
            run.status = "discarded";
        }
    }

    private void confirm(Pull pull, Effect.ConfirmRun e) {
        Run run = runs.get(e.run());
        boolean decided = pull.work(e.environment().text()).attempt() instanceof Attempt attempt
                && attempt.step() instanceof Attempt.Step.ConfirmSent sent
                && sent.evidence().equals(e.evidence());
        if (!decided) {
            return;
        }
        boolean again = !tried.add(e.key());
        if (again && !run.status.equals("planned")) {
            // As the product does: the run itself tells whether the earlier try arrived.
            Confirmation answer = new RunStatus(run.status).isConfirmed() ? Confirmation.SENT : Confirmation.CONFLICT;
            happens(pull, new ChangeEvent.ConfirmAnswered(e.environment(), e.run(), answer, now));
            return;
        }
        if (now.isAfter(e.deadline())) {
            happens(pull, new ChangeEvent.ConfirmAnswered(e.environment(), e.run(), Confirmation.LATE, now));
            return;
        }
        boolean waits = run.status.equals("planned");
        if (waits) {
            run.status = "applying";
            run.confirmations++;
            story.add(run.id + " confirmed at " + now);
        }
        if (random.nextInt(5) == 0) {
            happens(pull, new ChangeEvent.GaveUp(e, "the answer was lost", false, now));
        } else {
            happens(
                    pull,
                    new ChangeEvent.ConfirmAnswered(
                            e.environment(), e.run(), waits ? Confirmation.SENT : Confirmation.CONFLICT, now));
        }
    }

    private void evidence(Pull pull, Effect.ReadEvidence e) {
        Instant readAt = now.minusSeconds(
                switch (random.nextInt(4)) {
                    case 0 -> 40;
                    case 1 -> random.nextInt(5);
                    default -> 0;
                });
        RunSeen run = null;
        if (e.purpose() instanceof ChangeEvent.Purpose.ForConfirm p) {
            EnvironmentName environment = p.environment();
            run = pull.change
                    .work(environment)
                    .map(Work::attempt)
                    .map(Attempt::run)
                    .map(id -> runs.get(id).seen())
                    .orElse(null);
        }
        pull.now = now;
        happens(pull, new ChangeEvent.EvidenceRead(e.purpose(), pull.evidence(readAt, run), now));
    }

    private void advance(Run run) {
        run.status = switch (run.status) {
            case "pending" -> run.kind == RunKind.SPECULATIVE ? "planned_and_finished" : "planned";
            case "applying" -> random.nextInt(3) == 0 ? "errored" : "applied";
            default -> run.status;
        };
    }

    private void happens(Pull pull, ChangeEvent event) {
        pull.now = now;
        pull.happens(event);
        story.add("#" + pull.id.number() + " " + event.getClass().getSimpleName() + ": " + pull.because);
        collect(pull);
    }

    private void collect(Pull pull) {
        notices.addAll(pull.notices);
        pull.notices.clear();
        for (Effect effect : pull.effects) {
            if (effect instanceof Effect.Reply reply && reply.answer() instanceof Answer.AppliedWithoutTidegate) {
                broken.add("claims that somebody else confirmed a run, and nobody else is here");
            }
            if (effect instanceof Effect.ConfirmRun confirm) {
                judge(pull, confirm);
            }
            if (wishes.stream()
                    .noneMatch(w -> w.pull() == pull && w.effect().key().equals(effect.key()))) {
                wishes.add(new Wish(pull, effect));
            }
        }
        pull.effects = List.of();
    }

    /** I1 and I4, by what the world knows and not by what the deciders say. */
    private void judge(Pull pull, Effect.ConfirmRun confirm) {
        Run run = runs.get(confirm.run());
        if (run == null || run.kind != RunKind.REAL) {
            broken.add("I1: confirms " + confirm.run() + ", which is no real run");
            return;
        }
        if (confirm.deadline().isAfter(now.plus(Duration.ofSeconds(30)))) {
            broken.add("I1: may confirm " + run.id + " later than 30 s after its evidence");
        }
        if (pull.reviews.isEmpty()) {
            broken.add("I1: confirms " + run.id + " that nobody approves");
        }
        if (pull.life == PullRequest.Life.CLOSED) {
            broken.add("I4: confirms " + run.id + " of a closed pull request");
        }
        Plan reviewed = pull.work(run.environment).plans().stream()
                .filter(plan -> plan.digests().containsAll(run.plan.digests()))
                .findFirst()
                .orElse(null);
        if (reviewed == null) {
            broken.add("I1: confirms " + run.id + " whose plan was never shown");
        }
    }

    private void check() {
        for (String environment : ENVIRONMENTS) {
            long applying = runs.values().stream()
                    .filter(run -> run.environment.equals(environment) && run.status.equals("applying"))
                    .count();
            if (applying > 1) {
                broken.add("I3: two applies of " + environment + " at a time");
            }
        }
        runs.values().stream()
                .filter(run -> run.confirmations > 1)
                .forEach(run -> broken.add("I2: " + run.id + " confirmed " + run.confirmations + " times"));
        Map<String, Long> attempts = new TreeMap<>();
        runs.values().stream()
                .filter(run -> run.confirmations > 0)
                .forEach(run -> attempts.merge(run.attempt, 1L, Long::sum));
        attempts.forEach((attempt, count) -> {
            if (count > 1) {
                broken.add("I2: attempt " + attempt + " confirmed " + count + " runs");
            }
        });
    }

    long applies() {
        return runs.values().stream()
                .filter(run -> run.status.equals("applied"))
                .count();
    }
}
