package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.GateReport;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** The chapter of attempts: begun when every gate is open, followed to the end of their run. */
final class Applying {
    private Applying() {}

    /** What came of asking: begun where every gate was open, and the reports of the others. */
    record Begun(Decision decision, boolean someOpen, List<GateReport> closed) {
        /** The decision with an answer to the closed ones, if there are any. */
        Decision answering(Function<Begun, List<Effect>> answer) {
            return closed.isEmpty() ? decision : decision.and(answer.apply(this));
        }
    }

    static Begun begin(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            List<Work> wanted,
            Attempt.Asked asked,
            ChangeEvent.EvidenceRead read) {
        Decision decision = Decision.of(change, "gates judged on " + read.evidence().id());
        List<GateReport> closed = new ArrayList<>();
        Change next = change;
        boolean some = false;
        for (Work known : wanted) {
            Work work = read.evidence().workspace(known.name()).map(known::with).orElse(known);
            GateReport report = Situations.asked(change, work, shared, read.evidence(), asked);
            if (!report.allOpen() || work.applyGoesOn()) {
                closed.add(report);
                continue;
            }
            some = true;
            int number = work.attempt() == null ? 1 : work.attempt().number() + 1;
            String commit = change.merged() ? read.evidence().tip() : revision(change).commit();
            Attempt attempt = new Attempt(
                    number, asked, commit, false, new Attempt.Step.Starting(), null, null, null, read.at());
            next = next.with(work.with(attempt));
            decision = decision.and(new Effect.StartApply(work.name(), number))
                    .tell(work, new EnvironmentEvent.ApplyBegan(change.id(), who(asked), number, read.at()))
                    .refreshing(List.of(work));
        }
        Decision all = decision.with(next);
        return new Begun(some ? all : all.refreshing(List.of()), some, closed);
    }

    static Decision started(Change change, ChangeEvent.ApplyStarted event) {
        Optional<Work> found = attempt(change, event.environment(), event.attempt())
                .filter(work -> work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Starting);
        if (found.isEmpty()) {
            return Decision.ignored(change, "run " + event.run() + " was given up before it was known")
                    .and(new Effect.StopRun(event.environment(), event.run()));
        }
        Attempt attempt = Objects.requireNonNull(found.get().attempt());
        Work next = found.get()
                .with(event.workspace())
                .with(attempt.started(event.run(), event.url(), event.inputsReviewed()));
        return Decision.of(change.with(next), "real run " + event.run() + " of " + event.environment())
                .and(new Effect.FollowRun(event.environment(), event.run(), RunKind.REAL))
                .and(new Effect.RefreshSummary());
    }

    static Decision refused(Change change, ChangeEvent.ApplyRefused event) {
        return attempt(change, event.environment(), event.attempt())
                .filter(Work::applyGoesOn)
                .map(work -> failed(change, work, event.reason() + " " + event.remedy(), false, event.at()))
                .orElse(Decision.ignored(change, "that attempt is over"));
    }

    /** The real run ended without a plan. */
    static Decision planFailed(Change change, ChangeEvent.PlanFailed event) {
        return running(change, event.environment(), event.run())
                .map(work -> Objects.requireNonNull(work.attempt()).committed()
                        ? failed(change, work, event.reason() + " How far the apply came is unknown.", true, event.at())
                        : failed(change, work, event.reason(), false, event.at())
                                .and(new Effect.StopRun(event.environment(), event.run())))
                .orElse(Decision.ignored(change, "run " + event.run() + " is followed no more"));
    }

    static Decision moved(Change change, ChangeEvent.RunMoved event) {
        Optional<Work> planning = change.work(event.environment())
                .filter(work -> work.planning() instanceof Planning.Running running
                        && running.run().equals(event.run()));
        if (planning.isPresent()) {
            Planning.Running run = (Planning.Running) planning.get().planning();
            return planningMoved(change, planning.get(), run, event);
        }
        return change.work(event.environment())
                .filter(work -> work.attempt() != null && event.run().equals(work.attempt().run()))
                .map(work -> attemptMoved(change, work, Objects.requireNonNull(work.attempt()), event))
                .orElse(Decision.ignored(change, "run " + event.run() + " is followed no more"));
    }

    private static Decision planningMoved(Change change, Work work, Planning.Running run, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (!seen.status().isFinal()) {
            Work next = work.with(new Planning.Running(run.number(), run.run(), run.url(), seen.status().text()));
            return Decision.of(change.with(next), event.run() + " is " + seen.status());
        }
        Planning ended = seen.status().is("canceled") || seen.status().is("discarded") || seen.status().is("force_canceled")
                ? new Planning.Cancelled(run.number(), seen.person() == null ? "somebody in HCP Terraform" : seen.person())
                : new Planning.Failed(run.number(), run.run(), run.url(), reason(seen));
        return Decision.of(change.with(work.with(ended)), event.run() + " ended " + seen.status())
                .refreshing(List.of(work));
    }

    private static Decision attemptMoved(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        String status = seen.status().text();
        return switch (attempt.step()) {
            case Attempt.Step.Starting s -> Decision.ignored(change, "not started yet");
            case Attempt.Step.Planning s -> unconfirmedMoved(change, work, attempt, event);
            case Attempt.Step.Gathering s -> unconfirmedMoved(change, work, attempt, event);
            case Attempt.Step.ConfirmSent s -> confirmationMoved(change, work, attempt, s, event);
            case Attempt.Step.Applying s -> applyMoved(change, work, attempt.at(new Attempt.Step.Applying(status, s.since())), event);
            case Attempt.Step.Stopped s ->
                seen.status().isConfirmed()
                        ? foreign(change, work, attempt, event)
                        : Decision.ignored(change, "the stopped run is " + status);
            case Attempt.Step.AppliedWithoutTidegate s -> foreignMoved(change, work, attempt, s, event);
            case Attempt.Step.Applied s -> Decision.ignored(change, "the attempt is over");
            case Attempt.Step.Failed s ->
                seen.status().isConfirmed() && !s.partly()
                        ? foreign(change, work, attempt, event)
                        : Decision.ignored(change, "the attempt is over");
        };
    }

    /** A confirmation whose answer was lost may still land for a while; only then is it decided again. */
    private static Decision confirmationMoved(
            Change change, Work work, Attempt attempt, Attempt.Step.ConfirmSent sent, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (seen.status().isConfirmed() || seen.status().isFinal()) {
            return applyMoved(
                    change, work, attempt.at(new Attempt.Step.Applying(seen.status().text(), event.at())), event);
        }
        return event.at().isAfter(sent.deadline().plus(Comparing.FRESH))
                ? Comparing.again(change, work, attempt, event.at(), "the confirmation never arrived: reading again")
                : Decision.ignored(change, event.run() + " is " + seen.status() + " after the confirmation was sent");
    }

    private static Decision unconfirmedMoved(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (seen.status().isConfirmed()) {
            return foreign(change, work, attempt, event);
        }
        if (seen.status().is("errored")) {
            return failed(change, work, reason(seen), false, event.at());
        }
        if (seen.status().isFinal()) {
            String who = seen.person() == null ? "in HCP Terraform" : "by " + seen.person() + " in HCP Terraform";
            return failed(change, work, "its run was " + seen.status() + " " + who + ".", false, event.at());
        }
        Attempt next = attempt.step() instanceof Attempt.Step.Planning
                ? attempt.at(new Attempt.Step.Planning(seen.status().text()))
                : attempt;
        return Decision.of(change.with(work.with(next)), event.run() + " is " + seen.status());
    }

    private static Decision applyMoved(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (seen.status().is("applied")) {
            return applied(change, work, attempt, event);
        }
        if (seen.status().isFinal()) {
            return failed(change, work.with(attempt), reason(seen), true, event.at());
        }
        return Decision.of(change.with(work.with(attempt)), event.run() + " is " + seen.status())
                .refreshing(List.of(work));
    }

    private static Decision applied(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        Instant since = attempt.step() instanceof Attempt.Step.Applying applying ? applying.since() : event.at();
        Work next = work.with(attempt.at(new Attempt.Step.Applied(event.at()))).withApplied(true);
        Change changed = change.with(next);
        Answer answer = new Answer.Applied(
                work.name(),
                mention(change, work, attempt),
                attempt.plan() == null ? ChangeCounts.of(List.of()) : attempt.plan().counts(),
                Duration.between(since, event.at()).toSeconds(),
                attempt.url() == null ? "" : attempt.url());
        Decision decision = Decision.of(changed, work.name() + " applied by " + event.run())
                .tell(next, ended(change, attempt, true, event.at()))
                .and(new Effect.Reply("applied/" + event.run(), answer))
                .and(new Effect.RecordDeployment(work.name(), attempt.number()))
                .refreshing(changed.works());
        return Merging.afterApply(decision.and(movedOn(change, attempt)), next, event.at());
    }

    /** Pushes during an apply left its environment alone; now it is seen whether they want it planned again. */
    private static List<Effect> movedOn(Change change, Attempt attempt) {
        return change.open() && !revision(change).commit().equals(attempt.commit()) ? List.of(new Effect.Inspect()) : List.of();
    }

    /** Ends the attempt without success: the lock stays, and what is left is planned again at once. */
    static Decision failed(Change change, Work work, String reason, boolean partly, Instant at) {
        Attempt attempt = Objects.requireNonNull(work.attempt());
        Work over = work.with(attempt.at(new Attempt.Step.Failed(reason, partly)));
        Work next = Superseding.planned(change, over);
        Answer answer =
                new Answer.ApplyFailed(work.name(), mention(change, work, attempt), reason, partly, attempt.url());
        return Decision.of(change.with(next), "applying " + work.name() + " failed")
                .tell(next, ended(change, attempt, false, at))
                .and(new Effect.Reply("failed/" + work.name() + "/" + attempt.number(), answer))
                .and(partly ? List.of(new Effect.RecordDeployment(work.name(), attempt.number())) : List.of())
                .and(Superseding.start(next))
                .and(movedOn(change, attempt))
                .refreshing(List.of(next));
    }

    private static Decision foreign(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        Attempt next = attempt.at(new Attempt.Step.AppliedWithoutTidegate(
                event.seen().person(), event.seen().status().text()));
        Answer answer = new Answer.AppliedWithoutTidegate(
                work.name(), event.seen().person(), event.seen().status().text(), attempt.url() == null ? "" : attempt.url());
        Decision decision = Decision.of(
                        change.with(work.with(next)), event.run() + " was confirmed by somebody else")
                .and(new Effect.Reply("foreign/" + event.run(), answer))
                .refreshing(List.of(work));
        return event.seen().status().isFinal()
                ? decision.tell(work, ended(change, attempt, event.seen().status().is("applied"), event.at()))
                : decision.and(new Effect.FollowRun(work.name(), event.run(), RunKind.REAL));
    }

    private static Decision foreignMoved(
            Change change, Work work, Attempt attempt, Attempt.Step.AppliedWithoutTidegate step, ChangeEvent.RunMoved event) {
        String status = event.seen().status().text();
        Attempt next = attempt.at(new Attempt.Step.AppliedWithoutTidegate(
                event.seen().person() == null ? step.person() : event.seen().person(), status));
        Decision decision = Decision.of(change.with(work.with(next)), event.run() + " is " + status)
                .refreshing(List.of(work));
        return event.seen().status().isFinal()
                ? decision.tell(work, ended(change, attempt, event.seen().status().is("applied"), event.at()))
                : decision;
    }

    /** Gives an attempt up whose run nobody has confirmed: its run is discarded, nothing was applied. */
    static Decision abandon(Decision decision, Change change, Work work, Attempt attempt, Instant at) {
        Decision told = decision.tell(work, ended(change, attempt, false, at));
        return attempt.run() == null ? told : told.and(new Effect.StopRun(work.name(), attempt.run()));
    }

    private static EnvironmentEvent ended(Change change, Attempt attempt, boolean applied, Instant at) {
        String run = attempt.run() == null ? "" : attempt.run().text();
        return new EnvironmentEvent.ApplyEnded(change.id(), attempt.number(), applied, attempt.commit(), run, at);
    }

    /** Who should notice: the person who asked and those who approved. */
    static List<String> mention(Change change, Work work, Attempt attempt) {
        Set<String> logins = new LinkedHashSet<>();
        if (attempt.asked() instanceof Attempt.Asked.ByCommand command) {
            logins.add(command.by().login());
        } else if (attempt.asked() instanceof Attempt.Asked.ByMerge merge && merge.by() != null) {
            logins.add(merge.by().login());
        }
        change.approvals().stream()
                .filter(approval -> approval.speaksOf(work.name()))
                .forEach(approval -> logins.add(approval.by().login()));
        return List.copyOf(logins);
    }

    static Optional<Work> attempt(Change change, EnvironmentName environment, int number) {
        return change.work(environment)
                .filter(work -> work.attempt() != null && work.attempt().number() == number);
    }

    static Optional<Work> running(Change change, EnvironmentName environment, RunId run) {
        return change.work(environment)
                .filter(work -> work.attempt() != null && !work.attempt().over() && run.equals(work.attempt().run()));
    }

    private static String reason(RunSeen seen) {
        return seen.message().isEmpty() ? "HCP Terraform ended the run as " + seen.status() + "." : seen.message();
    }

    private static String who(Attempt.Asked asked) {
        return switch (asked) {
            case Attempt.Asked.ByCommand command -> command.by().login();
            case Attempt.Asked.ByMerge merge -> merge.by() == null ? "the merge" : merge.by().login();
        };
    }

    private static Revision revision(Change change) {
        return Objects.requireNonNull(change.revision(), "works exist only with a revision");
    }
}
