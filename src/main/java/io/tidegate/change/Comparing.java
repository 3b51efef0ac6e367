package io.tidegate.change;

import io.tidegate.gate.Evidence;
import io.tidegate.gate.GateReport;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.plan.PlanDifference;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/** The chapter of the one decision that matters: is what was reviewed what would be applied, and is every gate open still? */
final class Comparing {
    /** Nothing is confirmed on evidence older than this. */
    static final Duration FRESH = Duration.ofSeconds(30);

    /** Nor is one tried for longer than this: the infrastructure may not be what it was when its plan was made. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private Comparing() {}

    /** The real plan is known: covered, the evidence is read again; not covered, its run is discarded. */
    static Decision planRead(Change change, ChangeEvent.RealPlanRead event) {
        Optional<Work> found = Applying.running(change, event.environment(), event.run())
                .filter(work -> Objects.requireNonNull(work.attempt()).step() instanceof Attempt.Step.Planning);
        if (found.isEmpty()) {
            Decision ignored = Decision.ignored(change, "the plan of " + event.run() + " is not waited for");
            boolean goesOn =
                    Applying.running(change, event.environment(), event.run()).isPresent();
            return goesOn ? ignored : ignored.and(new Effect.StopRun(event.environment(), event.run(), RunKind.REAL));
        }
        Work work = found.get();
        Attempt attempt = Objects.requireNonNull(work.attempt());
        Plan real = event.plan();
        if (event.seen().status().is("planned_and_finished") && real.changesNothing()) {
            return nothingLeft(change, work, attempt.planned(real, event.at()), event);
        }
        return switch (Situations.covered(change, work, attempt, real)) {
            // The gates tell which review is gone; here it would be blamed on the plan.
            case CoverageVerdict.Uncovered uncovered
            when Situations.reviewsAreGone(change, work, attempt, real) ->
                compared(change, work, attempt, real, event.at(), "lacks reviews, not changes");
            case CoverageVerdict.Uncovered uncovered ->
                uncovered(change, work, attempt, real, uncovered.difference(), event);
            case CoverageVerdict.Covered covered -> compared(change, work, attempt, real, event.at(), "is covered");
        };
    }

    private static Decision compared(Change change, Work work, Attempt attempt, Plan real, Instant at, String found) {
        return Decision.of(
                        change.with(work.with(attempt.planned(real, at))),
                        "the real plan " + real.fingerprint().shortForm() + " " + found
                                + ": reading the evidence again")
                .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForConfirm(work.name(), attempt.number())));
    }

    /** Confirms, on evidence that is fresh and under gates that are all open; otherwise the run is discarded. */
    static Decision confirm(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            ChangeEvent.Purpose.ForConfirm purpose,
            ChangeEvent.EvidenceRead read) {
        Optional<Work> found = Applying.attempt(change, purpose.environment(), purpose.attempt());
        if (found.isEmpty()
                || !(Objects.requireNonNull(found.get().attempt()).step()
                        instanceof Attempt.Step.Gathering gathering)) {
            return Decision.ignored(change, "this evidence is not waited for");
        }
        Evidence evidence = read.evidence();
        Attempt attempt = Objects.requireNonNull(found.get().attempt()).with(evidence.merged(purpose.environment()));
        Work work = found.get().with(attempt);
        RunSeen run = evidence.run();
        if (run == null || !run.id().equals(attempt.run())) {
            return Applying.failed(change, work, "the run could not be read before the confirmation.", false, read.at())
                    .and(stop(work, attempt));
        }
        if (run.status().isConfirmed() || run.status().isFinal()) {
            return Moving.moved(change, new ChangeEvent.RunMoved(work.name(), run.id(), run, read.at()));
        }
        if (Duration.between(evidence.readAt(), read.at()).compareTo(FRESH) > 0) {
            return again(change, work, attempt, read.at(), "the evidence is older than 30 s: reading again");
        }
        if (evidence.readAt().isBefore(gathering.since())) {
            return again(
                    change,
                    work,
                    attempt,
                    gathering.since(),
                    "something happened while the evidence was read: reading again");
        }
        GateReport report =
                Situations.confirming(change, work, shared, evidence, attempt, Objects.requireNonNull(attempt.plan()));
        if (!report.allOpen()) {
            return withdrawn(change, work, attempt, report, read.at());
        }
        if (!run.confirmable() || !run.permitted() || run.autoApply()) {
            return Applying.failed(change, work, unconfirmable(run), false, read.at())
                    .and(stop(work, attempt));
        }
        Instant deadline = evidence.readAt().plus(FRESH);
        Work next = BreakingGlass.confirmed(
                work.with(attempt.at(new Attempt.Step.ConfirmSent(evidence.id(), deadline))), attempt, report);
        return Decision.of(
                        change.with(next),
                        "confirming " + run.id() + ": every gate was open on " + evidence.id() + " read at "
                                + evidence.readAt())
                .and(new Effect.ConfirmRun(work.name(), run.id(), evidence.id(), deadline))
                .and(new Effect.RecordDeployment(work.name(), attempt.number()));
    }

    /** The state in which evidence that was read before this moment no longer suffices for any confirmation. */
    static Change outdating(Change change, Instant at) {
        return change.withWorks(change.works().stream()
                .map(work -> work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Gathering
                        ? work.with(work.attempt().at(new Attempt.Step.Gathering(at)))
                        : work)
                .toList());
    }

    static Decision again(Change change, Work work, Attempt attempt, Instant since, String because) {
        if (attempt.compared() != null
                && Duration.between(attempt.compared(), since).compareTo(LONGEST) > 0) {
            String reason =
                    "for " + LONGEST.toMinutes() + " minutes no confirmation could be sent; at last: " + because + ".";
            return Applying.failed(change, work, reason, false, since).and(stop(work, attempt));
        }
        return Decision.of(change.with(work.with(attempt.at(new Attempt.Step.Gathering(since)))), because)
                .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForConfirm(work.name(), attempt.number())));
    }

    private static Decision nothingLeft(Change change, Work work, Attempt attempt, ChangeEvent.RealPlanRead event) {
        Work next = work.with(attempt.at(new Attempt.Step.Applied(event.at(), null)))
                .withApplied(true);
        Answer answer = new Answer.Applied(
                work.name(),
                Applying.mention(change, work, attempt),
                event.plan().counts(),
                0,
                attempt.url() == null ? "" : attempt.url());
        Decision decision = Decision.of(change.with(next), "nothing was left to do in " + work.name())
                .tell(next, Applying.ended(change, attempt, true, event.at()))
                .and(new Effect.Reply("applied/" + event.run(), answer))
                .refreshing(change.works());
        return work.restoring()
                ? Restoring.restored(decision, next, event.at())
                : Merging.afterApply(decision, next, event.at());
    }

    /** The plan of the discarded run becomes the current one: it is what an approver would have to look at. */
    private static Decision uncovered(
            Change change,
            Work work,
            Attempt attempt,
            Plan real,
            PlanDifference difference,
            ChangeEvent.RealPlanRead event) {
        Attempt stopped = attempt.planned(real, event.at())
                .at(new Attempt.Step.Stopped("its plan has a change that nobody reviewed"));
        String url = attempt.url() == null ? "" : attempt.url();
        Repeating repeating = attempt.inputsReviewed()
                ? Repeating.after(work, work.notes().repeating().inputs(), real)
                : work.notes().repeating();
        Work next = PlanningRuns.keep(work, real)
                .with(repeating)
                .with(new Planning.Planned(
                        work.planning().number() + 1, event.run(), url, real, event.at(), Diagnostics.NONE))
                .with(stopped);
        Answer answer = new Answer.PlanChanged(
                work.name(),
                real.fingerprint().shortForm(),
                difference,
                Applying.mention(change, work, attempt),
                !attempt.inputsReviewed(),
                attempt.inputsReviewed() ? repeating.unstable() : List.of(),
                event.changed(),
                url);
        return Applying.abandon(
                        Decision.of(
                                change.with(next), "the real plan of " + work.name() + " is not covered: discarded"),
                        change,
                        work,
                        attempt,
                        event.at())
                .and(new Effect.Reply("changed/" + event.run(), answer))
                .refreshing(List.of(next));
    }

    private static Decision withdrawn(Change change, Work work, Attempt attempt, GateReport report, Instant at) {
        String reasons = String.join(
                ", ", report.closed().stream().map(GateReport.Judged::gate).toList());
        Work next = work.with(attempt.at(new Attempt.Step.Stopped("before the confirmation closed: " + reasons)));
        Answer answer = new Answer.Withdrawn(work.name(), report, Applying.mention(change, work, attempt));
        return Applying.abandon(
                        Decision.of(change.with(next), "not confirmed, closed: " + reasons), change, work, attempt, at)
                .and(new Effect.Reply("withdrawn/" + work.name() + "/" + attempt.number(), answer))
                .and(
                        attempt.asked() instanceof Attempt.Asked.ByMerge
                                ? Freezing.untilThawed(change, report, at)
                                : List.of())
                .refreshing(List.of(next));
    }

    private static List<Effect> stop(Work work, Attempt attempt) {
        return attempt.run() == null
                ? List.of()
                : List.of(new Effect.StopRun(work.name(), attempt.run(), RunKind.REAL));
    }

    private static String unconfirmable(RunSeen run) {
        if (run.autoApply()) {
            return "somebody set the run to apply by itself, so Tidegate did not confirm it.";
        }
        return run.permitted()
                ? "HCP Terraform says that the run cannot be confirmed (it is " + run.status() + ")."
                : "Tidegate's token may not apply runs of this workspace.";
    }
}
