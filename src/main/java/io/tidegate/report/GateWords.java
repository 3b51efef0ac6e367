package io.tidegate.report;

import io.tidegate.gate.GateReport;
import io.tidegate.gate.Verdict;
import java.util.stream.Collectors;

/** A gate report in Markdown: the same text everywhere. */
final class GateWords {
    private GateWords() {}

    /** Closed gates one by one with what opens them, open ones in one line. */
    static String list(GateReport report) {
        StringBuilder words = new StringBuilder();
        for (GateReport.Judged judged : report.gates()) {
            if (judged.verdict() instanceof Verdict.Closed closed) {
                words.append("- ❌ **")
                        .append(judged.gate())
                        .append("**: ")
                        .append(Sentence.text(closed.reason()))
                        .append(". Opens when: ")
                        .append(remedy(closed.remedy()))
                        .append('\n');
            }
        }
        String open = open(report);
        return open.isEmpty()
                ? words.toString()
                : words.append("- ✅ ").append(open).append('\n').toString();
    }

    /** A table of the closed ones. */
    static String table(GateReport report) {
        StringBuilder words = new StringBuilder("| Closed | Why | What opens it |\n|---|---|---|\n");
        for (GateReport.Judged judged : report.gates()) {
            if (judged.verdict() instanceof Verdict.Closed closed) {
                words.append("| ")
                        .append(judged.gate())
                        .append(" | ")
                        .append(Sentence.cell(closed.reason()))
                        .append(" | ")
                        .append(Sentence.cell(closed.remedy()))
                        .append(" |\n");
            }
        }
        return words.toString();
    }

    static String open(GateReport report) {
        return report.open().stream()
                .map(judged -> judged.gate() + " (" + Sentence.text(((Verdict.Open) judged.verdict()).reason()) + ")")
                .collect(Collectors.joining(" · "));
    }

    static String remedy(String raw) {
        return Sentence.text(raw);
    }

    /** Which configuration was used, in a few words. */
    static String configuration(GateReport report) {
        return "configuration " + Markdown.code(shortened(report.configuration()))
                + (report.organization() == null
                        ? ""
                        : ", the organisation's " + Markdown.code(shortened(report.organization())));
    }

    static String shortened(String sha) {
        return sha.substring(0, Math.min(7, sha.length()));
    }
}
