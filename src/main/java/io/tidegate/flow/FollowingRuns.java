package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import io.tidegate.environment.Repository;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.plan.Plan;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Follows runs by reading them. */
@ApplicationScoped
class FollowingRuns {
    /** The files of a commit, as {@link Forge#tree} gives them. */
    interface Trees {
        SortedMap<String, Forge.TreeEntry> of(Repository repository, String commit);
    }

    /** What looks at a run of our own that keeps another one waiting, as {@link StrayRuns#inTheWay} does. */
    interface Strays {
        void look(String workspace, RunId ahead);
    }

    private static final Duration TOLD_AFTER = Duration.ofSeconds(15);

    private final Runs runs;
    private final Trees trees;
    private final Strays strays;
    private final InstantSource clock;
    private final Duration poll;
    private final Duration longest;

    /**
     * @param poll how long to wait between two looks at a run that works; one that waits in a queue is looked at half as often
     * @param longest how long a real run may take until it can be confirmed
     */
    @Inject
    FollowingRuns(
            Runs runs,
            Forge forge,
            StrayRuns strays,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.terraform.poll-interval", defaultValue = "PT1.5S") Duration poll,
            @ConfigProperty(name = "tidegate.terraform.longest-wait", defaultValue = "PT2H") Duration longest) {
        this(runs, forge::tree, strays::inTheWay, clock, poll, longest);
    }

    FollowingRuns(Runs runs, Trees trees, Strays strays, InstantSource clock, Duration poll, Duration longest) {
        this.runs = runs;
        this.trees = trees;
        this.strays = strays;
        this.clock = clock;
        this.poll = poll;
        this.longest = longest;
    }

    Performed follow(Change change, Effect.FollowRun effect) {
        Work work = change.work(effect.environment()).orElse(null);
        if (work == null || work.workspace() == null || !followed(work, effect)) {
            return new Performed.Done(List.of());
        }
        RunSeen seen = runs.read(effect.run());
        Instant now = clock.instant();
        return effect.kind() == RunKind.SPECULATIVE
                ? speculative(change, work, effect, seen, now)
                : real(change, work, effect, seen, now);
    }

    private Performed speculative(Change change, Work work, Effect.FollowRun effect, RunSeen seen, Instant now) {
        if (!seen.status().isFinal()) {
            return again(work, effect, seen, now);
        }
        if (!seen.planFinished() || seen.status().is("errored")) {
            return new Performed.Done(List.of(new ChangeEvent.RunMoved(effect.environment(), effect.run(), seen, now)));
        }
        return plan(
                change,
                work,
                effect,
                seen,
                now,
                plan -> new ChangeEvent.PlanRead(effect.environment(), effect.run(), plan, seen.diagnostics(), now));
    }

    private Performed real(Change change, Work work, Effect.FollowRun effect, RunSeen seen, Instant now) {
        boolean waitsForUs = work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Planning;
        boolean nothingToDo = seen.status().is("planned_and_finished");
        if (waitsForUs && (seen.confirmable() || nothingToDo)) {
            return plan(
                    change,
                    work,
                    effect,
                    seen,
                    now,
                    plan -> new ChangeEvent.RealPlanRead(
                            effect.environment(), effect.run(), seen, plan, changed(change, work), now));
        }
        if (seen.status().isFinal()) {
            return new Performed.Done(List.of(new ChangeEvent.RunMoved(effect.environment(), effect.run(), seen, now)));
        }
        boolean tooLong = waitsForUs
                && !seen.status().isConfirmed()
                && Duration.between(Objects.requireNonNull(work.attempt()).since(), now)
                                .compareTo(longest)
                        > 0;
        return tooLong
                ? new Performed.Done(List.of(new ChangeEvent.PlanFailed(
                        effect.environment(), effect.run(), WaitingRuns.tooLong(longest, behind(work, seen)), now)))
                : again(work, effect, progressing(work, behind(work, seen), now), now);
    }

    /** Most applies are over before anybody would look how far they are. */
    private RunSeen progressing(Work work, RunSeen seen, Instant now) {
        boolean lasting = work.attempt() != null
                && work.attempt().step() instanceof Attempt.Step.Applying applying
                && applying.since().plus(TOLD_AFTER).isBefore(now);
        return lasting && seen.status().is("applying")
                ? runs.progress(seen.id()).map(seen::with).orElse(seen)
                : seen;
    }

    /**
     * A real run that waits: which one has the workspace. That one is somebody's and is left alone, unless it is one of ours
     * that nobody follows: its creation may have arrived after its sender had died.
     */
    private RunSeen behind(Work work, RunSeen seen) {
        WorkspaceSeen workspace = work.workspace();
        if (!seen.status().is("pending") || workspace == null) {
            return seen;
        }
        int position = seen.queued() == null ? 0 : seen.queued().position();
        Optional<OtherRun> ahead = runs.ahead(workspace, seen.id());
        ahead.filter(OtherRun::byUs).ifPresent(own -> strays.look(workspace.id(), own.id()));
        return ahead.map(other -> seen.with(new Queued(position, other))).orElse(seen);
    }

    /** What changed the state since the plan was made that people look at: a reason, if the real plan is another one. */
    private @Nullable StateChange changed(Change change, Work work) {
        return work.planning() instanceof Planning.Planned planned && work.workspace() != null
                ? runs.changedSince(change.repository(), work.workspace(), planned.at())
                        .orElse(null)
                : null;
    }

    private Performed plan(
            Change change,
            Work work,
            Effect.FollowRun effect,
            RunSeen seen,
            Instant now,
            Function<Plan, ChangeEvent> event) {
        try {
            Plan plan = runs.plan(
                            effect.run(),
                            Objects.requireNonNull(work.workspace()),
                            work.environment().rules())
                    .against(seen.counted())
                    .with("lock file", lockFile(change, work, effect));
            return new Performed.Done(List.of(event.apply(plan)));
        } catch (Outside.Refused refused) {
            String reason = Sentences.of(refused);
            return new Performed.Done(
                    List.of(new ChangeEvent.PlanFailed(effect.environment(), effect.run(), reason, now)));
        }
    }

    /** Which providers a run uses is no part of its plan's JSON; the file's blob id stands for them. */
    private String lockFile(Change change, Work work, Effect.FollowRun effect) {
        String commit = effect.kind() == RunKind.SPECULATIVE && work.planning() instanceof Planning.Running running
                ? running.commit()
                : Objects.requireNonNull(work.attempt()).commit();
        return lockFile(
                trees.of(change.repository(), commit), work.environment().directory());
    }

    static String lockFile(SortedMap<String, Forge.TreeEntry> tree, String directory) {
        Forge.TreeEntry entry = tree.get((directory.isEmpty() ? "" : directory + "/") + ".terraform.lock.hcl");
        return entry == null ? "none" : entry.blob();
    }

    private Performed again(Work work, Effect.FollowRun effect, RunSeen seen, Instant now) {
        Duration after = WaitingRuns.patience(poll, seen);
        boolean same = seen.status().text().equals(WaitingRuns.status(work, effect))
                && Objects.equals(seen.queued(), WaitingRuns.queued(work, effect))
                && (seen.progress() == null || seen.progress().equals(WaitingRuns.progress(work)));
        return same
                ? new Performed.Again(after, List.of())
                : new Performed.Again(
                        after, List.of(new ChangeEvent.RunMoved(effect.environment(), effect.run(), seen, now)));
    }

    private static boolean followed(Work work, Effect.FollowRun effect) {
        boolean planning = work.planning() instanceof Planning.Running running
                && running.run().equals(effect.run());
        boolean attempt =
                work.attempt() != null && effect.run().equals(work.attempt().run());
        return planning || attempt;
    }
}
