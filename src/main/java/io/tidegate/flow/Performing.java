package io.tidegate.flow;

import io.tidegate.change.Change;
import io.tidegate.change.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Hands each effect, with the state as it is now, to the part of the shell that can do it. */
@ApplicationScoped
public class Performing implements Performer {
    private final Changes changes;
    private final Inspecting inspecting;
    private final GatheringEvidence evidence;
    private final StartingRuns starting;
    private final FollowingRuns following;
    private final StoppingRuns stopping;
    private final Showing showing;
    private final Redacting redacting;

    Performing(
            Changes changes,
            Inspecting inspecting,
            GatheringEvidence evidence,
            StartingRuns starting,
            FollowingRuns following,
            StoppingRuns stopping,
            Showing showing,
            Redacting redacting) {
        this.changes = changes;
        this.inspecting = inspecting;
        this.evidence = evidence;
        this.starting = starting;
        this.following = following;
        this.stopping = stopping;
        this.showing = showing;
        this.redacting = redacting;
    }

    @Override
    public Performed perform(Effects.Claimed claimed) {
        Optional<Change> found = changes.find(claimed.change());
        if (found.isEmpty()) {
            return new Performed.Done(List.of());
        }
        Change change = found.get();
        return switch (claimed.effect()) {
            case Effect.Inspect e -> inspecting.inspect(claimed, change);
            case Effect.ReadEvidence e -> evidence.read(claimed, change, e.purpose());
            case Effect.StartPlan e -> starting.plan(claimed, change, e);
            case Effect.StartApply e -> starting.apply(claimed, change, e);
            case Effect.FollowRun e -> following.follow(change, e);
            case Effect.StopRun e -> stopping.stop(e);
            case Effect.InterruptRun e -> stopping.interrupt(e);
            case Effect.ConfirmRun e -> following.confirm(claimed, change, e);
            case Effect.RefreshSummary e -> showing.summary(claimed, change);
            case Effect.RefreshCheck e -> showing.check(claimed, change, e.environment());
            case Effect.CloseCheck e -> showing.close(claimed, change, e);
            case Effect.RefreshVerdict e -> showing.verdict(claimed, change);
            case Effect.Reply e -> showing.reply(claimed, change, e);
            case Effect.React e -> showing.react(change, e);
            case Effect.Redact e -> redacting.redact(claimed, change, e);
            case Effect.RecordDeployment e -> showing.deployment(change, e);
        };
    }
}
