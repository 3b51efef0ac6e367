package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The chapter of commands obeyed: what each does once it is known that its giver may give it. */
final class Obeying {
    private Obeying() {}

    static Decision plan(Change change, Commanded command, Command.Plan plan, List<Work> chosen) {
        String head = change.revision() == null ? "" : change.revision().head();
        if (plan.sha() != null && !plan.sha().equals(head)) {
            return Commanding.said(
                    change,
                    command,
                    "`--sha` names `" + plan.sha() + "`, and the newest commit is `" + head
                            + "` by now. Nothing was planned: read that one.");
        }
        boolean bare = plan.environments().isEmpty() && !plan.all() && plan.sha() == null;
        Decision decision =
                Decision.of(change, "planning again for " + command.by().login());
        Change next = change;
        List<String> held = new ArrayList<>();
        for (Work work : chosen) {
            boolean waits = bare && work.planning() instanceof Planning.Held it && !it.release();
            if (work.applyGoesOn() || waits) {
                continue;
            }
            Work read = plan.sha() == null ? work : work.withReleased(head);
            Work planned = Superseding.planned(change, read, Holding.Wish.ASKED);
            if (planned.planning() instanceof Planning.Held it) {
                held.add(work.name() + " is not planned: " + it.reason() + ". It is when " + it.remedy() + ".");
                planned = work.with(it);
            }
            decision = Superseding.stopPlanning(decision, work);
            next = next.with(planned);
            decision = decision.and(Superseding.start(planned));
        }
        List<Effect> answer = held.isEmpty()
                ? List.of()
                : List.of(Commanding.reply(command, new Answer.Said(command.by(), String.join(" ", held))));
        if (next.equals(change) && held.isEmpty()) {
            return Commanding.said(
                    change,
                    command,
                    "there is nothing to plan: no environment is affected, an apply is going on, or what is left is planned only"
                            + " by its name (`/plan --all` means all).");
        }
        // The base may have moved on: reading again brings the tree up to date, and plans anew what it changed.
        return decision.with(next).and(answer).and(new Effect.Inspect()).refreshing(chosen);
    }

    static Decision approve(
            Change change,
            Commanded command,
            Command.Approve approve,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        if (!(command.origin() instanceof Origin.Line line)) {
            return Commanding.said(change, command, "an approval is a review or a comment. Nothing was approved.");
        }
        Approval approval = new Approval(
                Approval.Kind.COMMENT,
                line.comment(),
                read.evidence().person(command.by()),
                command.at(),
                approve.environments().isEmpty()
                        ? List.of()
                        : chosen.stream().map(Work::name).toList(),
                approve.fingerprint(),
                change.revision() == null ? "" : change.revision().head());
        List<Approval> approvals = new ArrayList<>(change.approvals());
        approvals.removeIf(a -> a.kind() == Approval.Kind.COMMENT && a.id() == line.comment());
        approvals.add(approval);
        Change next = change.withApprovals(approvals);
        List<EnvironmentName> counted = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Work work : chosen) {
            if (work.unsigned().isPresent()
                    && work.passed()
                    && !approve.environments().isEmpty()) {
                continue; // It speaks of what was applied, and there is no plan to approve.
            }
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
        Decision approved = Decision.of(next, command.by().login() + " approves " + Commanding.names(counted))
                .and(
                        counted.isEmpty() && remarks.isEmpty()
                                ? List.of()
                                : List.of(
                                        Commanding.reply(command, new Answer.Approved(command.by(), counted, remarks))))
                .refreshing(chosen);
        return approve.fingerprint() == null
                ? BreakingGlass.signedOff(
                        approved, command, chosen, read.evidence().person(command.by()), read.at())
                : approved;
    }

    static Decision apply(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        boolean bare = command.command().environments().isEmpty();
        List<Work> candidates = chosen.stream()
                .filter(work -> !bare
                        || (!work.passed()
                                && !work.applyGoesOn()
                                && work.environment().rules().apply() != ApplyMode.NEVER
                                && !needsConfirmation(work)
                                && Situations.waitsFor(change, work).isEmpty()))
                .toList();
        List<Work> left = candidates.stream().filter(work -> !work.passed()).toList();
        if (left.isEmpty()) {
            String nothing = candidates.isEmpty()
                    ? "nothing is ready to be applied: every environment is applied, changes nothing, is being applied, or waits for another."
                    : Commanding.names(candidates.stream().map(Work::name).toList())
                            + " needs no apply: it is applied or changes nothing.";
            return Commanding.said(change, command, nothing);
        }
        Attempt.Asked asked = new Attempt.Asked.ByCommand(
                command.by(),
                command.origin(),
                command.at(),
                command.command() instanceof Command.Apply apply ? apply.destroys() : null,
                command.command() instanceof Command.Apply apply ? apply.breakGlass() : null);
        return Beginning.begin(
                        change,
                        shared,
                        left,
                        asked,
                        bare ? Beginning.Manner.WHAT_IS_READY : Beginning.Manner.TOGETHER,
                        read)
                .answering(reports -> bare
                                && (reports.someOpen() || !reports.queued().isEmpty())
                        ? List.of()
                        : List.of(Commanding.reply(command, new Answer.Refused(command.by(), reports.closed()))));
    }

    /** Such an apply is asked for by its name and with a number, never in passing. */
    private static boolean needsConfirmation(Work work) {
        return work.environment().rules().confirmDestroy()
                && work.plan().filter(plan -> plan.destroys() > 0).isPresent();
    }

    static Decision cancel(
            Change change,
            SortedMap<String, EnvironmentState> shared,
            Commanded command,
            List<Work> chosen,
            ChangeEvent.EvidenceRead read) {
        Decision decision = Decision.of(change, "cancelled by " + command.by().login());
        Change next = change;
        for (Work work : chosen) {
            Attempt attempt = work.attempt();
            if (attempt != null && !attempt.over() && !attempt.committed()) {
                decision = Applying.abandon(decision, change, work, attempt, read.at());
                next = next.with(work.with(attempt.at(
                        new Attempt.Step.Stopped("cancelled by " + command.by().login()))));
            } else if (work.planningGoesOn()) {
                decision = Superseding.stopPlanning(decision, work);
                next = next.with(work.with(new Planning.Cancelled(
                        work.planning().number(), command.by().login())));
            }
        }
        List<Work> queued = Queueing.waiting(change, chosen, shared);
        for (Work work : queued) {
            String why = "cancelled by " + command.by().login();
            decision = decision.tell(work, new EnvironmentEvent.Dequeued(change.id(), why, read.at()));
        }
        if (next.equals(change) && queued.isEmpty()) {
            return Commanding.said(
                    change,
                    command,
                    "nothing was cancelled: nothing is being planned or waits here. An apply in progress is not interrupted.");
        }
        return decision.with(next)
                .and(Commanding.reply(command, new Answer.Said(command.by(), "cancelled. Nothing was applied.")))
                .refreshing(chosen);
    }
}
