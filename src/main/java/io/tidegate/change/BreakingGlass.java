package io.tidegate.change;

import io.tidegate.environment.Right;
import io.tidegate.gate.Authorization;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Person;
import io.tidegate.gate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The chapter of break-glass: gates opened in an emergency, said at once, and signed off by a second person afterwards. */
final class BreakingGlass {
    /** Uses that are remembered of one environment; those that are not signed off yet are never forgotten. */
    private static final int KEPT = 20;

    private BreakingGlass() {}

    /** The attempt begins: whose lock it takes is told, and so is everybody here. Nothing for any other attempt. */
    static Decision begun(Decision decision, Work begun, Attempt attempt, GateReport report, Instant at) {
        if (!(attempt.asked() instanceof Attempt.Asked.ByCommand command) || command.breakGlass() == null) {
            return decision;
        }
        List<BrokenGlass.Opened> opened = opened(report);
        BrokenGlass use = new BrokenGlass(
                attempt.number(),
                command.by(),
                command.breakGlass().reason(),
                command.breakGlass().plan(),
                at,
                opened,
                bypassed(begun, opened),
                false,
                null);
        List<BrokenGlass> all = new ArrayList<>(begun.notes().brokenGlass());
        all.add(use);
        List<BrokenGlass> kept = all.stream()
                .filter(one -> one.unsigned() || all.indexOf(one) >= all.size() - KEPT)
                .toList();
        String why = command.by().login() + " took the lock of " + begun.name() + " by break-glass for #"
                + decision.next().id().number() + ": " + use.reason();
        return decision.with(decision.next().with(begun.withBrokenGlass(kept)))
                .because("break-glass by " + command.by().login() + " ("
                        + command.by().id() + ") on plan " + use.plan() + " of " + begun.name() + ": " + use.reason()
                        + "; opened " + words(opened))
                .tell(
                        begun,
                        new EnvironmentEvent.Seized(
                                decision.next().id(), command.by().login(), why, at))
                .and(new Effect.Reply(
                        "glass/" + begun.name() + "/" + attempt.number(), new Answer.GlassBroken(begun.name(), use)));
    }

    /** Just before the confirmation: what was opened is what is closed then, and somebody must look at it afterwards. */
    static Work confirmed(Work work, Attempt attempt, GateReport report) {
        return work.withBrokenGlass(work.notes().brokenGlass().stream()
                .map(use -> use.attempt() == attempt.number() ? use.confirmed(opened(report)) : use)
                .toList());
    }

    /**
     * A named {@code /approve} after the apply is a second person's signature.
     *
     * @param person who gives it, as now on the repository
     * @return the decision with what was signed, or with why that is not this person's to do
     */
    static Decision signedOff(Decision decision, Commanded command, List<Work> chosen, Person person, Instant at) {
        if (command.command().environments().isEmpty()) {
            return decision;
        }
        Decision signed = decision;
        for (Work work : chosen) {
            List<BrokenGlass> unsigned = work.notes().brokenGlass().stream()
                    .filter(BrokenGlass::unsigned)
                    .toList();
            if (!unsigned.isEmpty()) {
                String against = against(decision.next(), work, unsigned, command, person);
                signed = against.isEmpty() ? sign(signed, work, command, at) : refuse(signed, work, command, against);
            }
        }
        return signed;
    }

    private static Decision sign(Decision decision, Work work, Commanded command, Instant at) {
        BrokenGlass.SignedOff second = new BrokenGlass.SignedOff(command.by(), at);
        Work next = decision.next().work(work.name()).orElse(work);
        Work signed = next.withBrokenGlass(next.notes().brokenGlass().stream()
                .map(use -> use.unsigned() ? use.signed(second) : use)
                .toList());
        return decision.with(decision.next().with(signed))
                .because("break-glass of " + work.name() + " signed off by "
                        + command.by().login() + " (" + command.by().id() + ")")
                .and(new Effect.Reply(
                        command.origin().key() + "-signed-" + work.name(),
                        new Answer.SignedOff(
                                work.name(), signed.notes().brokenGlass().getLast())))
                .refreshing(List.of(signed));
    }

    private static Decision refuse(Decision decision, Work work, Commanded command, String against) {
        return decision.and(new Effect.Reply(
                command.origin().key() + "-unsigned-" + work.name(),
                new Answer.Said(
                        command.by(), "this does not sign off the break-glass of " + work.name() + ": " + against)));
    }

    private static String against(
            Change change, Work work, List<BrokenGlass> unsigned, Commanded command, Person person) {
        if (work.applyGoesOn()) {
            return "it is being applied. Look at what it did when that has ended.";
        }
        if (unsigned.stream().anyMatch(use -> use.by().is(command.by()))) {
            return command.by().login() + " broke the glass, and a second person looks at it.";
        }
        Approval approval = new Approval(
                Approval.Kind.COMMENT,
                0,
                person,
                command.at(),
                List.of(work.name()),
                null,
                Objects.requireNonNull(change.revision()).head());
        String personal = Approvals.personal(change, work, approval);
        return personal.isEmpty()
                ? ""
                : command.by().login() + " has a part in it (" + personal
                        + "). Somebody who may approve it and has none signs it off.";
    }

    private static List<BrokenGlass.Opened> opened(GateReport report) {
        return report.overridden().stream()
                .map(judged -> new BrokenGlass.Opened(judged.gate(), ((Verdict.Overridden) judged.verdict()).reason()))
                .toList();
    }

    private static String bypassed(Work work, List<BrokenGlass.Opened> opened) {
        boolean people = opened.stream().anyMatch(one -> one.gate().equals("approvals"));
        var rules = work.environment().rules();
        String teams = rules.approvals().teams().keySet().stream()
                .map(team -> ", team " + team)
                .collect(Collectors.joining());
        return people ? Authorization.somebody(rules.rights(), Right.APPROVE) + teams : "";
    }

    private static String words(List<BrokenGlass.Opened> opened) {
        return opened.isEmpty()
                ? "nothing"
                : opened.stream()
                        .map(one -> one.gate() + " (" + one.reason() + ")")
                        .collect(Collectors.joining(", "));
    }
}
