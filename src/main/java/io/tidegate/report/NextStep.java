package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.Planning;
import io.tidegate.environment.ApplyMode;
import io.tidegate.plan.Plan;
import io.tidegate.report.SummaryComment.Row;
import java.util.List;
import java.util.Optional;

/** The next step, ready to copy. */
final class NextStep {
    private NextStep() {}

    static String of(Change change, List<Row> rows) {
        if (rows.isEmpty() || (!change.open() && !change.merged())) {
            return "";
        }
        return "**" + (change.merged() ? "Now" : "Next") + ":** " + step(change, rows) + "\n\n";
    }

    private static String step(Change change, List<Row> rows) {
        Optional<Row> applying = first(rows, Standing.Kind.APPLYING);
        if (change.merged()) {
            Optional<String> now = AfterMerge.now(change, rows);
            if (now.isPresent()) {
                return now.get();
            }
        }
        if (applying.isPresent()) {
            return RunWords.progress(applying.get().work()).isEmpty()
                    ? going(applying.get()) + ". Nothing to do."
                    : AfterMerge.applying(applying.get());
        }
        Optional<Row> broken = first(rows, Standing.Kind.APPLY_FAILED);
        if (broken.isPresent() && withoutTidegate(broken.get())) {
            return "look at what the run of " + name(broken.get())
                    + " did. What is left to do there goes through the gates:\n"
                    + Markdown.fence("", "/apply " + broken.get().name()).stripTrailing();
        }
        if (broken.isPresent()) {
            return "look at the run of " + name(broken.get()) + "; when its cause is removed, comment\n"
                    + Markdown.fence("", "/apply " + broken.get().name()).stripTrailing();
        }
        if (first(rows, Standing.Kind.PLANNING).isPresent()) {
            return "wait for the plans.";
        }
        Optional<Row> failed = first(rows, Standing.Kind.PLAN_FAILED);
        if (failed.isPresent()) {
            return "correct " + name(failed.get()) + " and push, or comment `/plan "
                    + failed.get().name() + "`.";
        }
        Optional<Row> unread = first(rows, Standing.Kind.UNRELEASED);
        if (unread.isPresent() && unread.get().work().planning() instanceof Planning.Held held) {
            return name(unread.get()) + " is planned when " + Sentence.text(held.remedy()) + ".";
        }
        Optional<Row> ready = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.READY)
                .filter(row ->
                        change.merged() || row.work().environment().rules().apply() == ApplyMode.ON_COMMAND)
                .findFirst();
        if (ready.isPresent()) {
            return name(ready.get()) + (change.merged() ? " is merged but not applied, and ready" : " is ready")
                    + ". Comment\n"
                    + Markdown.fence("", "/apply " + ready.get().name() + confirmation(ready.get()))
                            .stripTrailing();
        }
        return waiting(change, rows);
    }

    private static String waiting(Change change, List<Row> rows) {
        for (Row row : rows) {
            Optional<String> remedy = row.standing().kind() == Standing.Kind.WAITING
                    ? row.standing().obstacle().map(closed -> GateWords.remedy(closed.remedy()))
                    : Optional.empty();
            if (remedy.isPresent()) {
                return name(row) + " waits until " + remedy.get() + ".";
            }
        }
        Optional<Row> unplanned = first(rows, Standing.Kind.UNPLANNED);
        if (unplanned.isPresent()) {
            return name(unplanned.get()) + " is not planned: "
                    + Sentence.text(unplanned.get().standing().waits()) + ".";
        }
        Optional<Row> unasked = first(rows, Standing.Kind.UNASKED);
        if (unasked.isPresent()) {
            return name(unasked.get()) + " is planned when somebody comments `/plan "
                    + unasked.get().name() + "`.";
        }
        Optional<Row> unsigned =
                rows.stream().filter(row -> row.work().unsigned().isPresent()).findFirst();
        if (unsigned.isPresent()) {
            return "somebody else who may approve " + name(unsigned.get())
                    + " looks at what break-glass applied, and comments `/approve "
                    + unsigned.get().name() + "`.";
        }
        boolean byMerge = !change.merged()
                && rows.stream()
                        .anyMatch(row -> row.standing().kind() == Standing.Kind.READY
                                || row.standing().kind() == Standing.Kind.WAITING);
        return byMerge ? "merge this pull request; the rest is applied by the merge." : "nothing to do.";
    }

    /** A clause: what goes on. */
    static String going(Row row) {
        String state = row.standing().state();
        return name(row) + (state.startsWith("waits ") ? " " : " is ") + Markdown.text(state);
    }

    /** What has to be written besides, where destroying must be confirmed. */
    private static String confirmation(Row row) {
        int destroys = row.work().plan().map(Plan::destroys).orElse(0);
        return row.work().environment().rules().confirmDestroy() && destroys > 0
                ? " --confirm-destroy " + destroys
                : "";
    }

    private static boolean withoutTidegate(Row row) {
        return row.work().attempt() instanceof Attempt attempt
                && attempt.step() instanceof Attempt.Step.AppliedWithoutTidegate;
    }

    private static Optional<Row> first(List<Row> rows, Standing.Kind kind) {
        return rows.stream().filter(row -> row.standing().kind() == kind).findFirst();
    }

    private static String name(Row row) {
        return Markdown.text(row.name().text());
    }
}
