package io.tidegate.report;

import io.tidegate.change.Approvals;
import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.plan.Plan;
import io.tidegate.report.SummaryComment.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One environment in the living comment, folded: its changes, what became of them, and what it waits for. */
final class EnvironmentDetails {
    private EnvironmentDetails() {}

    /** @param sameAs whose changes are this one's too, and shown already */
    static List<Budget.Piece> of(Change change, Row row, Optional<Row> sameAs) {
        Work work = row.work();
        Optional<Plan> plan = work.plan();
        String heading = "<b>" + Markdown.html(row.name().text()) + "</b>: "
                + plan.map(PlanWords::summary).orElse(row.standing().state())
                + plan.map(p -> " · plan <code>" + p.fingerprint().shortForm() + "</code>")
                        .orElse("");
        String before = "<details><summary>" + heading + "</summary>\n\n";
        String after = since(change, work) + marks(row) + reasons(work) + attempted(work) + obstacles(work)
                + repeating(work)
                + gates(change, row) + "</details>\n\n";
        List<String> forms = plan.map(
                        p -> PlanDiff.forms(p, work.environment().rules().show()))
                .orElse(List.of(""));
        if (sameAs.isPresent()) {
            forms = List.of("The same changes as in "
                    + Markdown.text(sameAs.get().name().text()) + ", above.\n");
        }
        int importance = plan.map(p -> p.counts().destroy() > 0 ? 2 : 1).orElse(0);
        return List.of(Budget.Piece.whole(before), new Budget.Piece(importance, forms), Budget.Piece.whole(after));
    }

    /** What changed since somebody approved it, as long as it is not applied. */
    private static String since(Change change, Work work) {
        if (work.applied()) {
            return "";
        }
        return work.plan()
                .flatMap(plan -> Approvals.last(change, work, plan))
                .map(last -> "\n"
                        + DifferenceWords.of(
                                last.difference(),
                                last.login() + "'s approval at " + SummaryComment.time(last.at()),
                                work.environment().rules().show()))
                .orElse("");
    }

    /** What makes the plan older than what is there. It closes nothing: the real plan is compared. */
    private static String marks(Row row) {
        return row.marks().stream()
                .map(mark -> "\n⚠️ This plan was " + Markdown.text(mark)
                        + ". Applying makes a new one and compares it with what was reviewed; `/plan " + row.name()
                        + "` shows it before.\n")
                .collect(Collectors.joining());
    }

    private static String reasons(Work work) {
        String reasons =
                work.affected().reasons().stream().limit(5).map(Markdown::text).collect(Collectors.joining("; "));
        return "\n<sub>selected: " + reasons + "</sub>\n";
    }

    /** How the last attempt ended, where it did not end well. */
    private static String attempted(Work work) {
        if (work.attempt() == null) {
            return "";
        }
        return switch (work.attempt().step()) {
            case Attempt.Step.Failed failed ->
                "\n❌ **Applying it failed.** " + Sentence.text(failed.reason())
                        + (failed.partly() ? " Part of it may be done.\n" : " Nothing was applied.\n");
            case Attempt.Step.Stopped stopped ->
                "\nThe last attempt stopped: " + Sentence.text(stopped.reason()) + ".\n";
            case Attempt.Step.AppliedWithoutTidegate without ->
                "\n⚠️ **Applied without Tidegate** (" + Markdown.text(without.status()) + ").\n";
            case Attempt.Step.Starting s -> "";
            case Attempt.Step.Planning s ->
                s.queued() == null || s.queued().ahead() == null
                        ? ""
                        : "\n⏳ " + RunWords.ahead(s.queued().ahead()) + "\n";
            case Attempt.Step.Gathering s -> "";
            case Attempt.Step.ConfirmSent s -> "";
            case Attempt.Step.Applying s -> "";
            case Attempt.Step.Applied s -> "";
        };
    }

    private static String repeating(Work work) {
        IgnoredDifferences ignored = work.environment().rules().ignored();
        String words =
                work.applied() ? "" : UnstableWords.of(work.notes().repeating().unstable(ignored));
        return words.isEmpty() ? "" : "\n" + words;
    }

    private static String obstacles(Work work) {
        return switch (work.planning()) {
            case Planning.Failed failed -> failed(failed, work);
            case Planning.Refused refused ->
                "\n**It was not planned:** " + Sentence.text(refused.reason()) + ". " + Sentence.text(refused.remedy())
                        + "\n\n";
            case Planning.Held held ->
                "\n**It is not planned:** " + Sentence.text(held.reason()) + ". It is when "
                        + Sentence.text(held.remedy()) + ".\n\n" + look(work, held);
            case Planning.Cancelled cancelled ->
                "\nIts plan was cancelled by " + Markdown.text(cancelled.by()) + ".\n\n";
            case Planning.Planned planned ->
                DiagnosticWords.list(planned.diagnostics(), work.environment(), planned.url())
                        + unknown(planned.plan());
            case Planning.Starting starting -> "";
            case Planning.Running running -> "";
        };
    }

    /** What whoever releases the plan looks at first. */
    static String look(Work work, Planning.Held held) {
        List<String> look = work.affected().look();
        return !held.release() || look.isEmpty()
                ? ""
                : "Look at these first; other code can do harm too:\n"
                        + look.stream()
                                .map(clause -> "- " + Sentence.text(clause) + "\n")
                                .collect(Collectors.joining())
                        + "\n";
    }

    /** Terraform's own errors say it better than the reason, which repeats the last of them. */
    private static String failed(Planning.Failed failed, Work work) {
        String list = DiagnosticWords.list(failed.diagnostics(), work.environment(), failed.url());
        return list.isEmpty()
                ? "\n❌ " + Sentence.text(failed.reason()) + "\n\n"
                : "\n❌ **The plan failed.**\n\n" + list + "\n";
    }

    private static String unknown(Plan plan) {
        String checks = plan.doubts().stream()
                        .map(doubt -> "- 🛑 " + Markdown.text(doubt) + "\n")
                        .collect(Collectors.joining())
                + plan.failingChecks().stream()
                        .map(check -> "- ⚠️ check: " + Markdown.text(check) + "\n")
                        .collect(Collectors.joining());
        String unknown = PlanWords.unknown(plan);
        return checks + "\n" + (unknown.isEmpty() ? "" : unknown + ".\n\n");
    }

    private static String gates(Change change, Row row) {
        Standing standing = row.standing();
        if (standing.kind() != Standing.Kind.WAITING && standing.kind() != Standing.Kind.READY) {
            return "";
        }
        return standing.gates()
                .map(report -> "\n**Before " + Markdown.text(row.name().text()) + " can be applied**\n"
                        + GateWords.list(report)
                        + (report.allOpen() ? "" : afterwards(change, row)))
                .orElse("");
    }

    private static String afterwards(Change change, Row row) {
        boolean byMerge = row.work().environment().rules().apply() == ApplyMode.ON_MERGE && !change.merged();
        return byMerge
                ? "\nThe merge applies it, if these are done by then.\n"
                : "\nWhen these are done: `/apply " + row.name() + "`\n";
    }
}
