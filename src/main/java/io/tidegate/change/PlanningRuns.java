package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Situation.ApprovalsSeen;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The chapter of speculative runs, from the wish to the plan. */
final class PlanningRuns {
    /** Plans kept per environment; an approval of an older one is void. */
    private static final int KEPT = 8;

    private PlanningRuns() {}

    static Decision started(Change change, ChangeEvent.PlanStarted event) {
        Optional<Work> work = change.work(event.environment());
        if (work.isEmpty()
                || !(work.get().planning() instanceof Planning.Starting starting)
                || starting.number() != event.plan()) {
            return Decision.ignored(change, "run " + event.run() + " was superseded before it was known")
                    .and(new Effect.StopRun(event.environment(), event.run(), RunKind.SPECULATIVE));
        }
        Work next = work.get()
                .with(event.workspace())
                .with(new Planning.Running(event.plan(), event.run(), event.url(), "pending", event.commit()));
        Decision decision = Decision.of(change.with(next), "planning " + event.environment() + " in " + event.run())
                .and(new Effect.FollowRun(event.environment(), event.run(), RunKind.SPECULATIVE))
                .tell(next, new EnvironmentEvent.Watched(change.id(), event.at()));
        return starting.crowd() == null ? decision : decision.refreshing(List.of(next));
    }

    static Decision refused(Change change, ChangeEvent.PlanRefused event) {
        return change.work(event.environment())
                .filter(work ->
                        work.planning() instanceof Planning.Starting starting && starting.number() == event.plan())
                .map(work -> work.with(new Planning.Refused(event.plan(), event.reason(), event.remedy())))
                .map(work -> Decision.of(
                                change.with(work), event.environment() + " cannot be planned: " + event.reason())
                        .refreshing(List.of(work)))
                .orElse(Decision.ignored(change, "that plan was superseded"));
    }

    static Decision read(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent.PlanRead event) {
        Optional<Work> running = running(change, event.environment(), event.run());
        if (running.isEmpty()) {
            return Decision.ignored(change, "the plan of " + event.run() + " was superseded");
        }
        Work before = running.get();
        Planning.Running run = (Planning.Running) before.planning();
        Plan plan = event.plan();
        Work next = keep(before, plan)
                .with(Repeating.after(before, inputs(change, before), plan))
                .with(new Planning.Planned(run.number(), run.run(), run.url(), plan, event.at(), event.diagnostics()));
        Change changed = change.with(next);
        Decision decision = Decision.of(
                        changed,
                        event.environment() + " planned: " + plan.fingerprint().shortForm())
                .refreshing(List.of(next));
        if (plan.changesNothing() && !next.applied()) {
            decision = idle(decision, next, shared, event.at());
        }
        if (changed.merged() && Merging.appliesByItself(next)) {
            decision = decision.and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForMerge()));
        }
        List<String> voided = voided(change, before, changed, next);
        if (voided.isEmpty()) {
            return decision;
        }
        Answer answer = new Answer.ApprovalVoid(
                event.environment(), voided, Coverage.difference(plan, Approvals.approved(change, before)));
        return decision.and(new Effect.Reply("void/" + event.run(), answer));
    }

    /** Nothing is left to do here: what was merged waits no more, and a turn passes on. */
    private static Decision idle(Decision decision, Work work, SortedMap<String, EnvironmentState> shared, Instant at) {
        ChangeId id = decision.next().id();
        if (work.restoring()) {
            return Restoring.restored(decision, work, at);
        }
        if (decision.next().merged()) {
            return decision.tell(work, new EnvironmentEvent.Left(id, "nothing is left to do", at));
        }
        boolean turn = Queueing.state(work, shared)
                .map(EnvironmentState::holder)
                .filter(holder -> holder.change().equals(id) && holder.hold() == EnvironmentState.Hold.TURN)
                .isPresent();
        return turn ? decision.tell(work, new EnvironmentEvent.Released(id, "nothing is to be done", at)) : decision;
    }

    static Decision failed(Change change, ChangeEvent.PlanFailed event) {
        Optional<Work> running = running(change, event.environment(), event.run());
        if (running.isPresent()) {
            Planning.Running run = (Planning.Running) running.get().planning();
            Work next = running.get()
                    .with(new Planning.Failed(run.number(), run.run(), run.url(), event.reason(), Diagnostics.NONE));
            return Decision.of(change.with(next), "planning " + event.environment() + " failed")
                    .refreshing(List.of(next));
        }
        return Applying.planFailed(change, event);
    }

    /** Of the files that were planned; of the branch's nothing is known here. */
    private static String inputs(Change change, Work work) {
        return change.merged() || work.restoring() ? "" : work.affected().inputs();
    }

    /** The work with a plan that approvals can be bound to. */
    static Work keep(Work work, Plan plan) {
        List<Plan> plans = new ArrayList<>(work.plans());
        plans.removeIf(known -> known.fingerprint().equals(plan.fingerprint()));
        plans.add(plan);
        return work.withPlans(plans.subList(Math.max(0, plans.size() - KEPT), plans.size()));
    }

    private static Optional<Work> running(Change change, EnvironmentName environment, RunId run) {
        return change.work(environment)
                .filter(work -> work.planning() instanceof Planning.Running running
                        && running.run().equals(run));
    }

    /** Whose approval counted for the plan before and does not for the new one. */
    private static List<String> voided(Change before, Work workBefore, Change after, Work workAfter) {
        if (workBefore.plans().isEmpty() || workAfter.plan().isEmpty()) {
            return List.of();
        }
        ApprovalsSeen were = Approvals.of(before, workBefore, workBefore.plans().getLast(), true);
        ApprovalsSeen are = Approvals.of(after, workAfter, workAfter.plan().get(), true);
        return were.counted().stream()
                .filter(login -> !are.counted().contains(login))
                .toList();
    }
}
