package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.MergeGroup;
import io.tidegate.change.MergeGroup.Step;
import io.tidegate.change.Work;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.plan.DigestKey;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.WorkspaceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Speculative runs of what the merge queue would make of the branch. */
@ApplicationScoped
class Trials {
    private final Forge forge;
    private final Runs runs;
    private final Claiming claiming;
    private final DigestKey key;
    private final InstantSource clock;
    private final Duration poll;

    Trials(
            Forge forge,
            Runs runs,
            Claiming claiming,
            DigestKey key,
            InstantSource clock,
            @ConfigProperty(name = "tidegate.terraform.poll-interval", defaultValue = "PT1.5S") Duration poll) {
        this.forge = forge;
        this.runs = runs;
        this.claiming = claiming;
        this.key = key;
        this.clock = clock;
        this.poll = poll;
    }

    Performed start(Effects.Claimed claimed, Change change, Effect.StartTrial effect) {
        Optional<Environment> environment = environment(change, effect.environment());
        boolean wanted = Optional.ofNullable(change.landing().group())
                .filter(group -> group.head().equals(effect.head()))
                .flatMap(group -> group.trial(effect.environment()))
                .filter(trial -> trial.step() instanceof Step.Starting)
                .isPresent();
        if (!wanted || environment.isEmpty()) {
            return new Performed.Done(List.of());
        }
        try {
            WorkspaceSeen workspace = claiming.claim(change.repository(), environment.get());
            Runs.Wanted run = new Runs.Wanted(
                    change.repository(),
                    environment.get(),
                    workspace,
                    RunKind.SPECULATIVE,
                    effect.head(),
                    change.repository().fullName() + "#" + change.id().number() + " in the merge queue, plan of "
                            + effect.head()
                                    .substring(0, Math.min(7, effect.head().length())),
                    RunToken.of(key, change.id(), claimed.effect()),
                    claimed.tries() > 1);
            Runs.Started started = runs.start(run, Modules.source(forge, change.repository(), effect.head()));
            return new Performed.Done(List.of(new ChangeEvent.TrialStarted(
                    effect.environment(), effect.head(), workspace, started.run(), started.url(), clock.instant())));
        } catch (Outside.Refused refused) {
            return failed(effect.environment(), effect.head(), Sentences.of(refused));
        }
    }

    Performed follow(Change change, Effect.FollowTrial effect) {
        MergeGroup group = change.landing().group();
        Optional<Environment> environment = environment(change, effect.environment());
        if (group == null
                || environment.isEmpty()
                || !(group.trial(effect.environment())
                                .map(MergeGroup.Trial::step)
                                .orElse(null)
                        instanceof Step.Running running)
                || !running.run().equals(effect.run())) {
            return new Performed.Done(List.of());
        }
        RunSeen seen = runs.read(effect.run());
        if (!seen.status().isFinal()) {
            return new Performed.Again(poll, List.of());
        }
        if (!seen.planFinished() || seen.status().is("errored")) {
            return failed(effect.environment(), group.head(), "its run ended " + seen.status() + " in HCP Terraform.");
        }
        try {
            Plan plan = runs.plan(
                            effect.run(), running.workspace(), environment.get().rules())
                    .against(seen.counted())
                    .with(
                            "lock file",
                            FollowingRuns.lockFile(
                                    forge.tree(change.repository(), group.head()),
                                    environment.get().directory()));
            return new Performed.Done(
                    List.of(new ChangeEvent.TrialPlanned(effect.environment(), effect.run(), plan, clock.instant())));
        } catch (Outside.Refused refused) {
            return failed(effect.environment(), group.head(), Sentences.of(refused));
        }
    }

    private Performed failed(EnvironmentName environment, String head, String reason) {
        return new Performed.Done(List.of(new ChangeEvent.TrialFailed(environment, head, reason, clock.instant())));
    }

    /** One that the pull request does not affect by itself is known from the configuration alone. */
    private static Optional<Environment> environment(Change change, EnvironmentName name) {
        return change.work(name)
                .map(Work::environment)
                .or(() -> Optional.ofNullable(change.configuration()).flatMap(all -> all.environment(name)));
    }
}
