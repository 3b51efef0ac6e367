package io.tidegate.report;

import io.tidegate.plan.Diagnostic;

/**
 * A remark on a line of a file, beside a check run.
 *
 * @param path in the repository
 * @param line from 1
 * @param title plain text, at most 255 characters
 */
public record Annotation(String path, int line, Diagnostic.Severity severity, String title, String message) {}
