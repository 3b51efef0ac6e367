package io.tidegate.change;

import io.tidegate.plan.ChangeCounts;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The chapter of runs that move: what a run's new status makes of the plan or the attempt it belongs to. */
final class Moving {
    private Moving() {}

    static Decision moved(Change change, ChangeEvent.RunMoved event) {
        Optional<Work> planning = change.work(event.environment())
                .filter(work -> work.planning() instanceof Planning.Running running
                        && running.run().equals(event.run()));
        if (planning.isPresent()) {
            Planning.Running run = (Planning.Running) planning.get().planning();
            return planningMoved(change, planning.get(), run, event);
        }
        return change.work(event.environment())
                .filter(work -> work.attempt() != null
                        && event.run().equals(work.attempt().run()))
                .map(work -> attemptMoved(change, work, Objects.requireNonNull(work.attempt()), event))
                .orElse(Decision.ignored(change, "run " + event.run() + " is followed no more"));
    }

    private static Decision planningMoved(Change change, Work work, Planning.Running run, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (!seen.status().isFinal()) {
            Work next = work.with(new Planning.Running(
                    run.number(), run.run(), run.url(), seen.status().text(), run.commit(), seen.queued()));
            Decision moved = Decision.of(change.with(next), event.run() + " is " + seen.status());
            return Delaying.said(moved, next, run.queued(), seen.queued());
        }
        Planning ended = seen.status().is("canceled")
                        || seen.status().is("discarded")
                        || seen.status().is("force_canceled")
                ? new Planning.Cancelled(
                        run.number(), seen.person() == null ? "somebody in HCP Terraform" : seen.person())
                : new Planning.Failed(run.number(), run.run(), run.url(), Applying.reason(seen), seen.diagnostics());
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
            case Attempt.Step.Applying s -> applyMoved(change, work, attempt.at(s.now(status, seen.progress())), event);
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
                    change,
                    work,
                    attempt.at(new Attempt.Step.Applying(seen.status().text(), event.at())),
                    event);
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
            return Applying.failed(change, work, Applying.reason(seen), false, event.at());
        }
        if (seen.status().isFinal()) {
            String who = seen.person() == null ? "in HCP Terraform" : "by " + seen.person() + " in HCP Terraform";
            return Applying.failed(change, work, "its run was " + seen.status() + " " + who + ".", false, event.at());
        }
        Work next = attempt.step() instanceof Attempt.Step.Planning
                ? work.with(attempt.at(new Attempt.Step.Planning(seen.status().text(), seen.queued())))
                : work;
        Decision moved = Decision.of(change.with(next), event.run() + " is " + seen.status());
        return attempt.step() instanceof Attempt.Step.Planning known
                ? Delaying.said(moved, next, known.queued(), seen.queued())
                : moved;
    }

    private static Decision applyMoved(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        RunSeen seen = event.seen();
        if (seen.status().is("applied")) {
            return applied(change, work, attempt, event);
        }
        if (seen.status().isFinal()) {
            String interrupted = attempt.step() instanceof Attempt.Step.Applying step && step.interruption() != null
                    ? "it was interrupted by " + step.interruption() + ". "
                    : "";
            return Applying.failed(change, work.with(attempt), interrupted + Applying.reason(seen), true, event.at());
        }
        return Decision.of(change.with(work.with(attempt)), event.run() + " is " + seen.status())
                .refreshing(List.of(work));
    }

    private static Decision applied(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        Instant since = attempt.step() instanceof Attempt.Step.Applying applying ? applying.since() : event.at();
        Work next = work.with(attempt.at(new Attempt.Step.Applied(event.at(), since)))
                .withApplied(true);
        Change changed = change.with(next);
        Answer answer = new Answer.Applied(
                work.name(),
                Applying.mention(change, work, attempt),
                attempt.plan() == null
                        ? ChangeCounts.of(List.of())
                        : attempt.plan().counts(),
                Duration.between(since, event.at()).toSeconds(),
                attempt.url() == null ? "" : attempt.url());
        Decision decision = Decision.of(changed, work.name() + " applied by " + event.run())
                .tell(next, Applying.ended(change, attempt, true, event.at()))
                .and(new Effect.Reply("applied/" + event.run(), answer))
                .and(new Effect.RecordDeployment(work.name(), attempt.number()))
                .refreshing(changed.works());
        return work.restoring()
                ? Restoring.restored(decision, next, event.at())
                : Merging.afterApply(decision.and(Applying.movedOn(change, attempt)), next, event.at());
    }

    private static Decision foreign(Change change, Work work, Attempt attempt, ChangeEvent.RunMoved event) {
        Attempt next = attempt.at(new Attempt.Step.AppliedWithoutTidegate(
                event.seen().person(), event.seen().status().text()));
        Answer answer = new Answer.AppliedWithoutTidegate(
                work.name(),
                event.seen().person(),
                event.seen().status().text(),
                attempt.url() == null ? "" : attempt.url());
        Decision decision = Decision.of(change.with(work.with(next)), event.run() + " was confirmed by somebody else")
                .and(new Effect.Reply("foreign/" + event.run(), answer))
                .refreshing(List.of(work));
        return event.seen().status().isFinal()
                ? decision.tell(
                        work,
                        Applying.ended(change, attempt, event.seen().status().is("applied"), event.at()))
                : decision.and(new Effect.FollowRun(work.name(), event.run(), RunKind.REAL));
    }

    private static Decision foreignMoved(
            Change change,
            Work work,
            Attempt attempt,
            Attempt.Step.AppliedWithoutTidegate step,
            ChangeEvent.RunMoved event) {
        String status = event.seen().status().text();
        Attempt next = attempt.at(new Attempt.Step.AppliedWithoutTidegate(
                event.seen().person() == null ? step.person() : event.seen().person(), status));
        Decision decision = Decision.of(change.with(work.with(next)), event.run() + " is " + status)
                .refreshing(List.of(work));
        return event.seen().status().isFinal()
                ? decision.tell(
                        work,
                        Applying.ended(change, attempt, event.seen().status().is("applied"), event.at()))
                : decision;
    }
}
