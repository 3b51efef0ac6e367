package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Situations;
import io.tidegate.change.Work;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.plan.Plan;
import io.tidegate.report.SummaryComment.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The living comment of a merged pull request: how far its train is, what is merged and not applied, and with whom it waits. */
final class AfterMerge {
    private static final int MOST_NAMED = 5;

    private AfterMerge() {}

    /** Environment, state and plan; one environment a row. @param links whether there is room for them */
    static String table(Change change, List<Row> rows, boolean links) {
        StringBuilder table = new StringBuilder("| Environment | State | Plan |\n|---|---|---|\n");
        rows.forEach(row -> table.append("| ")
                .append(icon(row))
                .append(" **")
                .append(Markdown.cell(row.name().text()))
                .append("** | ")
                .append(Sentence.cell(state(change, row)))
                .append(" | ")
                .append(plan(row, links))
                .append(" |\n"));
        return table.toString();
    }

    private static String icon(Row row) {
        boolean waits = row.standing().kind() == Standing.Kind.READY
                || row.standing().kind() == Standing.Kind.WAITING
                        && row.standing().icon().equals("⏳");
        return waits ? "⏸" : row.standing().icon();
    }

    private static String state(Change change, Row row) {
        Standing standing = row.standing();
        return switch (standing.kind()) {
            case APPLIED -> applied(change, row);
            case APPLYING -> standing.state() + manner(row.work());
            case READY -> "merged but not applied: `/apply " + row.name() + "`";
            case WAITING -> waiting(change, row);
            case PLANNING, PLAN_FAILED, UNPLANNED, UNRELEASED, UNASKED -> "merged but not applied: " + standing.state();
            case APPLY_FAILED -> standing.state();
            case NOTHING -> standing.waits().equals("nothing") ? standing.state() : standing.waits();
        };
    }

    private static String waiting(Change change, Row row) {
        Optional<String> place = row.shared().flatMap(state -> LockWords.place(change.id(), state));
        List<EnvironmentName> upstream = Situations.waitsFor(change, row.work());
        boolean order = row.standing().icon().equals("⏳");
        if (order && row.work().environment().rules().apply() == ApplyMode.ON_MERGE) {
            return "waits for " + names(upstream) + ", then is applied";
        }
        return order
                ? "waits for " + names(upstream) + ", then is planned again"
                : "merged but not applied: "
                        + place.orElse("waits for " + row.standing().waits());
    }

    private static String applied(Change change, Row row) {
        Attempt attempt = row.work().attempt();
        if (attempt != null && attempt.step() instanceof Attempt.Step.Applied applied) {
            String took = applied.confirmed() == null
                    ? ""
                    : " in "
                            + CommandReply.duration(Duration.between(applied.confirmed(), applied.at())
                                    .toSeconds());
            return row.standing().state() + " " + SummaryComment.time(applied.at()) + took + manner(row.work());
        }
        return row.shared()
                .map(EnvironmentState::last)
                .filter(last -> !last.change().equals(change.id()))
                .map(last -> "applied " + SummaryComment.time(last.at()) + ", with #"
                        + last.change().number())
                .orElse(row.standing().state());
    }

    private static String manner(Work work) {
        return work.attempt() != null && work.attempt().asked() instanceof Attempt.Asked.ByMerge ? ", on merge" : "";
    }

    private static String plan(Row row, boolean links) {
        Work work = row.work();
        Attempt attempt = work.attempt();
        String url = links ? SummaryComment.url(work) : null;
        boolean compared = attempt != null
                && attempt.plan() != null
                && (attempt.step() instanceof Attempt.Step.Applied || !attempt.over());
        if (compared) {
            return linked("as reviewed", url);
        }
        Optional<Plan> plan = work.plan();
        String counts = linked(plan.map(PlanWords::counts).orElse("none"), url);
        int approvals = work.plans().isEmpty()
                ? 0
                : work.environment().rules().approvals().count();
        boolean kept = approvals > 0
                && row.standing().kind() == Standing.Kind.WAITING
                && row.standing().icon().equals("⏳");
        String held = (approvals == 1 ? "1 approval" : approvals + " approvals") + ", kept if covered";
        List<String> notes = new ArrayList<>(kept ? List.of(held) : List.of());
        notes.addAll(row.marks());
        return counts + notes.stream().map(note -> ", " + Markdown.cell(note)).collect(Collectors.joining());
    }

    private static String linked(String words, @Nullable String url) {
        return url == null ? Markdown.cell(words) : Markdown.link(words, url);
    }

    /** With whom it waits, and what a failure would stop; empty where there is neither. */
    static String notes(Change change, List<Row> rows) {
        StringBuilder notes = new StringBuilder();
        rows.forEach(row -> together(change, row)
                .ifPresent(sentence -> notes.append(sentence).append(' ')));
        rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.APPLYING)
                .forEach(row -> train(change, row)
                        .ifPresent(sentence -> notes.append(sentence).append(' ')));
        return notes.isEmpty() ? "" : notes.toString().strip() + "\n\n";
    }

    private static Optional<String> together(Change change, Row row) {
        if (row.work().passed() || row.shared().isEmpty() || !row.shared().get().inRollout(change.id())) {
            return Optional.empty();
        }
        List<EnvironmentState.Merged> others = row.shared().get().rollout().stream()
                .filter(merged -> !merged.change().equals(change.id()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String named = others.stream()
                .limit(MOST_NAMED)
                .map(merged -> Markdown.text(LockWords.merged(merged)))
                .collect(Collectors.joining(", "));
        int more = others.size() - MOST_NAMED;
        return Optional.of(named + (more > 0 ? " and " + more + " more" : "")
                + (others.size() == 1 ? " waits for " : " wait for ")
                + Markdown.text(row.name().text())
                + " too: one apply takes " + (others.size() == 1 ? "both." : "all."));
    }

    private static Optional<String> train(Change change, Row row) {
        Set<EnvironmentName> behind = new HashSet<>(Set.of(row.name()));
        List<EnvironmentName> untouched = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Work work : change.works()) {
                boolean next = !work.passed()
                        && !behind.contains(work.name())
                        && work.environment().after().stream().anyMatch(behind::contains);
                if (next) {
                    behind.add(work.name());
                    untouched.add(work.name());
                    more = true;
                }
            }
        }
        return untouched.isEmpty()
                ? Optional.empty()
                : Optional.of("If " + Markdown.text(row.name().text()) + " fails, the train stops and "
                        + Markdown.text(names(untouched)) + (untouched.size() == 1 ? " is" : " are")
                        + " not touched.");
    }

    /** What happens now, and what will be asked of people; empty where nothing is special after a merge. */
    static Optional<String> now(Change change, List<Row> rows) {
        Optional<Row> applying = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.APPLYING)
                .findFirst();
        if (applying.isPresent()) {
            return Optional.of(applying(applying.get()) + asks(rows));
        }
        boolean trouble = rows.stream().anyMatch(row -> switch (row.standing().kind()) {
            case PLANNING, PLAN_FAILED, UNPLANNED, UNRELEASED, UNASKED, APPLY_FAILED -> true;
            case NOTHING, READY, WAITING, APPLYING, APPLIED -> false;
        });
        return trouble
                ? Optional.empty()
                : rows.stream()
                        .filter(row -> row.standing().kind() == Standing.Kind.WAITING)
                        .filter(row -> !row.standing().icon().equals("⏳"))
                        .filter(row -> rows.stream()
                                .noneMatch(other -> other.standing().kind() == Standing.Kind.READY))
                        .findFirst()
                        .map(row -> left(change, row));
    }

    /** A clause and that nothing is to be done. */
    static String applying(Row row) {
        String name = Markdown.text(row.name().text());
        String since = row.work().attempt() != null
                        && row.work().attempt().step() instanceof Attempt.Step.Applying applying
                ? name + " applies, " + RunWords.progress(row.work()) + "since " + SummaryComment.time(applying.since())
                : NextStep.going(row);
        return since + ". Nothing to do.";
    }

    private static String asks(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.work().environment().rules().apply() == ApplyMode.ON_COMMAND)
                .filter(row -> !row.work().passed() && !row.work().applyGoesOn())
                .findFirst()
                .map(row -> " " + Markdown.text(row.name().text()) + " will ask for `/apply " + row.name() + "`.")
                .orElse("");
    }

    private static String left(Change change, Row row) {
        String name = Markdown.text(row.name().text());
        Optional<EnvironmentState.Ticket> ticket = row.shared().stream()
                .flatMap(state -> state.queue().stream())
                .filter(one -> one.change().equals(change.id()))
                .findFirst();
        String place = row.shared()
                .flatMap(state -> LockWords.place(change.id(), state))
                .map(words -> ", " + Markdown.text(words))
                .orElse("");
        if (ticket.isPresent() && ticket.get().byMerge()) {
            return name + " is merged but not applied: it waits for its lock" + place
                    + ". It goes on by itself when its turn comes.";
        }
        String remedy = row.standing()
                .obstacle()
                .map(closed -> GateWords.remedy(closed.remedy()))
                .orElse("");
        return name + " is merged but not applied" + place + (remedy.isEmpty() ? "" : "; it waits until " + remedy)
                + ". Then comment\n"
                + Markdown.fence("", "/apply " + row.name()).stripTrailing();
    }

    private static String names(List<EnvironmentName> names) {
        return names.stream().map(EnvironmentName::text).collect(Collectors.joining(", "));
    }
}
