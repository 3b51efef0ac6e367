package io.tidegate.command;

import io.tidegate.command.Spoken.Given;
import io.tidegate.command.Spoken.Unparsed;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A line that speaks to Tidegate, and what becomes of it.
 *
 * @param start how the person began it: {@code /} or {@code /tidegate }
 */
record SpokenLine(CommentLines.Line line, String start) {
    private static final int SAID = 80;

    Spoken given(Command command) {
        return new Given(line.number(), command);
    }

    Unparsed no(String reason, @Nullable String suggestion) {
        return new Unparsed(line.number(), shortened(line.text()), reason, suggestion);
    }

    Unparsed noReason(String word) {
        return no("`" + start + word + "` takes no reason", null);
    }

    /** @param flags of the command, each with whether a value follows it */
    Spoken read(String word, Map<String, Boolean> flags, String rest, Function<Arguments.Fit, Spoken> spoken) {
        return switch (Arguments.read(word, flags, rest)) {
            case Arguments.Fit fit -> spoken.apply(fit);
            case Arguments.Misfit misfit ->
                no(misfit.reason(), misfit.instead() == null ? null : start + misfit.instead());
        };
    }

    /** A command that takes environments and nothing else. */
    Spoken plain(String word, String rest, Function<Arguments.Fit, Spoken> spoken) {
        return read(word, Map.of(), rest, fit -> fit.reason() == null ? spoken.apply(fit) : noReason(word));
    }

    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SAID
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SAID - 1)) + "…";
    }
}
