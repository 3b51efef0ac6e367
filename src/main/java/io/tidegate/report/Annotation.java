package io.tidegate.report;

import io.tidegate.plan.Diagnostic;

/**
 * A remark on a line of a file, beside a check run.
 *
 * @param path in the repository
 * @param line from 1
 * @param column from 1; 0 where the whole line is meant
 * @param title plain text, at most 255 characters
 */
public record Annotation(
        String path, int line, int column, Diagnostic.Severity severity, String title, String message) {
    /** One of a whole line. */
    public Annotation(String path, int line, Diagnostic.Severity severity, String title, String message) {
        this(path, line, 0, severity, title, message);
    }
}
