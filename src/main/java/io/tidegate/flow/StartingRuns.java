package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.change.Planning;
import io.tidegate.change.Revision;
import io.tidegate.change.Work;
import io.tidegate.environment.Environment;
import io.tidegate.environment.Repository;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.flow.Performer.Performed;
import io.tidegate.gate.PullRequest;
import io.tidegate.plan.DigestKey;
import io.tidegate.run.Crowd;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunStatus;
import io.tidegate.run.Tenure;
import io.tidegate.run.WorkspaceSeen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Uploads a tree and creates a run of it; adopts the run of an earlier try whose outcome is unknown. */
@ApplicationScoped
class StartingRuns {
    /** Between two looks for a free run. */
    private static final Duration ROOM = Duration.ofSeconds(3);

    private final Forge forge;
    private final Runs runs;
    private final RunPlaces places;
    private final Claiming claiming;
    private final Digesting digesting;
    private final DigestKey key;
    private final InstantSource clock;

    StartingRuns(
            Forge forge,
            Runs runs,
            RunPlaces places,
            Claiming claiming,
            Digesting digesting,
            DigestKey key,
            InstantSource clock) {
        this.forge = forge;
        this.runs = runs;
        this.places = places;
        this.claiming = claiming;
        this.digesting = digesting;
        this.key = key;
        this.clock = clock;
    }

    Performed plan(Effects.Claimed claimed, Change change, Effect.StartPlan effect) {
        Work work = change.work(effect.environment()).orElse(null);
        boolean wanted = work != null
                && work.planning() instanceof Planning.Starting starting
                && starting.number() == effect.plan();
        Revision revision = change.revision();
        if (work == null || !wanted || revision == null) {
            return new Performed.Done(List.of());
        }
        try {
            Optional<Crowd> crowd = crowd(claimed, change, work, RunKind.SPECULATIVE);
            if (crowd.isPresent()) {
                Crowd known = work.planning() instanceof Planning.Starting starting ? starting.crowd() : null;
                return waiting(
                        crowd.get(),
                        known,
                        new ChangeEvent.RunDelayed(
                                effect.environment(),
                                RunKind.SPECULATIVE,
                                effect.plan(),
                                crowd.get(),
                                clock.instant()));
            }
            WorkspaceSeen workspace = claiming.claim(change.repository(), work.environment());
            String commit = change.merged() || work.restoring() ? tip(change) : revision.commit();
            Runs.Started started = start(claimed, change, work, workspace, RunKind.SPECULATIVE, commit, "plan");
            return new Performed.Done(List.of(new ChangeEvent.PlanStarted(
                    effect.environment(),
                    effect.plan(),
                    workspace,
                    started.run(),
                    started.url(),
                    commit,
                    clock.instant())));
        } catch (Outside.Refused refused) {
            return new Performed.Done(List.of(new ChangeEvent.PlanRefused(
                    effect.environment(), effect.plan(), message(refused), refused.remedy(), clock.instant())));
        }
    }

    Performed apply(Effects.Claimed claimed, Change change, Effect.StartApply effect) {
        Work work = change.work(effect.environment()).orElse(null);
        Attempt attempt = work == null ? null : work.attempt();
        boolean wanted = attempt != null
                && attempt.number() == effect.attempt()
                && attempt.step() instanceof Attempt.Step.Starting;
        if (work == null || attempt == null || !wanted) {
            return claimed.tries() > 1 ? stray(claimed, change, effect) : new Performed.Done(List.of());
        }
        try {
            Optional<Crowd> crowd = crowd(claimed, change, work, RunKind.REAL);
            if (crowd.isPresent()) {
                Crowd known = attempt.step() instanceof Attempt.Step.Starting starting ? starting.crowd() : null;
                return waiting(
                        crowd.get(),
                        known,
                        new ChangeEvent.RunDelayed(
                                effect.environment(), RunKind.REAL, effect.attempt(), crowd.get(), clock.instant()));
            }
            WorkspaceSeen workspace = claiming.look(change.repository(), work.environment());
            if (workspace.tenure() instanceof Tenure.Contested(String reason, String remedy)) {
                throw new Outside.Refused(reason, remedy);
            }
            if (!workspace.appliable().isEmpty()) {
                throw new Outside.Refused(
                        String.join("; ", workspace.appliable()),
                        "An administrator changes the workspace in HCP Terraform.");
            }
            String inputs = digesting.inputs(change.repository(), work.environment(), attempt.commit());
            boolean reviewed = inputs.equals(work.affected().inputs());
            Runs.Started started = start(claimed, change, work, workspace, RunKind.REAL, attempt.commit(), "apply");
            return new Performed.Done(List.of(new ChangeEvent.ApplyStarted(
                    effect.environment(),
                    effect.attempt(),
                    workspace,
                    started.run(),
                    started.url(),
                    inputs,
                    reviewed,
                    clock.instant())));
        } catch (Outside.Refused refused) {
            if (claimed.tries() > 1) {
                // An earlier try may have created the run: a no for a moment must not leave it behind.
                throw refused;
            }
            return new Performed.Done(List.of(new ChangeEvent.ApplyRefused(
                    effect.environment(), effect.attempt(), message(refused), refused.remedy(), clock.instant())));
        }
    }

    /**
     * The outcome of an earlier try was lost, and the attempt was given up meanwhile: nobody would stop the run that may
     * have come of it, and it would block its workspace.
     */
    private Performed stray(Effects.Claimed claimed, Change change, Effect.StartApply effect) {
        Optional<Work> work = change.work(effect.environment());
        Optional<Environment> environment = work.map(Work::environment)
                .or(() -> Optional.ofNullable(change.configuration())
                        .flatMap(configuration -> configuration.environment(effect.environment())));
        if (environment.isEmpty()) {
            return new Performed.Done(List.of());
        }
        WorkspaceSeen workspace = claiming.look(change.repository(), environment.get());
        Optional<RunId> stray = runs.earlier(
                        change.repository(), workspace, RunKind.REAL, RunToken.of(key, change.id(), claimed.effect()))
                .filter(run -> work.map(Work::attempt)
                        .filter(attempt -> run.equals(attempt.run()))
                        .isEmpty());
        RunStatus status = stray.map(run -> runs.read(run).status()).orElse(null);
        if (status == null || status.isFinal() || status.isConfirmed()) {
            return new Performed.Done(List.of());
        }
        runs.stop(stray.get());
        return new Performed.Again(ROOM, List.of());
    }

    /** Counted where no limit is kept too: another repository of the organisation may have one. */
    private Optional<Crowd> crowd(Effects.Claimed claimed, Change change, Work work, RunKind kind) {
        RepositoryRules rules = change.configuration() == null
                ? RepositoryRules.USUAL
                : change.configuration().rules();
        return places.take(claimed, work.environment().organization(), kind, rules.concurrentRuns());
    }

    private static Performed waiting(Crowd now, @Nullable Crowd known, ChangeEvent.RunDelayed delayed) {
        return new Performed.Again(ROOM, now.equals(known) ? List.of() : List.of(delayed));
    }

    private Runs.Started start(
            Effects.Claimed claimed,
            Change change,
            Work work,
            WorkspaceSeen workspace,
            RunKind kind,
            String commit,
            String verb) {
        Repository repository = change.repository();
        String message = repository.fullName() + "#" + change.id().number() + " " + verb + " of "
                + commit.substring(0, Math.min(7, commit.length()));
        Runs.Wanted wanted = new Runs.Wanted(
                repository,
                work.environment(),
                workspace,
                kind,
                commit,
                message,
                RunToken.of(key, change.id(), claimed.effect()),
                claimed.tries() > 1);
        Runs.Started started = runs.start(wanted, Modules.source(forge, repository, commit));
        places.created(claimed, started.run());
        return started;
    }

    private String tip(Change change) {
        PullRequest pull = Objects.requireNonNull(change.pullRequest());
        return forge.tip(change.repository(), pull.baseRef());
    }

    private static String message(Outside.Refused refused) {
        return Objects.requireNonNullElse(refused.getMessage(), "refused");
    }
}
