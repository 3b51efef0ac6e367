package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One plan alone, in the form in which the living comment shows it. */
public final class PlanSummary {
    private PlanSummary() {}

    /** Markdown within GitHub's limit for a comment. */
    public static String render(Plan plan, ShowLevel level) {
        List<Budget.Piece> pieces = new ArrayList<>();
        pieces.add(Budget.Piece.whole("### Plan: " + PlanWords.summary(plan) + " · <code>"
                + plan.fingerprint().shortForm() + "</code>\n\n"));
        pieces.add(Budget.Piece.whole(Alerts.of("This plan", plan, level)));
        pieces.add(new Budget.Piece(1, PlanDiff.forms(plan, level)));
        pieces.add(Budget.Piece.whole(warnings(plan) + checks(plan)));
        pieces.add(Budget.Piece.whole("\n<sub>" + PlanWords.counts(plan)
                + (plan.redacted() ? " · redacted JSON" : " · Terraform " + Markdown.html(plan.terraformVersion()))
                + (PlanWords.unknown(plan).isEmpty() ? "" : " · " + PlanWords.unknown(plan))
                + "</sub>\n"));
        return Budget.fit(pieces, Budget.COMMENT);
    }

    private static String warnings(Plan plan) {
        String incomplete = plan.complete()
                ? ""
                : "- ⚠️ The plan is incomplete: it was targeted, or something is deferred. Another plan is needed after it.\n";
        return incomplete
                + plan.doubts().stream()
                        .map(doubt -> "- 🛑 " + Markdown.text(doubt) + "\n")
                        .collect(Collectors.joining());
    }

    private static String checks(Plan plan) {
        int most = 20;
        int more = plan.failingChecks().size() - most;
        return plan.failingChecks().stream()
                        .limit(most)
                        .map(check -> "- ⚠️ " + Markdown.text(check) + "\n")
                        .collect(Collectors.joining())
                + (more > 0 ? "- and " + more + " more\n" : "");
    }
}
