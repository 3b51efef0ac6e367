package io.tidegate.environment;

/**
 * Something wrong in a configuration file.
 *
 * @param line counted from 1; 0 when the whole file is meant
 * @param column counted from 1; 0 when the whole line is meant
 * @param message what is wrong and what to write instead
 */
public record Problem(String file, int line, int column, String message) {
    /** {@code file:line:column: message}, the form that editors can follow. */
    public String text() {
        return text("");
    }

    /** @param kind stands before the message */
    public String text(String kind) {
        return file + ":" + line + ":" + column + ": " + kind + message;
    }
}
