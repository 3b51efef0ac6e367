package io.tidegate.change;

import io.tidegate.environment.EnvironmentName;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The chapter of attempts: begun when every gate is open, ended by an outcome or given up. */
final class Applying {
    private Applying() {}

    static Decision started(Change change, ChangeEvent.ApplyStarted event) {
        Optional<Work> found = attempt(change, event.environment(), event.attempt())
                .filter(work -> work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Starting);
        if (running(change, event.environment(), event.run()).isPresent()) {
            return Decision.ignored(change, "run " + event.run() + " is known already");
        }
        if (found.isEmpty()) {
            return Decision.ignored(change, "run " + event.run() + " was given up before it was known")
                    .and(new Effect.StopRun(event.environment(), event.run(), RunKind.REAL));
        }
        Attempt attempt = Objects.requireNonNull(found.get().attempt());
        Work next = found.get()
                .with(event.workspace())
                .with(attempt.started(event.run(), event.url(), event.inputs(), event.inputsReviewed()));
        return Decision.of(change.with(next), "real run " + event.run() + " of " + event.environment())
                .and(new Effect.FollowRun(event.environment(), event.run(), RunKind.REAL))
                .refreshing(List.of(next));
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
                                .and(new Effect.StopRun(event.environment(), event.run(), RunKind.REAL)))
                .orElse(Decision.ignored(change, "run " + event.run() + " is followed no more"));
    }

    /** Pushes during an apply left its environment alone; now it is seen whether they want it planned again. */
    static List<Effect> movedOn(Change change, Attempt attempt) {
        return change.open() && !revision(change).commit().equals(attempt.commit())
                ? List.of(new Effect.Inspect())
                : List.of();
    }

    /** Ends the attempt without success: the lock stays, and what is left is planned again at once. */
    static Decision failed(Change change, Work work, String reason, boolean partly, Instant at) {
        Attempt attempt = Objects.requireNonNull(work.attempt());
        Work over = work.with(attempt.at(new Attempt.Step.Failed(reason, partly)));
        Work next = Superseding.planned(change, over, Holding.Wish.ASKED);
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

    /** Gives an attempt up whose run nobody has confirmed: its run is discarded, nothing was applied. */
    static Decision abandon(Decision decision, Change change, Work work, Attempt attempt, Instant at) {
        Decision told = decision.tell(work, ended(change, attempt, false, at));
        return attempt.run() == null ? told : told.and(new Effect.StopRun(work.name(), attempt.run(), RunKind.REAL));
    }

    static EnvironmentEvent ended(Change change, Attempt attempt, boolean applied, Instant at) {
        String run = attempt.run() == null ? "" : attempt.run().text();
        return new EnvironmentEvent.ApplyEnded(
                change.id(), attempt.number(), applied, attempt.commit(), attempt.inputs(), run, at);
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
                .filter(work -> work.attempt() != null
                        && !work.attempt().over()
                        && run.equals(work.attempt().run()));
    }

    static String reason(RunSeen seen) {
        return seen.message().isEmpty() ? "HCP Terraform ended the run as " + seen.status() + "." : seen.message();
    }

    private static Revision revision(Change change) {
        return Objects.requireNonNull(change.revision(), "works exist only with a revision");
    }
}
