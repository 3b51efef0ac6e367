package io.tidegate.change;

import io.tidegate.environment.Affected;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.Verdict;
import io.tidegate.run.RunKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** The chapter of new revisions: what a push, a merge or a close makes of the plans and runs so far. */
final class Superseding {
    private Superseding() {}

    static Decision touched(Change change, ChangeEvent.Touched event) {
        Change next = event.pushed()
                ? change.with(change.people()
                        .joinedBy(
                                List.of(new People.Contributor(event.sender(), "pushed", "")),
                                change.people().unlinked()))
                : change;
        return Decision.of(Comparing.outdating(next, event.at()), "pull request " + event.action() + ": reading it")
                .and(new Effect.Inspect());
    }

    static Decision returned(Change change, ChangeEvent.Returned event) {
        return Decision.of(Comparing.outdating(change, event.at()), event.why() + ": reading it again")
                .and(new Effect.Inspect());
    }

    static Decision inspected(Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent.Inspected event) {
        if (Retargeting.done(change, event.pullRequest())) {
            Decision left = Retargeting.left(change, event.pullRequest(), event.at());
            return Retargeting.then(left, inspected(left.next(), shared, event));
        }
        Change known =
                change.with(event.pullRequest()).with(event.configuration()).withOwnerships(event.ownerships());
        // Also after the merge: it may be the first that is heard of a push.
        known = known.with(known.people().joinedBy(event.contributors(), event.unlinked()));
        return switch (event.pullRequest().life()) {
            case OPEN -> open(change, known, event);
            case MERGED -> Merging.merged(change, Retargeting.selected(known, event), event);
            case CLOSED -> closed(known, shared, event);
        };
    }

    private static Decision open(Change before, Change known, ChangeEvent.Inspected event) {
        PullRequest pull = event.pullRequest();
        boolean reopened = before.pullRequest() != null && !before.open();
        Revision last = before.revision();
        Revision revision = last != null && last.sameTree(pull.head(), pull.base(), event.commit())
                ? new Revision(last.number(), last.head(), last.base(), last.commit(), event.source())
                : new Revision(
                        last == null ? 1 : last.number() + 1, pull.head(), pull.base(), event.commit(), event.source());
        Change next = known.with(revision)
                .with(known.people().reading(event.persons()))
                .with(event.selection())
                .with(event.proposal());

        Decision decision = Decision.of(next, "revision " + revision.number());
        boolean pushed = last != null && !last.head().equals(pull.head());
        if (last != null && pushed) {
            String left = last.head();
            decision = decision.and(before.works().stream()
                            .map(work -> new Effect.CloseCheck(work.name(), left))
                            .toList())
                    .and(new Effect.CloseVerdict(left));
        }
        List<Work> works = new ArrayList<>();
        Set<EnvironmentName> aboveLimit = Holding.aboveLimit(
                before,
                event.selection().affected(),
                event.configuration().rules().plansPerPullRequest());
        for (Affected affected : event.selection().affected()) {
            // As it was before: the new configuration may be what makes a plan stale.
            Work work = before.work(affected.environment().name()).orElseGet(() -> Work.of(affected));
            Attempt attempt = work.attempt();
            if (attempt != null && !attempt.over() && !attempt.committed() && (pushed || !sameFiles(work, affected))) {
                String why = pushed
                        ? "the pull request was pushed to since this plan"
                        : "files of " + work.name() + " or its configuration changed since this plan";
                decision = withdrawn(decision, next, work, attempt, why, event.at());
                work = work.with(attempt.at(new Attempt.Step.Stopped("its files changed before the confirmation")));
            }
            if (!reopened && !work.restoring() && stands(work, affected)) {
                works.add(work.with(affected));
            } else if (work.applyGoesOn()) {
                // Remembered with its files as applied, so that it is planned again when the apply has ended.
                works.add(work);
            } else {
                decision = stopPlanning(decision, work);
                Holding.Wish wish = aboveLimit.contains(work.name()) ? Holding.Wish.ABOVE_LIMIT : Holding.Wish.PUSHED;
                Work planned = planned(
                        next, work.with(affected).with(Work.Restoration.NONE).withApplied(false), wish);
                works.add(planned);
                decision = decision.and(start(planned));
            }
        }
        for (Work gone : next.works()) {
            if (works.stream().noneMatch(work -> work.name().equals(gone.name()))) {
                decision = drop(decision, works, gone, next, event);
            }
        }
        if (event.proposal() != null
                && (last == null || pushed || !event.proposal().equals(before.proposal()))) {
            decision = decision.and(new Effect.RefreshProposal());
        }
        List<Work> visible = last != null && !pushed
                ? works.stream().filter(Work::planningGoesOn).toList()
                : works;
        return decision.with(next.withWorks(works))
                .because("revision " + revision.number() + ": " + works.size() + " environments affected")
                .refreshing(visible);
    }

    /** The run of an attempt that nobody confirmed yet is discarded: it is not what this revision holds. */
    static Decision withdrawn(Decision decision, Change change, Work work, Attempt attempt, String why, Instant at) {
        Verdict closed = new Verdict.Closed(why, "wait for the new plan");
        GateReport report = new GateReport(
                work.name(),
                List.of(new GateReport.Judged("plan", closed)),
                Objects.requireNonNull(change.configuration()).commit());
        Answer answer = new Answer.Withdrawn(work.name(), report, Applying.mention(change, work, attempt));
        return Applying.abandon(decision, change, work, attempt, at)
                .and(new Effect.Reply("withdrawn/" + work.name() + "/" + attempt.number(), answer));
    }

    /** A plan is kept when the environment's own files and its configuration are as they were. */
    private static boolean stands(Work work, Affected affected) {
        boolean made = work.planning() instanceof Planning.Planned || work.planningGoesOn();
        return made && sameFiles(work, affected);
    }

    private static boolean sameFiles(Work work, Affected affected) {
        return work.affected().inputs().equals(affected.inputs())
                && work.environment().equals(affected.environment());
    }

    /** No longer affected: stays only while an apply goes on or after one, so that nothing applied is forgotten. */
    private static Decision drop(
            Decision decision, List<Work> works, Work gone, Change change, ChangeEvent.Inspected event) {
        Attempt attempt = gone.attempt();
        if (attempt != null && !attempt.over() && !attempt.committed()) {
            String why = "the pull request no longer changes " + gone.name();
            Decision stopped = withdrawn(decision, change, gone, attempt, why, event.at());
            Work left = gone.with(attempt.at(new Attempt.Step.Stopped("it is no longer affected")));
            return drop(stopped, works, left, change, event);
        }
        if (gone.applyGoesOn() || gone.touched()) {
            works.add(gone);
            return decision;
        }
        String head = Objects.requireNonNull(change.revision()).head();
        return stopPlanning(decision, gone)
                .and(new Effect.CloseCheck(gone.name(), head))
                .tell(gone, new EnvironmentEvent.Left(change.id(), "no longer affected", event.at()));
    }

    private static Decision closed(
            Change change, SortedMap<String, EnvironmentState> shared, ChangeEvent.Inspected event) {
        Decision decision = Decision.of(change, "closed without a merge");
        List<Work> works = new ArrayList<>();
        List<EnvironmentName> applied = new ArrayList<>();
        for (Work work : change.works()) {
            Work next = work;
            Attempt attempt = work.attempt();
            if (attempt != null && !attempt.over() && !attempt.committed()) {
                decision = Applying.abandon(decision, change, work, attempt, event.at());
                next = next.with(attempt.at(new Attempt.Step.Stopped("the pull request was closed")));
            }
            decision = stopPlanning(decision, work);
            if (work.planningGoesOn()) {
                next = next.with(new Planning.Cancelled(work.planning().number(), "closing the pull request"));
            }
            if (!work.touched() && !(attempt != null && attempt.committed())) {
                decision = decision.tell(work, new EnvironmentEvent.Left(change.id(), "closed", event.at()));
            } else {
                applied.add(work.name());
            }
            works.add(next);
        }
        Decision closed = decision.with(change.withWorks(works)).refreshing(works);
        return applied.isEmpty()
                ? closed
                : closed.and(new Effect.Reply("closed/" + event.at().toEpochMilli(), new Answer.StillApplied(applied)));
    }

    static Decision stopPlanning(Decision decision, Work work) {
        return work.planning() instanceof Planning.Running running
                ? decision.and(new Effect.StopRun(work.name(), running.run(), RunKind.SPECULATIVE))
                : decision;
    }

    /** The work with a new plan wanted, or held back until a person asks for it. */
    static Work planned(Change change, Work work, Holding.Wish wish) {
        return Holding.of(change, work, wish)
                .map(work::with)
                .orElseGet(() -> work.with(new Planning.Starting(work.planning().number() + 1)));
    }

    /** The effect that a wanted plan needs; none where it is held back. */
    static List<Effect> start(Work work) {
        return work.planning() instanceof Planning.Starting starting
                ? List.of(new Effect.StartPlan(work.name(), starting.number()))
                : List.of();
    }
}
