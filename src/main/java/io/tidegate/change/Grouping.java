package io.tidegate.change;

import io.tidegate.change.MergeGroup.Ahead;
import io.tidegate.change.MergeGroup.Step;
import io.tidegate.change.MergeGroup.Trial;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chapter of the merge queue: on the commit that it would make of the base branch the pull request's verdict holds
 * where an environment's files are the planned ones; the others are planned there, and compared.
 */
final class Grouping {
    private Grouping() {}

    static Decision grouped(Change change, ChangeEvent.Grouped event) {
        MergeGroup before = change.landing().group();
        if (before != null && before.head().equals(event.head())) {
            return Decision.ignored(change, "that merge group is known");
        }
        Decision decision = stopped(Decision.of(change, "in the merge queue as " + event.head()), before);
        Change next = change.with(change.landing().with(MergeGroup.of(event.head(), event.base())));
        // A pull request from before the installation is looked at first: what it affects decides.
        return decision.with(next)
                .and(change.pullRequest() == null ? new Effect.Inspect() : new Effect.ReadGroup(event.head()));
    }

    static Decision ungrouped(Change change, ChangeEvent.Ungrouped event) {
        MergeGroup group = change.landing().group();
        return group == null || !group.head().equals(event.head())
                ? Decision.ignored(change, "that merge group is not followed")
                : left(Decision.of(change, "the merge group is gone: " + event.reason()));
    }

    /** After every other decision: what it knows of the pull request may be what the group waits for. */
    static Decision following(Decision decision, ChangeEvent event) {
        Change change = decision.next();
        MergeGroup group = change.landing().group();
        if (group == null || !(event instanceof ChangeEvent.Inspected)) {
            return decision;
        }
        return change.open() ? decision.and(new Effect.ReadGroup(group.head())) : left(decision);
    }

    private static Decision left(Decision decision) {
        Change change = decision.next();
        return stopped(decision, change.landing().group())
                .with(change.with(change.landing().with((MergeGroup) null)));
    }

    private static Decision stopped(Decision decision, @Nullable MergeGroup group) {
        if (group == null) {
            return decision;
        }
        return decision.and(group.trials().stream()
                .filter(trial -> trial.step() instanceof Step.Running)
                .map(trial -> new Effect.StopRun(
                        trial.environment(), ((Step.Running) trial.step()).run(), RunKind.SPECULATIVE))
                .toList());
    }

    static Decision read(Change change, ChangeEvent.GroupRead event) {
        MergeGroup group = change.landing().group();
        if (group == null || !group.head().equals(event.head())) {
            return Decision.ignored(change, "that merge group is not followed");
        }
        boolean complete = change.works().stream()
                .allMatch(work -> event.parts().stream()
                        .anyMatch(part -> part.environment().equals(work.name())));
        if (!complete) {
            return Decision.of(change, "the pull request affects others by now: reading the merge group again")
                    .and(new Effect.ReadGroup(group.head()));
        }
        List<Trial> trials = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (ChangeEvent.GroupRead.Part part : event.parts()) {
            if (carries(change, part)) {
                continue;
            }
            Trial trial = group.trial(part.environment()).orElseGet(() -> first(part.environment(), event.ahead()));
            trials.add(trial);
            if (trial.step() instanceof Step.Starting) {
                effects.add(new Effect.StartTrial(part.environment(), group.head()));
            }
        }
        MergeGroup next =
                new MergeGroup(group.head(), group.base(), new MergeGroup.Reading.Done(), event.ahead(), trials);
        String because = trials.isEmpty()
                ? "the merge group leaves every environment as it was planned"
                : "the merge group changes what was planned: " + names(trials);
        return shown(change, next, because).and(effects);
    }

    /** Its files are the planned ones; or it is none that anybody asked for. */
    private static boolean carries(Change change, ChangeEvent.GroupRead.Part part) {
        Optional<Work> work = change.work(part.environment());
        boolean silent =
                change.configuration() != null && !change.configuration().present();
        return work.map(known -> known.affected().inputs().equals(part.inputs()) || change.silentAbout(known))
                .orElse(silent);
    }

    /** A plan runs the code of everything in the group, so it waits for whoever has to read that code. */
    private static Trial first(EnvironmentName environment, List<Ahead> ahead) {
        return ahead.stream()
                .filter(one -> one.unread() != null)
                .findFirst()
                .map(one -> new Trial(
                        environment,
                        List.of(one.number()),
                        new Step.Failed(null, "it was not planned there, because that pull request " + one.unread())))
                .orElseGet(() -> new Trial(environment, causes(ahead, environment), new Step.Starting()));
    }

    private static List<Integer> causes(List<Ahead> ahead, EnvironmentName environment) {
        return ahead.stream()
                .filter(one -> one.environments().contains(environment))
                .map(Ahead::number)
                .toList();
    }

    static Decision started(Change change, ChangeEvent.TrialStarted event) {
        Optional<Trial> starting =
                trial(change, event.head(), event.environment()).filter(trial -> trial.step() instanceof Step.Starting);
        if (starting.isEmpty()) {
            return Decision.ignored(change, "run " + event.run() + " was superseded before it was known")
                    .and(new Effect.StopRun(event.environment(), event.run(), RunKind.SPECULATIVE));
        }
        Trial running = starting.get().at(new Step.Running(event.workspace(), event.run(), event.url()));
        return Decision.of(
                        with(change, running),
                        "planning " + event.environment() + " of the merge group in " + event.run())
                .and(new Effect.FollowTrial(event.environment(), event.run()));
    }

    static Decision planned(Change change, ChangeEvent.TrialPlanned event) {
        Optional<Trial> found = running(change, event.environment(), event.run());
        if (found.isEmpty()) {
            return Decision.ignored(change, "the plan of " + event.run() + " was superseded");
        }
        Trial trial = found.get();
        Step step = Trying.compared(change, trial, event.plan());
        return shown(
                change,
                Objects.requireNonNull(change.landing().group()).with(trial.at(step)),
                event.environment() + " was planned as the merge group would leave it");
    }

    static Decision failed(Change change, ChangeEvent.TrialFailed event) {
        Optional<Trial> found = trial(change, event.head(), event.environment())
                .filter(trial -> trial.step().goesOn());
        if (found.isEmpty()) {
            return Decision.ignored(change, "that plan was superseded");
        }
        String url = found.get().step() instanceof Step.Running running ? running.url() : null;
        return shown(
                change,
                Objects.requireNonNull(change.landing().group())
                        .with(found.get().at(new Step.Failed(url, event.reason()))),
                event.environment() + " cannot be planned for the merge group: " + event.reason());
    }

    static Decision unfollowed(Change change, Effect.FollowTrial effect, String reason, Instant at) {
        return running(change, effect.environment(), effect.run())
                .map(trial -> failed(
                        change,
                        new ChangeEvent.TrialFailed(
                                effect.environment(),
                                Objects.requireNonNull(change.landing().group()).head(),
                                reason,
                                at)))
                .orElse(Decision.ignored(change, "that plan was superseded"));
    }

    /** Nothing is known of what the group means; the check says so, and the queue goes on without this pull request. */
    static Decision unread(Change change, String reason) {
        MergeGroup group = change.landing().group();
        if (group == null || group.reading() instanceof MergeGroup.Reading.Done) {
            return Decision.ignored(change, "no merge group waits to be read");
        }
        return shown(
                change, group.with(new MergeGroup.Reading.GivenUp(reason)), "the merge group is unread: " + reason);
    }

    private static Decision shown(Change change, MergeGroup group, String because) {
        return Decision.of(change.with(change.landing().with(group)), because).and(new Effect.RefreshGroup());
    }

    private static Change with(Change change, Trial trial) {
        MergeGroup group = Objects.requireNonNull(change.landing().group());
        return change.with(change.landing().with(group.with(trial)));
    }

    private static Optional<Trial> trial(Change change, String head, EnvironmentName environment) {
        return Optional.ofNullable(change.landing().group())
                .filter(group -> group.head().equals(head))
                .flatMap(group -> group.trial(environment));
    }

    private static Optional<Trial> running(Change change, EnvironmentName environment, RunId run) {
        return Optional.ofNullable(change.landing().group())
                .flatMap(group -> group.trial(environment))
                .filter(trial -> trial.step() instanceof Step.Running running
                        && running.run().equals(run));
    }

    private static String names(List<Trial> trials) {
        return String.join(
                ", ", trials.stream().map(trial -> trial.environment().text()).toList());
    }
}
