package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.report.SummaryComment.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What nobody may overlook: destroyed and replaced resources by address, with the attribute that forces it. */
final class Alerts {
    private static final int MOST = 5;

    private Alerts() {}

    static String of(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.work().applied())
                .map(row -> row.work()
                        .plan()
                        .map(plan -> of(
                                row.name().text(),
                                plan,
                                row.work().environment().show()))
                        .orElse(""))
                .collect(Collectors.joining());
    }

    /** @param name raw: whose plan it is */
    static String of(String name, Plan plan, ShowLevel level) {
        List<ResourceChange> gone = plan.changes().stream()
                .filter(change -> change.action().destroys())
                .toList();
        if (gone.isEmpty() || level == ShowLevel.COUNTS) {
            return "";
        }
        String lines = gone.stream().limit(MOST).map(Alerts::line).collect(Collectors.joining());
        int more = gone.size() - MOST;
        return "> [!CAUTION]\n> **" + Markdown.text(name) + "**\n" + lines
                + (more > 0 ? "> and " + more + " more\n" : "") + "\n";
    }

    private static String line(ResourceChange change) {
        Optional<String> forcing = change.attributes().stream()
                .filter(AttributeChange::forcesReplacement)
                .map(attribute -> Markdown.code(attribute.path()))
                .findFirst();
        String what = change.action().replaces() ? "destroys and recreates " : "destroys ";
        return "> " + what + Markdown.code(change.address())
                + forcing.map(attribute -> " because " + attribute + " changes").orElse("") + "\n";
    }
}
