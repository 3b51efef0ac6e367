package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.environment.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Hands each effect, with the state as it is now, to the part of the shell that can do it. */
@ApplicationScoped
public class Performing implements Performer {
    private final Changes changes;
    private final Repositories repositories;
    private final Inspecting inspecting;
    private final GatheringEvidence evidence;
    private final StartingRuns starting;
    private final FollowingRuns following;
    private final ConfirmingRuns confirming;
    private final StoppingRuns stopping;
    private final Showing showing;
    private final Redacting redacting;
    private final ReadingGroups groups;
    private final Trials trials;
    private final Merging merging;
    private final InstantSource clock;

    Performing(
            Changes changes,
            Repositories repositories,
            Inspecting inspecting,
            GatheringEvidence evidence,
            StartingRuns starting,
            FollowingRuns following,
            ConfirmingRuns confirming,
            StoppingRuns stopping,
            Showing showing,
            Redacting redacting,
            ReadingGroups groups,
            Trials trials,
            Merging merging,
            InstantSource clock) {
        this.changes = changes;
        this.repositories = repositories;
        this.inspecting = inspecting;
        this.evidence = evidence;
        this.starting = starting;
        this.following = following;
        this.confirming = confirming;
        this.stopping = stopping;
        this.showing = showing;
        this.redacting = redacting;
        this.groups = groups;
        this.trials = trials;
        this.merging = merging;
        this.clock = clock;
    }

    @Override
    public Performed perform(Effects.Claimed wanted) {
        Optional<Change> found = changes.find(wanted.change());
        if (found.isEmpty()) {
            return new Performed.Done(List.of());
        }
        Repository named = named(wanted);
        Change change = found.get().of(named);
        Effects.Claimed claimed = wanted.of(named);
        return switch (claimed.effect()) {
            case Effect.Inspect e -> inspecting.inspect(claimed, change);
            case Effect.ReadEvidence e -> evidence.read(claimed, change, e.purpose());
            case Effect.StartPlan e -> starting.plan(claimed, change, e);
            case Effect.StartApply e -> starting.apply(claimed, change, e);
            case Effect.FollowRun e -> following.follow(change, e);
            case Effect.StopRun e -> stopping.stop(e);
            case Effect.InterruptRun e -> stopping.interrupt(e);
            case Effect.ConfirmRun e -> confirming.confirm(claimed, change, e);
            case Effect.RefreshSummary e -> showing.summary(claimed, change);
            case Effect.RefreshCheck e -> showing.check(claimed, change, e.environment());
            case Effect.CloseCheck e -> showing.close(claimed, change, e);
            case Effect.RefreshProposal e -> showing.proposal(claimed, change);
            case Effect.RefreshVerdict e -> showing.verdict(claimed, change);
            case Effect.CloseVerdict e -> showing.close(claimed, change, e);
            case Effect.Reply e -> showing.reply(claimed, change, e);
            case Effect.React e -> showing.react(change, e);
            case Effect.Redact e -> redacting.redact(claimed, change, e);
            case Effect.Wait e -> waiting(e);
            case Effect.ReadGroup e -> groups.read(change, e);
            case Effect.StartTrial e -> trials.start(claimed, change, e);
            case Effect.FollowTrial e -> trials.follow(change, e);
            case Effect.RefreshGroup e -> showing.group(claimed, change);
            case Effect.Merge e -> merging.merge(change, e);
            case Effect.CallOff e -> merging.callOff(change);
            case Effect.RecordDeployment e -> showing.deployment(change, e);
        };
    }

    private Performed waiting(Effect.Wait effect) {
        Instant now = clock.instant();
        return now.isBefore(effect.until())
                ? new Performed.Again(Duration.between(now, effect.until()), List.of())
                : new Performed.Done(List.of(new ChangeEvent.Waited(effect.alarm(), now)));
    }

    /** @throws Outside.Refused when it is not served any more: only what goes on there already is still followed or stopped */
    private Repository named(Effects.Claimed wanted) {
        Optional<Repositories.Known> known =
                repositories.find(wanted.repository().id());
        boolean ending = wanted.effect() instanceof Effect.StopRun || wanted.effect() instanceof Effect.FollowRun;
        if (known.isPresent() && !known.get().served() && !ending) {
            throw new Outside.Refused(
                    "The repository " + wanted.repository().fullName() + " is not served here any more:"
                            + " it was transferred, archived, deleted, or taken from the GitHub App. Nothing is done for it.",
                    "The operator allows its owner in tidegate.github.owners or tidegate.github.repositories, and the"
                            + " App is installed there; then push or comment again.");
        }
        return known.map(Repositories.Known::repository).orElse(wanted.repository());
    }
}
