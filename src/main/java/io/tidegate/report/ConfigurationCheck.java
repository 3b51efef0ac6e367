package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.Revision;
import io.tidegate.environment.Difference;
import io.tidegate.environment.Problem;
import io.tidegate.environment.Proposal;
import io.tidegate.plan.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The check run {@code tidegate: configuration}: what a pull request would make of the configuration. */
public final class ConfigurationCheck {
    /** Not below {@code tidegate/}, where every name may be an environment's. */
    public static final String NAME = "tidegate: configuration";

    private static final int MOST_ANNOTATIONS = 50;
    /** Of each list; the fewer where the whole would be too long. */
    private static final List<Integer> MOST_LINES = List.of(100, 30, 10, 1);

    private static final String HOLDS =
            "The configuration of the default branch holds for this pull request, whatever it changes about it.\n";

    private ConfigurationCheck() {}

    public static CheckReport of(Change change, Proposal proposal) {
        Revision revision = Objects.requireNonNull(change.revision(), "a proposal comes with a revision");
        return new CheckReport(
                NAME,
                id(change, revision.head()),
                proposal.problems().isEmpty() ? "success" : "failure",
                title(proposal),
                summary(proposal),
                null,
                List.of(),
                annotations(proposal));
    }

    /** No environment's, one of which may be called like this check: nobody presses a button here. */
    public static String id(Change change, String head) {
        return change.id() + "/:configuration/" + head;
    }

    private static String title(Proposal proposal) {
        int wrong = proposal.problems().size();
        if (wrong > 0) {
            return wrong == 1 ? "1 error" : wrong + " errors";
        }
        long looser = proposal.differences().stream()
                .filter(one -> one.kind() == Difference.Kind.LOOSENS)
                .count();
        int all = proposal.differences().size();
        String changes = all == 0 ? "changes nothing" : all == 1 ? "1 change" : all + " changes";
        return "valid, " + changes + (looser == 0 ? "" : ", " + looser + (looser == 1 ? " loosens" : " loosen"));
    }

    private static String summary(Proposal proposal) {
        return MOST_LINES.stream()
                .map(most -> summary(proposal, most))
                .filter(summary -> summary.length() <= EnvironmentCheck.SUMMARY)
                .findFirst()
                .orElse(HOLDS);
    }

    private static String summary(Proposal proposal, int most) {
        StringBuilder summary = new StringBuilder();
        if (!proposal.problems().isEmpty()) {
            summary.append("**Errors.** Merged like this, nothing would be applied until they are corrected.\n\n")
                    .append(lines(
                            proposal.problems().stream()
                                    .map(problem -> Sentence.text(place(problem) + problem.message()))
                                    .toList(),
                            most))
                    .append('\n');
        }
        if (!proposal.warnings().isEmpty()) {
            summary.append("**Allowed, and yet not what it seems**\n\n")
                    .append(lines(
                            proposal.warnings().stream()
                                    .map(warning -> "⚠️ " + Sentence.text(place(warning) + warning.message()))
                                    .toList(),
                            most))
                    .append('\n');
        }
        List<Difference> differences = proposal.differences();
        if (!differences.isEmpty()) {
            summary.append("**What the merge would change**\n\n")
                    .append(lines(
                            differences.stream()
                                    .map(one -> mark(one) + Sentence.text(one.sentence()))
                                    .toList(),
                            most))
                    .append('\n');
        } else if (proposal.problems().isEmpty() && proposal.owners().isEmpty()) {
            summary.append("The merge would change nothing that Tidegate does.\n\n");
        }
        if (!proposal.raised().isEmpty()) {
            summary.append("**What minimums of the server or the organisation make of it**\n\n")
                    .append(lines(
                            proposal.raised().stream()
                                    .map(one -> Sentence.text(one.sentence()))
                                    .toList(),
                            most))
                    .append('\n');
        }
        proposal.owners()
                .forEach(path -> summary.append("Code owners change with the merge of ")
                        .append(Markdown.code(path))
                        .append(", not before.\n\n"));
        return summary.append(HOLDS).toString();
    }

    private static String mark(Difference one) {
        return switch (one.kind()) {
            case LOOSENS -> "⚠️ **loosens** · ";
            case TIGHTENS -> "🔒 tightens · ";
            case CHANGES -> "";
        };
    }

    private static String place(Problem problem) {
        return problem.line() == 0 ? "" : "line " + problem.line() + ", column " + problem.column() + ": ";
    }

    private static String lines(List<String> lines, int most) {
        return lines.stream().limit(most).map(line -> "- " + line + "\n").collect(Collectors.joining())
                + (lines.size() > most ? "- and " + (lines.size() - most) + " more\n" : "");
    }

    /** What has no line is said in the summary alone: GitHub shows annotations on lines only. */
    private static List<Annotation> annotations(Proposal proposal) {
        return Stream.concat(
                        annotations(
                                proposal.problems(), Diagnostic.Severity.ERROR, "Tidegate does not understand this"),
                        annotations(proposal.warnings(), Diagnostic.Severity.WARNING, "This will not do what it seems"))
                .limit(MOST_ANNOTATIONS)
                .toList();
    }

    private static Stream<Annotation> annotations(List<Problem> problems, Diagnostic.Severity severity, String title) {
        return problems.stream()
                .filter(problem -> problem.line() > 0 && problem.file().equals(Proposal.FILE))
                .map(problem -> new Annotation(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        severity,
                        title,
                        Visible.line(problem.message())));
    }
}
