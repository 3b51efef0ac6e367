package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The chapter of commands: heard once, decided on fresh evidence, answered. */
final class Commanding {
    private static final Duration LATE = Duration.ofHours(1);
    private static final String PASSED =
            "that button belongs to an earlier commit, so nothing was done. Use the check of the newest commit, or comment.";

    private Commanding() {}

    /** GitHub lets nobody react to a check run; a button's press is seen by what follows. */
    private static Decision reacting(Decision decision, Origin origin, Effect.Reaction reaction) {
        return switch (origin) {
            case Origin.Line line -> decision.and(new Effect.React(line.comment(), reaction));
            case Origin.Button button -> decision;
        };
    }

    static Decision given(Change change, ChangeEvent.CommandGiven event) {
        if (change.talk().hasHeard(event.origin())) {
            return Decision.ignored(change, "this command was given before: each line, and each press, runs once");
        }
        Change next = change.with(change.talk().hearing(event.origin(), event.by(), event.at()));
        String id = event.origin().key();
        Optional<Decision> tooFast = tooFast(change, next, event.origin(), event.by(), event.at());
        if (tooFast.isPresent()) {
            return tooFast.get();
        }
        Decision decision = reacting(
                Decision.of(
                        next, "/" + event.command().word() + " by " + event.by().login()),
                event.origin(),
                Effect.Reaction.EYES);
        if (event.origin() instanceof Origin.Button button) {
            if (next.revision() == null || !next.revision().head().equals(button.head())) {
                return decision.and(new Effect.Reply(id, new Answer.Said(event.by(), PASSED)));
            }
            // Shown anew, so that the next press is another one.
            decision = decision.and(Permitting.meant(next, event.command()).stream()
                    .map(work -> new Effect.RefreshCheck(work.name()))
                    .toList());
        }
        if (Duration.between(event.givenAt(), event.at()).compareTo(LATE) > 0) {
            String late = "this `/" + event.command().word()
                    + "` reached Tidegate more than an hour after it was written and was not executed. Give it again if it still holds.";
            return decision.and(new Effect.Reply(id, new Answer.Said(event.by(), late)));
        }
        return switch (event.command()) {
            case Command.Help help -> decision.and(new Effect.Reply(id, new Answer.Help(event.by())));
            // Whatever could not be shown when it changed is shown now.
            case Command.Status status ->
                decision.and(new Effect.Reply(id, new Answer.Status(event.by())))
                        .refreshing(change.works());
            case Command.Explain explain ->
                decision.and(new Effect.Reply(id, new Answer.Explained(event.by(), explain.environments())));
            case Command.Plan c -> asking(decision, event);
            case Command.Approve c -> asking(decision, event);
            case Command.Apply c -> asking(decision, event);
            case Command.Cancel c -> asking(decision, event);
            case Command.Lock c -> asking(decision, event);
            case Command.Unlock c -> asking(decision, event);
            case Command.Restore c -> asking(decision, event);
            case Command.Redact c -> asking(decision, event);
        };
    }

    /** Who asks for more than people type is told once, and then only the record of the delivery says why nothing happens. */
    private static Optional<Decision> tooFast(Change before, Change next, Origin origin, Actor by, Instant at) {
        Talk.Pace pace = before.talk().pace(by, at);
        if (pace.asked() < Talk.MOST) {
            return Optional.empty();
        }
        String why = "more than " + Talk.MOST + " commands of one person within " + Talk.WINDOW.toMinutes()
                + " minutes: this one was not executed";
        return Optional.of(
                pace.asked() > Talk.MOST
                        ? Decision.of(next, why)
                        : Decision.of(next, why)
                                .and(new Effect.Reply(
                                        origin.key(),
                                        new Answer.Said(by, why + ", and neither are those that follow."))));
    }

    static Decision misspoken(Change change, ChangeEvent.Misspoken event) {
        Origin origin = new Origin.Line(event.comment(), event.line());
        if (change.talk().hasHeard(origin)) {
            return Decision.ignored(change, "this line was answered before");
        }
        Change next = change.with(change.talk().hearing(origin, event.by(), event.at()));
        Optional<Decision> tooFast = tooFast(change, next, origin, event.by(), event.at());
        if (tooFast.isPresent()) {
            return tooFast.get();
        }
        Answer answer = new Answer.Misspoken(event.by(), event.said(), event.reason(), event.suggestion());
        return Decision.of(next, "nearly a command: " + event.reason())
                .and(new Effect.React(event.comment(), Effect.Reaction.CONFUSED))
                .and(new Effect.Reply(origin.key(), answer));
    }

    private static Decision asking(Decision decision, ChangeEvent.CommandGiven event) {
        Commanded command = new Commanded(event.origin(), event.command(), event.by(), event.givenAt());
        return decision.with(decision.next().with(decision.next().talk().waiting(command)))
                .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForCommand(event.origin())));
    }

    /** Decides a command on the evidence read for it. */
    static Decision decide(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            ChangeEvent.Purpose.ForCommand purpose,
            ChangeEvent.EvidenceRead read) {
        Optional<Commanded> waiting = change.commands().stream()
                .filter(c -> c.origin().equals(purpose.origin()))
                .findFirst();
        if (waiting.isEmpty()) {
            return Decision.ignored(change, "this command was answered already");
        }
        Commanded command = waiting.get();
        Change next = change.with(change.talk().answered(command));
        Permitting permitting = Permitting.of(next, command, read.evidence().person(command.by()));
        if (permitting.chosen().isEmpty() && !permitting.refusals().isEmpty()) {
            return notPermitted(next, command, permitting);
        }
        if (next.revision() == null) {
            return said(
                            next,
                            command,
                            "this pull request was not read yet; it is now. Try again when its plans are shown.")
                    .and(new Effect.Inspect());
        }
        Optional<String> unknown = unknown(next, command);
        if (unknown.isPresent()) {
            return said(next, command, unknown.get());
        }
        List<Work> chosen = permitting.chosen();
        Decision decision = switch (command.command()) {
            case Command.Plan plan -> Obeying.plan(next, command, plan, chosen);
            case Command.Approve approve -> Obeying.approve(next, command, approve, chosen, read);
            case Command.Apply apply -> Obeying.apply(next, shared, command, chosen, read);
            case Command.Cancel cancel ->
                cancel.applying() == null
                        ? Obeying.cancel(next, shared, command, chosen, read)
                        : Interrupting.interrupt(next, shared, command, cancel.applying(), chosen, read);
            case Command.Lock lock -> Locking.reserve(next, shared, command, lock, chosen, read);
            case Command.Restore restore -> Restoring.restore(next, shared, command, chosen, read);
            case Command.Unlock unlock ->
                unlock.from() == null
                        ? Locking.own(next, shared, command, chosen, read)
                        : Locking.from(next, shared, command, unlock.from(), chosen, read);
            case Command.Redact redact ->
                Decision.of(next, "comments are posted anew for " + command.by().login())
                        .and(new Effect.Redact(command.at()));
            case Command.Status status -> Decision.ignored(next, "answered at once");
            case Command.Explain explain -> Decision.ignored(next, "answered at once");
            case Command.Help help -> Decision.ignored(next, "answered at once");
        };
        // Comments are of the whole pull request: whoever may for one of its environments may.
        return permitting.refusals().isEmpty() || command.command() instanceof Command.Redact
                ? decision
                : decision.and(new Effect.Reply(
                        command.origin().key() + "-refused",
                        new Answer.NotPermitted(command.by(), command.command().word(), permitting.refusals())));
    }

    private static Decision notPermitted(Change change, Commanded command, Permitting permitting) {
        Decision decision = reacting(
                Decision.of(
                        change,
                        command.by().login() + " may not /" + command.command().word()),
                command.origin(),
                Effect.Reaction.CONFUSED);
        if (change.hasTold(command.by())) {
            return decision;
        }
        Answer answer = new Answer.NotPermitted(command.by(), command.command().word(), permitting.refusals());
        return decision.with(change.with(change.talk().telling(command.by()))).and(reply(command, answer));
    }

    private static Optional<String> unknown(Change change, Commanded command) {
        String unknown = command.command().environments().stream()
                .filter(named -> change.works().stream().noneMatch(work -> named.means(work.name())))
                .map(named -> named.isPattern() ? "anything like `" + named + "`" : named.text())
                .collect(Collectors.joining(", "));
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String affected =
                change.works().stream().map(work -> "`" + work.name() + "`").collect(Collectors.joining(", "));
        return Optional.of("this pull request does not affect " + unknown + ". Nothing was done. "
                + (affected.isEmpty() ? "It affects no environment." : "It affects " + affected + "."));
    }

    static Decision said(Change change, Commanded command, String sentence) {
        return Decision.of(change, sentence).and(reply(command, new Answer.Said(command.by(), sentence)));
    }

    static Effect reply(Commanded command, Answer answer) {
        return new Effect.Reply(command.origin().key(), answer);
    }

    static String names(List<EnvironmentName> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream().map(EnvironmentName::text).collect(Collectors.joining(", "));
    }
}
