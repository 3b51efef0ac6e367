package io.tidegate.command;

import org.jspecify.annotations.Nullable;

/** One line of a comment that speaks to Tidegate. */
public sealed interface Spoken {
    /** The line's number in the comment, from 1. */
    int line();

    record Given(int line, Command command) implements Spoken {}

    /**
     * A line that is one slip away from a command, or a command with arguments that do not fit.
     *
     * @param said the line as written, shortened
     * @param reason what is wrong with it, in one sentence
     * @param suggestion a line that would work, if there is one
     */
    record Unparsed(
            int line, String said, String reason, @Nullable String suggestion) implements Spoken {}
}
