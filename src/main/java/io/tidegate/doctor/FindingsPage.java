package io.tidegate.doctor;

import io.tidegate.report.Html;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The findings as a page, the worst first. */
public final class FindingsPage {
    private FindingsPage() {}

    /** @param every how often it looks at most, in seconds */
    public static String of(List<Finding> findings, Instant looked, long every) {
        StringBuilder rows = new StringBuilder();
        for (String kind : List.of("problem", "warning", "unknown", "ok")) {
            findings.stream().filter(one -> one.kind().equals(kind)).forEach(one -> rows.append(row(one)));
        }
        return Html.page(
                "Doctor",
                "<p>" + Html.escaped(count(findings)) + " Looked at "
                        + looked.truncatedTo(ChronoUnit.SECONDS)
                        + "; whoever opens this page lets it look again, every "
                        + every
                        + " seconds at most. It changes nothing.</p><table><thead><tr><th scope=\"col\">Kind</th>"
                        + "<th scope=\"col\">Finding</th></tr></thead><tbody>" + rows + "</tbody></table>");
    }

    /** How many there are of each kind. */
    public static String count(List<Finding> findings) {
        long problems = count(findings, "problem");
        long warnings = count(findings, "warning");
        return "%d problem%s, %d warning%s, %d unknown, %d ok."
                .formatted(
                        problems,
                        problems == 1 ? "" : "s",
                        warnings,
                        warnings == 1 ? "" : "s",
                        count(findings, "unknown"),
                        count(findings, "ok"));
    }

    private static long count(List<Finding> findings, String kind) {
        return findings.stream().filter(one -> one.kind().equals(kind)).count();
    }

    private static String row(Finding finding) {
        return "<tr><td class=\"" + finding.kind() + "\">" + finding.kind() + "</td><td><span class=\"subject\">"
                + Html.line(finding.subject()) + "</span>" + Html.line(finding.text())
                + (finding.remedy().isEmpty()
                        ? ""
                        : "<span class=\"remedy\">→ " + Html.line(finding.remedy()) + "</span>")
                + "</td></tr>";
    }
}
