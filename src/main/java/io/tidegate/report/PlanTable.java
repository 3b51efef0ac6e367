package io.tidegate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comment's table: an environment a row, never left out. */
public final class PlanTable {
    private PlanTable() {}

    /**
     * One environment; all texts are raw and escaped here.
     *
     * @param icon shown before the name
     * @param plan {@link PlanWords#counts}, or what there is instead of a plan
     * @param link where the plan leads, if anywhere
     * @param note behind the plan: {@code provisional}, or empty
     */
    public record Row(
            String icon,
            String environment,
            String plan,
            @Nullable String link,
            String note,
            String third) {}

    /**
     * @param third the heading of the last column: {@code Waits for}
     */
    public static String of(List<Row> rows, String third) {
        StringBuilder table = new StringBuilder("| Environment | Plan | ")
                .append(Markdown.cell(third))
                .append(" |\n|---|---|---|\n");
        rows.forEach(row -> table.append("| ")
                .append(row.icon())
                .append(" **")
                .append(Markdown.cell(row.environment()))
                .append("** | ")
                .append(plan(row))
                .append(" | ")
                .append(Markdown.cell(row.third()))
                .append(" |\n"));
        return table.toString();
    }

    private static String plan(Row row) {
        String plan = row.link() == null ? Markdown.cell(row.plan()) : Markdown.link(row.plan(), row.link());
        return row.note().isEmpty() ? plan : plan + " " + Markdown.cell(row.note());
    }
}
