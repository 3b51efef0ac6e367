package io.tidegate.change;

import io.tidegate.command.Command;
import io.tidegate.gate.Actor;
import java.time.Instant;

/**
 * A command as given: unique by comment and line, whatever is delivered twice.
 *
 * @param at the comment's {@code created_at}
 */
public record Commanded(long comment, int line, Command command, Actor by, Instant at) {
    boolean is(long otherComment, int otherLine) {
        return comment == otherComment && line == otherLine;
    }
}
