package io.tidegate.report;

import io.tidegate.environment.Environment;
import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Diagnostic;
import io.tidegate.plan.Diagnostic.Severity;
import io.tidegate.plan.Diagnostics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Terraform's errors and warnings with the lines of the repository that they are about. */
final class DiagnosticWords {
    private static final int MOST = 10;

    private DiagnosticWords() {}

    /** @param url of the run, where everything stands in full */
    static String list(Diagnostics diagnostics, Environment environment, @Nullable String url) {
        if (diagnostics.unread()) {
            return "- ⚠️ The run's log could not be read, so its warnings are not known.\n";
        }
        List<Diagnostic> errors = diagnostics.of(Severity.ERROR);
        List<Diagnostic> warnings = diagnostics.of(Severity.WARNING);
        if (diagnostics.kept().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        int shown = 0;
        if (environment.rules().show() != ShowLevel.COUNTS) {
            for (Diagnostic one : diagnostics
                    .kept()
                    .subList(0, Math.min(MOST, diagnostics.kept().size()))) {
                list.append(line(one, environment));
                shown++;
            }
        }
        int more = errors.size() + warnings.size() - shown + diagnostics.more();
        if (more > 0) {
            list.append("- ")
                    .append(shown == 0 ? "" : "and ")
                    .append(more)
                    .append(shown == 0 ? " errors and warnings" : " more");
            list.append(url == null ? "\n" : ": " + Markdown.link("in HCP Terraform", url) + "\n");
        }
        return list.toString();
    }

    private static String line(Diagnostic one, Environment environment) {
        String icon = switch (one.severity()) {
            case ERROR -> "❌";
            case WARNING -> "⚠️";
        };
        String place = place(one, environment)
                .map(path -> Markdown.code(path + ":" + one.line()) + " ")
                .orElse("");
        String about = one.address() == null ? "" : " (" + Markdown.code(one.address()) + ")";
        return "- " + icon + " " + place + Markdown.text(one.summary()) + about + "\n";
    }

    /** For the check run: those whose file is in the repository. */
    static List<Annotation> annotations(Diagnostics diagnostics, Environment environment) {
        List<Annotation> annotations = new ArrayList<>();
        if (environment.rules().show() != ShowLevel.COUNTS) {
            for (Diagnostic one : diagnostics.kept()) {
                place(one, environment)
                        .ifPresent(path -> annotations.add(new Annotation(
                                path,
                                one.line(),
                                one.severity(),
                                Visible.line(environment.name() + ": " + one.summary()),
                                Visible.line(
                                        one.summary() + (one.address() == null ? "" : " (" + one.address() + ")")))));
            }
        }
        return annotations;
    }

    /** Terraform names files from the environment's directory; a downloaded module's are in no repository of ours. */
    private static Optional<String> place(Diagnostic one, Environment environment) {
        if (one.file() == null || one.line() < 1) {
            return Optional.empty();
        }
        // A variable file is uploaded under a name of ours; its lines are the file's own.
        Optional<String> variables = environment.varFiles().original(environment.name(), one.file());
        if (variables.isPresent()) {
            return variables;
        }
        Deque<String> path = new ArrayDeque<>();
        for (String part : (environment.directory() + "/" + one.file()).split("/", -1)) {
            if (part.equals("..")) {
                if (path.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.addLast(part);
            }
        }
        return one.file().startsWith("/") || path.contains(".terraform")
                ? Optional.empty()
                : Optional.of(String.join("/", path));
    }
}
