package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.plan.ResourceChange;
import io.tidegate.report.SummaryComment.Row;
import java.util.List;
import java.util.stream.Collectors;

/** The comment's title: the outcome in one sentence. */
final class Headline {
    private Headline() {}

    static String of(Change change, List<Row> rows) {
        if (rows.isEmpty()) {
            return "No environment is affected";
        }
        if (change.merged() && change.pullRequest() != null) {
            String commit = change.pullRequest().mergeCommit();
            return "Merged as `" + GateWords.shortened(commit == null ? "" : commit) + "`: "
                    + rows.stream().map(Headline::stage).collect(Collectors.joining(" → "));
        }
        if (!change.open()) {
            return "Closed without a merge";
        }
        List<Row> planning = of(rows, Standing.Kind.PLANNING);
        if (!planning.isEmpty()) {
            return "Planning " + names(planning);
        }
        List<Row> failed = of(rows, Standing.Kind.PLAN_FAILED);
        if (!failed.isEmpty()) {
            return names(failed) + ": **plan failed**";
        }
        List<Row> broken = of(rows, Standing.Kind.APPLY_FAILED);
        if (!broken.isEmpty()) {
            return names(broken) + ": **" + broken.getFirst().standing().state() + "**";
        }
        List<Row> applying = of(rows, Standing.Kind.APPLYING);
        if (!applying.isEmpty()) {
            return "**" + names(applying) + "** "
                    + applying.getFirst().standing().state();
        }
        List<Row> unread = of(rows, Standing.Kind.UNRELEASED);
        if (!unread.isEmpty()) {
            return names(unread) + (unread.size() == 1 ? " waits" : " wait") + " for somebody to read the code";
        }
        return changes(rows);
    }

    private static String changes(List<Row> rows) {
        List<Row> left = rows.stream()
                .filter(row ->
                        row.work().plan().map(plan -> !plan.changesNothing()).orElse(true))
                .filter(row -> !row.work().applied() && row.standing().kind() != Standing.Kind.UNASKED)
                .toList();
        List<Row> applied = of(rows, Standing.Kind.APPLIED);
        String done = applied.isEmpty() ? "" : names(applied) + " ✅ applied";
        List<Row> unasked = of(rows, Standing.Kind.UNASKED);
        if (left.isEmpty() && !unasked.isEmpty()) {
            return (done.isEmpty() ? "" : done + "; ") + names(unasked) + " not planned";
        }
        if (left.isEmpty()) {
            return done.isEmpty() ? "No changes in " + names(rows) : done;
        }
        String destroys = left.stream()
                .filter(row -> row.work()
                        .plan()
                        .map(plan -> plan.counts().destroy() > 0)
                        .orElse(false))
                .map(row -> "; " + row.name() + " **" + destroyed(row) + "**")
                .collect(Collectors.joining());
        String change = left.size() == 1 ? names(left) + " changes" : left.size() + " environments change";
        return (done.isEmpty() ? "" : done + "; ") + change + destroys;
    }

    private static String destroyed(Row row) {
        List<ResourceChange> gone = row.work().plan().stream()
                .flatMap(plan -> plan.changes().stream())
                .filter(change -> change.action().destroys())
                .toList();
        String verb = gone.stream().allMatch(change -> change.action().replaces()) ? "replaces " : "destroys ";
        return verb + (gone.size() == 1 ? "1 resource" : gone.size() + " resources");
    }

    private static String stage(Row row) {
        String name = Markdown.text(row.name().text());
        return switch (row.standing().kind()) {
            case APPLIED, NOTHING -> name + " ✅";
            case APPLYING -> "**" + name + " " + row.standing().state() + "**";
            case APPLY_FAILED, PLAN_FAILED -> "**" + name + " ❌**";
            case PLANNING, UNPLANNED, UNRELEASED, UNASKED, READY, WAITING -> name;
        };
    }

    private static List<Row> of(List<Row> rows, Standing.Kind kind) {
        return rows.stream().filter(row -> row.standing().kind() == kind).toList();
    }

    static String names(List<Row> rows) {
        return rows.stream().map(row -> Markdown.text(row.name().text())).collect(Collectors.joining(", "));
    }
}
