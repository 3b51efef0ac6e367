package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.gate.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The chapter of commands: heard once, decided on fresh evidence, answered. */
final class Commanding {
    private static final Duration LATE = Duration.ofHours(1);

    private Commanding() {}

    static Decision given(Change change, ChangeEvent.CommandGiven event) {
        if (change.hasHeard(event.comment(), event.line())) {
            return Decision.ignored(change, "this command was given before: each line runs once");
        }
        Change next = change.hearing(event.comment(), event.line());
        String id = event.comment() + "/" + event.line();
        Decision decision = Decision.of(next, "/" + event.command().word() + " by " + event.by().login())
                .and(new Effect.React(event.comment(), Effect.Reaction.EYES));
        if (Duration.between(event.givenAt(), event.at()).compareTo(LATE) > 0) {
            String late = "this `/" + event.command().word()
                    + "` reached Tidegate more than an hour after it was written and was not executed. Give it again if it still holds.";
            return decision.and(new Effect.Reply(id, new Answer.Said(event.by(), late)));
        }
        return switch (event.command()) {
            case Command.Help help -> decision.and(new Effect.Reply(id, new Answer.Help(event.by())));
            case Command.Status status -> decision.and(new Effect.Reply(id, new Answer.Status(event.by())));
            case Command.Plan c -> asking(decision, event);
            case Command.Approve c -> asking(decision, event);
            case Command.Apply c -> asking(decision, event);
            case Command.Cancel c -> asking(decision, event);
            case Command.Unlock c -> asking(decision, event);
        };
    }

    static Decision misspoken(Change change, ChangeEvent.Misspoken event) {
        if (change.hasHeard(event.comment(), event.line())) {
            return Decision.ignored(change, "this line was answered before");
        }
        Answer answer = new Answer.Misspoken(event.by(), event.said(), event.reason(), event.suggestion());
        return Decision.of(change.hearing(event.comment(), event.line()), "nearly a command: " + event.reason())
                .and(new Effect.React(event.comment(), Effect.Reaction.CONFUSED))
                .and(new Effect.Reply(event.comment() + "/" + event.line(), answer));
    }

    private static Decision asking(Decision decision, ChangeEvent.CommandGiven event) {
        Commanded command =
                new Commanded(event.comment(), event.line(), event.command(), event.by(), event.givenAt());
        return decision.with(decision.next().waiting(command))
                .and(new Effect.ReadEvidence(new ChangeEvent.Purpose.ForCommand(event.comment(), event.line())));
    }

    /** Decides a command on the evidence read for it. */
    static Decision decide(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            ChangeEvent.Purpose.ForCommand purpose,
            ChangeEvent.EvidenceRead read) {
        Optional<Commanded> waiting = change.commands().stream()
                .filter(c -> c.is(purpose.comment(), purpose.line()))
                .findFirst();
        if (waiting.isEmpty()) {
            return Decision.ignored(change, "this command was answered already");
        }
        Commanded command = waiting.get();
        Change next = answered(change, command);
        Permission needed = command.command() instanceof Command.Unlock ? Permission.MAINTAIN : Permission.WRITE;
        Permission has = read.evidence().permission(command.by());
        boolean holdsLock = command.command() instanceof Command.Unlock && has.atLeast(Permission.WRITE);
        if (!has.atLeast(needed) && !holdsLock) {
            return notPermitted(next, command, needed);
        }
        if (next.revision() == null) {
            return said(next, command, "this pull request was not read yet; it is now. Try again when its plans are shown.")
                    .and(new Effect.Inspect());
        }
        Optional<String> unknown = unknown(next, command);
        if (unknown.isPresent()) {
            return said(next, command, unknown.get());
        }
        return switch (command.command()) {
            case Command.Plan plan -> plan(next, command, chosen(next, command));
            case Command.Approve approve -> approve(next, command, approve);
            case Command.Apply apply -> apply(next, shared, command, read);
            case Command.Cancel cancel -> cancel(next, command, read);
            case Command.Unlock unlock -> unlock(next, shared, command, read);
            case Command.Status status -> Decision.ignored(next, "answered at once");
            case Command.Help help -> Decision.ignored(next, "answered at once");
        };
    }

    private static Decision notPermitted(Change change, Commanded command, Permission needed) {
        Decision decision = Decision.of(
                        change, command.by().login() + " may not /" + command.command().word())
                .and(new Effect.React(command.comment(), Effect.Reaction.CONFUSED));
        if (change.told().contains(command.by().id())) {
            return decision;
        }
        Answer answer = new Answer.NotPermitted(command.by(), needed.name().toLowerCase(Locale.ROOT));
        return decision.with(change.telling(command.by())).and(reply(command, answer));
    }

    private static Optional<String> unknown(Change change, Commanded command) {
        List<EnvironmentName> unknown = command.command().environments().stream()
                .filter(name -> change.work(name).isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String affected = change.works().stream()
                .map(work -> "`" + work.name() + "`")
                .collect(Collectors.joining(", "));
        return Optional.of("this pull request does not affect " + names(unknown) + ". Nothing was done. "
                + (affected.isEmpty() ? "It affects no environment." : "It affects " + affected + "."));
    }

    private static List<Work> chosen(Change change, Commanded command) {
        List<EnvironmentName> named = command.command().environments();
        return change.works().stream()
                .filter(work -> named.isEmpty() || named.contains(work.name()))
                .toList();
    }

    private static Decision plan(Change change, Commanded command, List<Work> chosen) {
        Decision decision = Decision.of(change, "planning again for " + command.by().login());
        Change next = change;
        for (Work work : chosen) {
            if (work.applyGoesOn()) {
                continue;
            }
            decision = Superseding.stopPlanning(decision, work);
            Work planned = Superseding.planned(change, work);
            next = next.with(planned);
            decision = decision.and(Superseding.start(planned));
        }
        if (next.equals(change)) {
            return said(change, command, "there is nothing to plan: no environment is affected, or an apply is going on.");
        }
        // The base may have moved on: reading again brings the tree up to date, and plans anew what it changed.
        return decision.with(next).and(new Effect.Inspect()).refreshing(chosen);
    }

    private static Decision approve(Change change, Commanded command, Command.Approve approve) {
        Approval approval = new Approval(
                Approval.Kind.COMMENT,
                command.comment(),
                command.by(),
                command.at(),
                approve.environments(),
                approve.fingerprint(),
                Permission.WRITE);
        List<Approval> approvals = new ArrayList<>(change.approvals());
        approvals.removeIf(a -> a.kind() == Approval.Kind.COMMENT && a.id() == command.comment());
        approvals.add(approval);
        Change next = change.withApprovals(approvals);
        List<Work> chosen = chosen(next, command);
        List<EnvironmentName> counted = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Work work : chosen) {
            var seen = work.plan().map(plan -> Approvals.of(next, work, plan, true));
            if (seen.isEmpty()) {
                remarks.add(work.name() + ": it has no plan now, so there is nothing to approve");
            } else if (seen.get().counted().contains(command.by().login())) {
                counted.add(work.name());
            } else {
                seen.get().discounted().stream()
                        .filter(d -> d.login().equals(command.by().login()))
                        .forEach(d -> remarks.add(work.name() + ": does not count, " + d.why()));
            }
        }
        return Decision.of(next, command.by().login() + " approves " + names(counted))
                .and(reply(command, new Answer.Approved(command.by(), counted, remarks)))
                .refreshing(List.of());
    }

    private static Decision apply(
            Change change, SortedMap<String, EnvironmentState> shared, Commanded command, ChangeEvent.EvidenceRead read) {
        boolean bare = command.command().environments().isEmpty();
        List<Work> candidates = chosen(change, command).stream()
                .filter(work -> !bare
                        || (!work.passed()
                                && !work.applyGoesOn()
                                && work.environment().apply() != ApplyMode.NEVER
                                && Situations.waitsFor(change, work).isEmpty()))
                .toList();
        List<Work> left = candidates.stream().filter(work -> !work.passed()).toList();
        if (left.isEmpty()) {
            String nothing = candidates.isEmpty()
                    ? "nothing is ready to be applied: every environment is applied, changes nothing, is being applied, or waits for another."
                    : names(candidates.stream().map(Work::name).toList()) + " needs no apply: it is applied or changes nothing.";
            return said(change, command, nothing);
        }
        Attempt.Asked asked = new Attempt.Asked.ByCommand(command.by(), command.comment(), command.line(), command.at());
        return Applying.begin(change, shared, left, asked, read)
                .answering(reports -> bare && reports.someOpen()
                        ? List.of()
                        : List.of(reply(command, new Answer.Refused(command.by(), reports.closed()))));
    }

    private static Decision cancel(Change change, Commanded command, ChangeEvent.EvidenceRead read) {
        Decision decision = Decision.of(change, "cancelled by " + command.by().login());
        Change next = change;
        for (Work work : chosen(change, command)) {
            Attempt attempt = work.attempt();
            if (attempt != null && !attempt.over() && !attempt.committed()) {
                decision = Applying.abandon(decision, change, work, attempt, read.at());
                next = next.with(work.with(attempt.at(new Attempt.Step.Stopped("cancelled by " + command.by().login()))));
            } else if (work.planningGoesOn()) {
                decision = Superseding.stopPlanning(decision, work);
                next = next.with(work.with(new Planning.Cancelled(work.planning().number(), command.by().login())));
            }
        }
        if (next.equals(change)) {
            return said(change, command, "nothing was cancelled: nothing is being planned or waits here. An apply in progress is not interrupted.");
        }
        return decision.with(next)
                .and(reply(command, new Answer.Said(command.by(), "cancelled. Nothing was applied.")))
                .refreshing(chosen(next, command));
    }

    private static Decision unlock(
            Change change, SortedMap<String, EnvironmentState> shared, Commanded command, ChangeEvent.EvidenceRead read) {
        List<Work> held = chosen(change, command).stream()
                .filter(work -> holds(change, work, shared))
                .toList();
        List<Work> busy = held.stream().filter(Work::applyGoesOn).toList();
        if (!busy.isEmpty()) {
            return said(change, command, names(busy.stream().map(Work::name).toList())
                    + " is being applied: nothing was unlocked. An apply in progress is not interrupted.");
        }
        if (held.isEmpty()) {
            return said(change, command, "this pull request holds no lock. Nothing was done.");
        }
        Decision decision = Decision.of(change, "unlocked by " + command.by().login());
        for (Work work : held) {
            decision = decision.tell(
                    work, new EnvironmentEvent.Released(change.id(), "unlocked by " + command.by().login(), read.at()));
        }
        String names = names(held.stream().map(Work::name).toList());
        return decision.and(reply(command, new Answer.Said(command.by(), "unlocked " + names + ".")))
                .refreshing(List.of());
    }

    private static boolean holds(Change change, Work work, SortedMap<String, EnvironmentState> shared) {
        EnvironmentState state =
                work.workspace() == null ? null : shared.get(work.workspace().id());
        return state != null && state.holder() != null && !state.heldByOther(change.id());
    }

    private static Change answered(Change change, Commanded command) {
        return change.withCommands(change.commands().stream()
                .filter(c -> !c.is(command.comment(), command.line()))
                .toList());
    }

    static Decision said(Change change, Commanded command, String sentence) {
        return Decision.of(change, sentence).and(reply(command, new Answer.Said(command.by(), sentence)));
    }

    private static Effect reply(Commanded command, Answer answer) {
        return new Effect.Reply(command.comment() + "/" + command.line(), answer);
    }

    private static String names(List<EnvironmentName> names) {
        return names.isEmpty() ? "nothing" : names.stream().map(EnvironmentName::text).collect(Collectors.joining(", "));
    }
}
