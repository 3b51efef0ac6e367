package io.tidegate.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.flow.Trace;
import io.tidegate.report.Annotation;
import io.tidegate.report.CheckReport;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHCheckRun;
import org.kohsuke.github.GHCheckRunBuilder;

/** Writes Tidegate's own check runs. */
final class Checks {
    private final RepositoryCalls calls;
    private final Bound bound;
    private final long app;

    Checks(RepositoryCalls calls, Bound bound, long app) {
        this.calls = calls;
        this.bound = bound;
        this.app = app;
    }

    long write(String head, @Nullable Long stored, boolean lookFirst, CheckReport report) throws IOException {
        Optional<Long> known = Optional.ofNullable(stored);
        if (known.isEmpty() && lookFirst) {
            known = find(head, report);
        }
        GHCheckRunBuilder check = known.isPresent()
                ? bound.repository().updateCheckRun(known.get())
                : bound.repository().createCheckRun(report.name(), head);
        check.withExternalID(report.externalId());
        GHCheckRunBuilder.Output output = new GHCheckRunBuilder.Output(report.title(), report.summary());
        if (known.isEmpty()) {
            report.annotations().forEach(one -> output.add(annotation(one)));
        }
        check.add(output);
        if (report.conclusion() == null) {
            check.withStatus(GHCheckRun.Status.IN_PROGRESS);
        } else {
            check.withStatus(GHCheckRun.Status.COMPLETED);
            check.withConclusion(
                    GHCheckRun.Conclusion.valueOf(report.conclusion().toUpperCase(Locale.ROOT)));
        }
        if (report.details() != null) {
            check.withDetailsURL(traced(report.details()));
        }
        report.buttons()
                .forEach(button -> check.add(
                        new GHCheckRunBuilder.Action(button.label(), button.description(), button.identifier())));
        GHCheckRun written = check.create();
        if (known.isPresent()) {
            annotate(written, report);
        }
        return written.getId();
    }

    /** Whoever has the link has the trace to look for in the log; what is behind it takes no notice of a fragment. */
    private static String traced(String details) {
        return Trace.current().map(trace -> details + "#trace=" + trace).orElse(details);
    }

    /** GitHub appends annotations with every request, so only those that it does not count yet are sent. */
    private void annotate(GHCheckRun written, CheckReport report) throws IOException {
        int there = written.getOutput().getAnnotationsCount();
        if (there < report.annotations().size()) {
            GHCheckRunBuilder.Output output = new GHCheckRunBuilder.Output(report.title(), report.summary());
            report.annotations()
                    .subList(there, report.annotations().size())
                    .forEach(one -> output.add(annotation(one)));
            // The library sends no more than the 50 that GitHub takes at once, and the others after them.
            bound.repository().updateCheckRun(written.getId()).add(output).create();
        }
    }

    private static GHCheckRunBuilder.Annotation annotation(Annotation one) {
        GHCheckRun.AnnotationLevel level = switch (one.severity()) {
            case ERROR -> GHCheckRun.AnnotationLevel.FAILURE;
            case WARNING -> GHCheckRun.AnnotationLevel.WARNING;
        };
        GHCheckRunBuilder.Annotation annotation =
                new GHCheckRunBuilder.Annotation(one.path(), one.line(), level, one.message()).withTitle(one.title());
        return one.column() == 0
                ? annotation
                : annotation.withStartColumn(one.column()).withEndColumn(one.column());
    }

    private Optional<Long> find(String head, CheckReport report) {
        String path = "/commits/" + head + "/check-runs?filter=all&per_page=100&check_name="
                + RepositoryCalls.escape(report.name()).replace("/", "%2F") + "&app_id=" + app;
        return calls.all(path, "check_runs").stream()
                .filter(run -> run.path("app").path("id").asLong(0) == app)
                .filter(run -> Fields.optional(run, "external_id").orElse("").equals(report.externalId()))
                .map((JsonNode run) -> Fields.id(run, "id"))
                .findFirst();
    }
}
