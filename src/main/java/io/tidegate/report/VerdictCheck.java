package io.tidegate.report;

import io.tidegate.change.BeforeMerge;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Planning;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.Terragrunt;
import io.tidegate.gate.PullRequest;
import io.tidegate.report.SummaryComment.Row;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The summary check {@code tidegate}, the one to require. Success: nothing affected, nothing changes, or what
 * {@code merge-when} asks for is done: everything planned, and (unless only that is asked for) every affected environment
 * that is neither on-merge nor never applied is applied. It never waits for itself.
 */
public final class VerdictCheck {
    private VerdictCheck() {}

    public static CheckReport of(Change change, Map<String, EnvironmentState> shared) {
        List<Row> rows = change.works().stream()
                .filter(work -> !change.silentAbout(work) || work.planningGoesOn())
                .map(work -> Row.of(change, work, shared))
                .toList();
        PullRequest pull = Objects.requireNonNull(change.pullRequest());
        Judged judged = judge(change, rows);
        return new CheckReport(
                "tidegate",
                new CheckId(change.id(), Optional.empty(), pull.head()).text(),
                judged.conclusion(),
                judged.title() + unsigned(change),
                judged.summary() + "\n" + FreezeWords.announcement(change) + GlassWords.uses(change) + lines(rows)
                        + configuration(change) + muted(change),
                pull.url(),
                List.of(),
                List.of());
    }

    /** It does not redden: what was applied so must be merged all the same. */
    private static String unsigned(Change change) {
        List<EnvironmentName> names = GlassWords.unsigned(change);
        return names.isEmpty()
                ? ""
                : "; break-glass of "
                        + names.stream().map(EnvironmentName::text).collect(Collectors.joining(", "))
                        + " is not signed off";
    }

    /** Errors on the default branch are nobody's in this pull request: said, and no reason to be red. */
    private static String configuration(Change change) {
        Configuration configuration = change.configuration();
        if (configuration == null) {
            return "";
        }
        OrganizationFile organization = configuration.organization();
        String errors = configuration.problems().isEmpty()
                ? ""
                : "\nThe configuration on the default branch has errors: nothing is applied until they are corrected, the"
                        + " first is "
                        + Sentence.text(configuration.problems().getFirst().text()) + ".\n";
        return organization == null || organization.trouble() == null
                ? errors
                : errors + "\nNothing is applied: " + Sentence.text(organization.trouble()) + ".\n";
    }

    /** The comment may be missing or old, and the check is the only place left to say so. */
    private static String muted(Change change) {
        String why = change.talk().muted();
        return why == null
                ? ""
                : "\n⚠️ Tidegate cannot comment on this pull request, so its comment and its answers are missing or old: "
                        + Sentence.text(why) + " The comment is tried again with the next change.\n";
    }

    private record Judged(@Nullable String conclusion, String title, String summary) {}

    private static Judged judge(Change change, List<Row> rows) {
        if (rows.isEmpty()) {
            String terragrunt = change.unmapped().stream().anyMatch(Terragrunt::isItsFile)
                    ? " " + Markdown.text(Terragrunt.WHY)
                    : "";
            return new Judged(
                    "success", "no environment is affected", "This pull request changes no environment." + terragrunt);
        }
        List<Row> broken = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.PLAN_FAILED
                        || row.standing().kind() == Standing.Kind.APPLY_FAILED)
                .toList();
        if (!broken.isEmpty()) {
            return new Judged(
                    "failure",
                    broken.getFirst().name() + ": "
                            + broken.getFirst().standing().state(),
                    "A plan or an apply failed.");
        }
        List<Row> unplanned = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.UNPLANNED)
                .toList();
        if (!unplanned.isEmpty()) {
            return new Judged(
                    "action_required",
                    unplanned.getFirst().name() + " is not planned",
                    "Somebody has to do something before it is planned.");
        }
        List<Row> unread = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.UNRELEASED)
                .toList();
        if (!unread.isEmpty() && unread.getFirst().work().planning() instanceof Planning.Held held) {
            return new Judged(
                    "action_required",
                    unread.getFirst().name() + " waits for somebody to read the code",
                    Headline.names(unread) + (unread.size() == 1 ? " is" : " are") + " planned when "
                            + Sentence.text(held.remedy()) + ".");
        }
        boolean going = rows.stream()
                .anyMatch(row -> row.standing().kind() == Standing.Kind.PLANNING
                        || row.standing().kind() == Standing.Kind.APPLYING);
        if (going) {
            return new Judged(null, "planning or applying", "Runs are going on in HCP Terraform.");
        }
        List<Row> unasked = rows.stream()
                .filter(row -> row.standing().kind() == Standing.Kind.UNASKED)
                .toList();
        if (!unasked.isEmpty()) {
            return new Judged(
                    "failure",
                    Headline.names(unasked) + (unasked.size() == 1 ? " is" : " are") + " not planned",
                    "Nobody asked for " + (unasked.size() == 1 ? "its plan" : "these plans") + " yet: comment `/plan "
                            + unasked.getFirst().name() + "`.");
        }
        if (BeforeMerge.plansSuffice(change)) {
            return new Judged("success", "everything is planned", "It may be merged (`merge-when: planned`).");
        }
        List<Row> unapplied = rows.stream()
                .filter(row -> BeforeMerge.mustBeApplied(change, row.work()))
                .toList();
        if (!unapplied.isEmpty()) {
            String names = Headline.names(unapplied);
            return new Judged(
                    "failure",
                    names + " must be applied first",
                    "Before the merge these are applied: " + names + ". Comment `/apply "
                            + unapplied.getFirst().name() + "` when its gates are open.");
        }
        return new Judged("success", "everything that comes before the merge is done", "It may be merged.");
    }

    private static String lines(List<Row> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append("- ")
                .append(row.standing().icon())
                .append(' ')
                .append(Markdown.text(row.name().text()))
                .append(": ")
                .append(row.work()
                        .plan()
                        .map(PlanWords::counts)
                        .orElse(row.standing().state()))
                .append(", waits for ")
                .append(Markdown.text(row.standing().waits()))
                .append('\n'));
        return lines.toString();
    }
}
