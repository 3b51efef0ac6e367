package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.AttentionRules;
import io.tidegate.plan.AttributeChange;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import io.tidegate.plan.Shown;
import io.tidegate.report.SummaryComment.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nobody may overlook: destroyed and replaced resources by address, those that hold something first, with what is
 * lost and the attribute that forces it; what becomes open to anybody; who may do what.
 */
final class Alerts {
    private static final int MOST = 5;
    private static final int WIDEST = 60;

    private Alerts() {}

    /** From the fullest to the shortest; even the shortest says which environments lose something. */
    static List<String> forms(List<Row> rows) {
        List<Row> left = rows.stream().filter(row -> !row.work().applied()).toList();
        String names = left.stream()
                .filter(row -> row.work()
                        .plan()
                        .map(plan -> plan.counts().destroy() > 0)
                        .orElse(false))
                .map(row -> Markdown.text(row.name().text()))
                .collect(Collectors.joining(", "));
        String shortest = names.isEmpty()
                ? ""
                : "> [!CAUTION]\n> These destroy or replace resources: " + names + ". Which ones is left out here.\n\n";
        return Stream.of(of(left, MOST), of(left, 1), shortest).distinct().toList();
    }

    private static String of(List<Row> rows, int most) {
        return rows.stream()
                .map(row -> row.work()
                        .plan()
                        .map(plan -> of(
                                row.name().text(),
                                plan,
                                row.work().environment().rules().show(),
                                most))
                        .orElse(""))
                .collect(Collectors.joining());
    }

    /** @param name raw: whose plan it is */
    static String of(String name, Plan plan, ShowLevel level) {
        return of(name, plan, level, MOST);
    }

    private static String of(String name, Plan plan, ShowLevel level, int most) {
        List<ResourceChange> gone = plan.changes().stream()
                .filter(change -> change.action().destroys())
                .sorted(Comparator.comparingInt(AttentionRules::rank))
                .toList();
        if (level == ShowLevel.COUNTS) {
            return "";
        }
        return gone(name, gone, most) + others(name, plan, most);
    }

    private static String gone(String name, List<ResourceChange> gone, int most) {
        if (gone.isEmpty()) {
            return "";
        }
        String lines = gone.stream().limit(most).map(Alerts::line).collect(Collectors.joining());
        int more = gone.size() - most;
        return "> [!CAUTION]\n> **" + Markdown.text(name) + "**\n" + lines
                + (more > 0 ? "> and " + more + " more\n" : "") + "\n";
    }

    private static String line(ResourceChange change) {
        Optional<String> forcing = change.attributes().stream()
                .filter(AttributeChange::forcesReplacement)
                .map(attribute ->
                        Markdown.code(attribute.path()) + " changes" + sides(attribute.before(), attribute.after()))
                .findFirst();
        String what = change.action().replaces() ? "destroys and recreates " : "destroys ";
        return "> " + what + Markdown.code(change.subject())
                + forcing.map(attribute -> " because " + attribute).orElse("")
                + AttentionRules.loss(change).map(loss -> "; " + loss).orElse("")
                + AttentionRules.trap(change).map(trap -> " (" + trap + ")").orElse("") + "\n";
    }

    private static String sides(Shown before, Shown after) {
        return before instanceof Shown.Text(String from)
                        && after instanceof Shown.Text(String to)
                        && from.length() + to.length() <= WIDEST
                ? ": " + Markdown.code(from) + " → " + Markdown.code(to)
                : "";
    }

    private static String others(String name, Plan plan, int most) {
        List<String> lines = Stream.of(
                        plan.changes().stream()
                                .flatMap(change -> AttentionRules.opens(change).stream()
                                        .map(path -> "opens " + Markdown.code(change.subject()) + " to anybody by "
                                                + Markdown.code(path))),
                        plan.changes().stream()
                                .filter(AttentionRules::rights)
                                .map(change -> "changes who may do what: " + Markdown.code(change.subject())),
                        plan.noted().stream()
                                .map(noted -> Markdown.code(noted.subject()) + ": " + Markdown.text(noted.reason())))
                .flatMap(line -> line)
                .toList();
        if (lines.isEmpty()) {
            return "";
        }
        int more = lines.size() - most;
        return "> [!WARNING]\n> **" + Markdown.text(name) + "**\n"
                + lines.stream().limit(most).map(line -> "> " + line + "\n").collect(Collectors.joining())
                + (more > 0 ? "> and " + more + " more\n" : "") + "\n";
    }
}
