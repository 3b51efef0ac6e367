package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Planning;
import io.tidegate.change.Revision;
import io.tidegate.change.Situations;
import io.tidegate.change.Work;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Terragrunt;
import io.tidegate.plan.ChangeCounts;
import io.tidegate.plan.Plan;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The living comment: one per pull request, edited in place. */
public final class SummaryComment {
    /** Found again by this and by its author. */
    public static final String MARKER = "<!-- tidegate:summary -->";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final int MOST_NAMED = 20;

    private SummaryComment() {}

    /** Empty when there is nothing to say: no environment is affected and no Terraform file is left over. */
    public static Optional<String> render(Change change, Map<String, EnvironmentState> shared) {
        if (change.works().isEmpty() && change.unmapped().isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows = change.works().stream()
                .map(work -> Row.of(change, work, shared))
                .toList();
        String text = "";
        for (Extent extent : Extent.values()) {
            text = Budget.fit(pieces(change, rows, extent), Budget.COMMENT);
            if (text.length() <= Budget.COMMENT) {
                break;
            }
        }
        return Optional.of(text);
    }

    /** A time of today, as people see it. */
    static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** How much is tried to be said, where shortening single pieces does not suffice. */
    private enum Extent {
        ALL,
        NO_DETAILS,
        NO_LINKS
    }

    private static List<Budget.Piece> pieces(Change change, List<Row> rows, Extent extent) {
        List<Budget.Piece> pieces = new ArrayList<>();
        pieces.add(Budget.Piece.whole(MARKER + "\n### " + Headline.of(change, rows) + "\n\n"));
        pieces.add(Budget.Piece.whole(NextStep.of(change, rows)));
        pieces.add(Budget.Piece.whole(FreezeWords.announcement(change) + GlassWords.uses(change)));
        pieces.add(Budget.Piece.whole(problems(change)));
        pieces.add(new Budget.Piece(3, Alerts.forms(rows)));
        if (!rows.isEmpty()) {
            pieces.add(Budget.Piece.whole(table(change, rows, extent) + "\n"));
            pieces.add(Budget.Piece.whole(change.merged() ? AfterMerge.notes(change, rows) : ""));
        }
        Alike alike = Alike.of(rows);
        pieces.add(Budget.Piece.whole(alike.sentence()));
        pieces.add(Budget.Piece.whole(unmapped(change)));
        if (extent == Extent.ALL) {
            // An environment without changes is a row of the table and nothing more.
            rows.stream()
                    .filter(row -> row.work()
                            .plan()
                            .map(plan -> !plan.changesNothing())
                            .orElse(true))
                    .forEach(row -> pieces.addAll(EnvironmentDetails.of(change, row, alike.shownBy(row))));
        } else {
            pieces.add(Budget.Piece.whole("The changes and gates of " + rows.size()
                    + " environments are too much for one comment: they are left out here. Their check runs and `/status`"
                    + " show them.\n\n"));
        }
        pieces.add(Budget.Piece.whole(footer(change)));
        return pieces;
    }

    /** What an existing comment says once nothing is affected any more. */
    public static String nothingAffected() {
        return MARKER
                + "\n### No environment is affected\n\nAn earlier revision of this pull request affected one; this one does not.\n";
    }

    /**
     * An environment with where it stands.
     *
     * @param marks what makes its plan older than what is there; plain text
     * @param shared what it shares with other pull requests
     */
    record Row(Work work, Standing standing, List<String> marks, Optional<EnvironmentState> shared) {
        static Row of(Change change, Work work, Map<String, EnvironmentState> shared) {
            Optional<EnvironmentState> state =
                    Optional.ofNullable(work.workspace()).map(seen -> shared.get(seen.id()));
            return new Row(work, Standing.of(change, work, shared), PlanAge.marks(change, work, state), state);
        }

        EnvironmentName name() {
            return work.name();
        }
    }

    private static String table(Change change, List<Row> rows, Extent extent) {
        return change.merged()
                ? AfterMerge.table(change, rows, extent != Extent.NO_LINKS)
                : PlanTable.of(
                        rows.stream().map(row -> cells(change, row, extent)).toList(), "Waits for");
    }

    private static PlanTable.Row cells(Change change, Row row, Extent extent) {
        Standing standing = row.standing();
        boolean provisional = standing.kind() == Standing.Kind.WAITING
                && !Situations.waitsFor(change, row.work()).isEmpty();
        List<String> notes = new ArrayList<>(provisional ? List.of("provisional") : List.of());
        notes.addAll(row.marks());
        String third = switch (standing.kind()) {
            case PLANNING, PLAN_FAILED, UNPLANNED, UNRELEASED, UNASKED, APPLYING, APPLIED, APPLY_FAILED ->
                standing.state();
            case NOTHING, READY, WAITING -> standing.waits();
        };
        String plan = row.work().plan().map(PlanWords::counts).orElse(standing.state());
        return new PlanTable.Row(
                standing.icon(),
                row.name().text(),
                plan,
                extent == Extent.NO_LINKS ? null : url(row.work()),
                String.join(", ", notes),
                third);
    }

    static @Nullable String url(Work work) {
        Attempt attempt = work.attempt();
        if (attempt != null && attempt.url() != null && (!attempt.over() || work.applied())) {
            return attempt.url();
        }
        return switch (work.planning()) {
            case Planning.Running p -> p.url();
            case Planning.Planned p -> p.url();
            case Planning.Failed p -> p.url();
            case Planning.Starting p -> null;
            case Planning.Refused p -> null;
            case Planning.Held p -> null;
            case Planning.Cancelled p -> null;
        };
    }

    private static String problems(Change change) {
        if (change.configuration() == null || change.works().isEmpty()) {
            return "";
        }
        List<Problem> problems = change.configuration().problems();
        if (problems.isEmpty()) {
            return change.configuration().present() ? "" : unconfigured(change);
        }
        return problems.stream()
                .limit(MOST_NAMED)
                .map(problem -> "> - " + Sentence.text(problem.text()) + "\n")
                .collect(Collectors.joining(
                        "",
                        "> [!WARNING]\n> The configuration on the default branch has errors. Nothing is applied until they are corrected.\n",
                        "\n"));
    }

    private static String unconfigured(Change change) {
        return "> [!NOTE]\n> Tidegate only plans here: the default branch has no `.github/tidegate.yml`. Applying starts with"
                + " a merged one"
                + FirstFile.address(change)
                        .map(address -> ": " + Markdown.link("begin it here", address))
                        .orElse("") + ".\n\n";
    }

    private static String unmapped(Change change) {
        if (change.unmapped().isEmpty()) {
            return "";
        }
        String names =
                change.unmapped().stream().limit(MOST_NAMED).map(Markdown::code).collect(Collectors.joining(", "));
        int more = change.unmapped().size() - MOST_NAMED;
        return "⚠️ Changed Terraform files that belong to no environment: " + names
                + (more > 0 ? " and " + more + " more" : "") + ". They are not planned."
                + (change.unmapped().stream().anyMatch(Terragrunt::isItsFile)
                        ? " " + Markdown.text(Terragrunt.WHY)
                        : "")
                + "\n\n";
    }

    /** What is not applied yet makes more or fewer resources to look after. */
    private static String managed(Change change) {
        List<Plan> plans = change.works().stream()
                .filter(work -> !work.applied())
                .flatMap(work -> work.plan().stream())
                .filter(plan -> !plan.changesNothing())
                .toList();
        int net = plans.stream()
                .mapToInt(plan -> ChangeCounts.net(plan.changes()))
                .sum();
        return plans.isEmpty() ? "" : " · managed resources " + (net > 0 ? "+" : net == 0 ? "±" : "") + net;
    }

    private static String footer(Change change) {
        Revision revision = change.revision();
        if (revision == null || change.pullRequest() == null) {
            return "";
        }
        String planned = change.works().stream()
                .filter(work -> work.planning() instanceof Planning.Planned)
                .map(work -> ((Planning.Planned) work.planning()).at())
                .max(java.util.Comparator.naturalOrder())
                .map(at -> ", planned " + TIME.format(at) + " UTC")
                .orElse("");
        int earlier = revision.number() - 1;
        return "<sub>" + "`" + GateWords.shortened(revision.head()) + "` on "
                + Markdown.text(change.pullRequest().baseRef())
                + " `" + GateWords.shortened(revision.base()) + "`" + planned
                + managed(change)
                + (earlier == 0 ? "" : " · " + earlier + (earlier == 1 ? " earlier revision" : " earlier revisions"))
                + " · `/help`</sub>\n";
    }
}
