package io.tidegate.change;

import static io.tidegate.change.Pull.ANN;
import static io.tidegate.change.Pull.LEE;
import static io.tidegate.change.Pull.named;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Environment;
import io.tidegate.gate.Branch;
import io.tidegate.gate.Merged;
import io.tidegate.gate.Permission;
import io.tidegate.gate.PullRequest.Life;
import io.tidegate.gate.Review;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Two pull requests that both change dev (applied on command) and stage (by the merge, after dev), planned and approved,
 * with everything that people, runs and the clock can do next. The deciders are the product's own; only the world around
 * them is small. Time stands still but for what waits for it.
 */
record Model(
        List<Facts> pulls,
        SortedMap<String, EnvironmentState> shared,
        List<EnvironmentDecision.Notice> notices,
        SortedMap<String, Run> runs,
        SortedMap<String, SortedSet<Integer>> applied,
        int merges,
        boolean unlocked) {
    static final List<String> ENVIRONMENTS = List.of("dev", "stage");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<Environment> CONFIGURED = List.of(
            Pull.environment("dev", ApplyMode.ON_COMMAND, 1), Pull.environment("stage", ApplyMode.ON_MERGE, 1, "dev"));

    /** @param life as GitHub knows it @param left how many commands people still give */
    record Facts(Change change, Life life, SortedMap<String, Effect> pending, int left, boolean reopened) {}

    /** @param tip how many merges its commit holds; 0 for a pull request's own @param things whose changes it applies */
    record Run(int pull, String environment, int attempt, String status, int tip, SortedSet<Integer> things) {
        Run now(String other) {
            return new Run(pull, environment, attempt, other, tip, things);
        }
    }

    /** One thing that can happen. */
    record Step(String what, Model next) {}

    static Model beginning(int commands) {
        SortedMap<String, EnvironmentState> shared = new TreeMap<>();
        List<Facts> pulls = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            Pull pull = new Pull(number, shared);
            pull.environments = CONFIGURED;
            pull.now = NOW.minusSeconds(600);
            pull.inspected();
            ENVIRONMENTS.forEach(name -> pull.planned(name, plan(new TreeSet<>(List.of(pull.id.number())))));
            pull.shown().approvedBy(ANN);
            pulls.add(new Facts(pull.change, Life.OPEN, new TreeMap<>(), commands, false));
        }
        SortedMap<String, SortedSet<Integer>> applied = new TreeMap<>();
        ENVIRONMENTS.forEach(name -> applied.put(name, new TreeSet<>()));
        return new Model(pulls, shared, List.of(), new TreeMap<>(), applied, 0, false);
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < pulls.size(); i++) {
            people(i, steps);
            for (Effect effect : pulls.get(i).pending().values()) {
                perform(i, effect, steps);
            }
        }
        for (EnvironmentDecision.Notice notice : notices) {
            List<EnvironmentDecision.Notice> rest = new ArrayList<>(notices);
            rest.remove(notice);
            Model without = new Model(pulls, shared, rest, runs, applied, merges, unlocked);
            steps.add(
                    without.step(notice.to().number() - 1, "hears " + notice.event(), p -> p.happens(notice.event())));
        }
        return steps;
    }

    private void people(int i, List<Step> steps) {
        Facts facts = pulls.get(i);
        if (facts.left() > 0) {
            int other = 2 - i;
            command(i, new Command.Apply(List.of(named("dev"), named("stage"))), false, steps);
            command(i, new Command.Cancel(List.of()), false, steps);
            command(i, new Command.Lock(List.of(named("dev")), null, "mine"), false, steps);
            command(i, new Command.Unlock(List.of()), true, steps);
            command(i, new Command.Unlock(List.of(named("dev")), new Command.Unlock.From(other, "ours")), true, steps);
        }
        if (facts.life() == Life.OPEN) {
            steps.add(lives(i, Life.MERGED));
            steps.add(lives(i, Life.CLOSED));
        } else if (facts.life() == Life.CLOSED && !facts.reopened()) {
            steps.add(lives(i, Life.OPEN));
        }
    }

    private Step lives(int i, Life life) {
        Facts facts = pulls.get(i);
        Model then = with(i, new Facts(facts.change(), life, facts.pending(), facts.left(), life == Life.OPEN));
        Model model =
                new Model(then.pulls, shared, notices, runs, applied, merges + (life == Life.MERGED ? 1 : 0), unlocked);
        return model.step(i, "is " + life, p -> p.happens(new ChangeEvent.Touched("edited", LEE, false, NOW)));
    }

    private void command(int i, Command command, boolean unlocks, List<Step> steps) {
        Facts facts = pulls.get(i);
        Model then =
                with(i, new Facts(facts.change(), facts.life(), facts.pending(), facts.left() - 1, facts.reopened()));
        Model model = new Model(then.pulls, shared, notices, runs, applied, merges, unlocked || unlocks);
        Origin origin = new Origin.Line(5_000 + facts.change().talk().heard().size(), 1);
        Step step = model.step(i, "says " + command, p -> {
            p.happens(new ChangeEvent.CommandGiven(origin, command, LEE, NOW, NOW));
            p.read(new ChangeEvent.Purpose.ForCommand(origin), null);
        });
        if (!step.next().isAs(this, i)) {
            steps.add(step);
        }
    }

    /** A command that was refused leads nowhere new. */
    private boolean isAs(Model before, int i) {
        return shared.equals(before.shared)
                && runs.equals(before.runs)
                && pulls.get(i).pending().equals(before.pulls.get(i).pending())
                && pulls.get(i)
                        .change()
                        .works()
                        .equals(before.pulls.get(i).change().works());
    }

    private void perform(int i, Effect effect, List<Step> steps) {
        Facts facts = pulls.get(i);
        SortedMap<String, Effect> rest = new TreeMap<>(facts.pending());
        rest.remove(effect.key());
        Model done = with(i, new Facts(facts.change(), facts.life(), rest, facts.left(), facts.reopened()));
        switch (effect) {
            case Effect.Inspect e -> steps.add(done.step(i, e.key(), Pull::inspected));
            case Effect.ReadEvidence e ->
                steps.add(done.step(i, e.key(), p -> p.read(e.purpose(), run(i, e.purpose()))));
            case Effect.Wait e ->
                steps.add(done.step(i, e.key(), p -> p.happens(new ChangeEvent.Waited(e.alarm(), e.until()))));
            case Effect.StartApply e -> started(i, e, done, steps);
            case Effect.FollowRun e -> follow(i, e, done, steps);
            case Effect.ConfirmRun e -> confirm(i, e, done, steps);
            default -> throw new IllegalStateException(effect + " is not part of the model");
        }
    }

    private void planned(int i, Pull pull, Effect.StartPlan e) {
        boolean wanted = pull.work(e.environment().text()).planning() instanceof Planning.Starting starting
                && starting.number() == e.plan();
        if (wanted) {
            pull.planned(e.environment().text(), plan(things(i, e.environment().text())));
        }
    }

    private void started(int i, Effect.StartApply e, Model done, List<Step> steps) {
        String name = e.environment().text();
        boolean branch = pulls.get(i).change().merged();
        RunId id = new RunId("run-" + (i + 1) + "-" + name + "-" + e.attempt());
        Model made = done.with(id, new Run(i, name, e.attempt(), "planned", branch ? merges : 0, things(i, name)));
        Run run = made.runs().get(id.text());
        steps.add(made.step(i, e.key() + " and its plan", p -> {
            p.happens(new ChangeEvent.ApplyStarted(
                    e.environment(),
                    e.attempt(),
                    Pull.workspace(name, List.of()),
                    id,
                    "",
                    "inputs " + merges,
                    true,
                    NOW));
            p.happens(new ChangeEvent.RealPlanRead(e.environment(), id, seen(id, run), plan(run.things()), NOW));
        }));
    }

    private void follow(int i, Effect.FollowRun e, Model done, List<Step> steps) {
        Run run = runs.get(e.run().text());
        switch (run.status()) {
            case "planned" -> {}
            case "applying" -> {
                for (String end : List.of("applied", "errored")) {
                    Model ended = done.with(e.run(), run.now(end)).applies(end.equals("applied") ? run : null);
                    steps.add(ended.moved(i, e, run.now(end)));
                }
            }
            default -> steps.add(done.moved(i, e, run));
        }
    }

    private Step moved(int i, Effect.FollowRun e, Run run) {
        return step(
                i,
                e.run() + " is " + run.status(),
                p -> p.happens(new ChangeEvent.RunMoved(e.environment(), e.run(), seen(e.run(), run), NOW)));
    }

    private void confirm(int i, Effect.ConfirmRun e, Model done, List<Step> steps) {
        Run run = runs.get(e.run().text());
        boolean waits = run.status().equals("planned");
        Model then = waits ? done.with(e.run(), run.now("applying")) : done;
        Confirmation answer = waits ? Confirmation.SENT : Confirmation.CONFLICT;
        steps.add(then.step(
                i, e.key(), p -> p.happens(new ChangeEvent.ConfirmAnswered(e.environment(), e.run(), answer, NOW))));
    }

    private RunSeen run(int i, ChangeEvent.Purpose purpose) {
        if (!(purpose instanceof ChangeEvent.Purpose.ForConfirm p)) {
            return null;
        }
        RunId id = pulls.get(i)
                .change()
                .work(p.environment())
                .orElseThrow()
                .attempt()
                .run();
        return id == null ? null : seen(id, runs.get(id.text()));
    }

    private static RunSeen seen(RunId id, Run run) {
        return Pull.seen(id.text(), run.status(), run.status().equals("planned"));
    }

    /** Whose changes a run of this pull request would apply now: its own, and after its merge those of all that are merged. */
    private SortedSet<Integer> things(int i, String environment) {
        SortedSet<Integer> things = new TreeSet<>();
        for (int j = 0; j < pulls.size(); j++) {
            boolean holds =
                    j == i || pulls.get(i).life() == Life.MERGED && pulls.get(j).life() == Life.MERGED;
            if (holds && !applied.get(environment).contains(j + 1)) {
                things.add(j + 1);
            }
        }
        return things;
    }

    private static Plan plan(SortedSet<Integer> things) {
        return Pull.plan(things.stream().map(number -> "change of " + number).toArray(String[]::new));
    }

    private Step step(int i, String what, Consumer<Pull> happens) {
        Facts facts = pulls.get(i);
        Pull pull = new Pull(i + 1, new TreeMap<>(shared));
        pull.change = facts.change();
        pull.environments = CONFIGURED;
        pull.life = facts.life();
        pull.commander = Permission.MAINTAIN;
        pull.now = NOW;
        pull.tip = "tip " + merges;
        pull.reviews = List.of(new Review(500, ANN, true, NOW.minusSeconds(540), "head1"));
        ENVIRONMENTS.forEach(name -> pull.branches.put(name, new Branch(others(i, name), null, false)));
        happens.accept(pull);
        SortedMap<String, Effect> pending = new TreeMap<>(facts.pending());
        SortedMap<String, Run> ran = new TreeMap<>(runs);
        for (int j = 0; j < pull.all.size(); j++) {
            follows(i, pull, pull.all.get(j), pending, ran);
        }
        List<EnvironmentDecision.Notice> told = new ArrayList<>(notices);
        pull.notices.stream()
                .filter(notice -> !(notice.event() instanceof ChangeEvent.LockMoved) && !told.contains(notice))
                .forEach(told::add);
        List<Facts> next = new ArrayList<>(pulls);
        next.set(i, new Facts(pull.change, facts.life(), pending, facts.left(), facts.reopened()));
        return new Step("#" + (i + 1) + " " + what, new Model(next, pull.shared, told, ran, applied, merges, unlocked));
    }

    private List<Merged> others(int i, String environment) {
        return shared.get("ws-" + environment).rollout().stream()
                .map(merged -> merged.change().number() - 1)
                .filter(j -> j != i)
                .map(j -> Rollouts.merged(
                        pulls.get(j).change(),
                        pulls.get(j).change().work(Pull.name(environment)).orElseThrow()))
                .toList();
    }

    private Model with(int i, Facts facts) {
        List<Facts> next = new ArrayList<>(pulls);
        next.set(i, facts);
        return new Model(next, shared, notices, runs, applied, merges, unlocked);
    }

    private Model with(RunId id, Run run) {
        SortedMap<String, Run> next = new TreeMap<>(runs);
        next.put(id.text(), run);
        return new Model(pulls, shared, notices, next, applied, merges, unlocked);
    }

    private Model applies(Run run) {
        if (run == null) {
            return this;
        }
        SortedMap<String, SortedSet<Integer>> next = new TreeMap<>(applied);
        SortedSet<Integer> things = new TreeSet<>(applied.get(run.environment()));
        things.addAll(run.things());
        next.put(run.environment(), things);
        return new Model(pulls, shared, notices, runs, next, merges, unlocked);
    }

    /** What shows something is left out; planning again and discarding happen at once, as nothing else depends on when. */
    private void follows(int i, Pull pull, Effect effect, Map<String, Effect> pending, Map<String, Run> ran) {
        switch (effect) {
            case Effect.StartPlan e -> planned(i, pull, e);
            case Effect.StopRun e ->
                ran.computeIfPresent(
                        e.run().text(), (id, run) -> run.status().equals("planned") ? run.now("discarded") : run);
            case Effect.FollowRun e -> {
                if (e.kind() == RunKind.REAL) {
                    pending.put(e.key(), e);
                }
            }
            case Effect.ReadEvidence e -> {
                if (!(e.purpose() instanceof ChangeEvent.Purpose.ForCommand)) {
                    pending.put(e.key(), e);
                }
            }
            case Effect.Inspect e -> pending.put(e.key(), e);
            case Effect.Wait e -> pending.put(e.key(), e);
            case Effect.StartApply e -> pending.put(e.key(), e);
            case Effect.ConfirmRun e -> pending.put(e.key(), e);
            default -> {}
        }
    }
}
