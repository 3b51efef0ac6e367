package io.tidegate.change;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a command comes from: what makes it one command, however often it is delivered. */
public sealed interface Origin {
    /** Unique within the pull request; safe in a hidden marker. */
    default String key() {
        return switch (this) {
            case Line line -> line.comment + "/" + line.line;
            case Button button ->
                "button/" + button.check + "/" + button.identifier.replace(':', '-') + "/" + button.by;
        };
    }

    /** @param line of the comment, from 1 */
    record Line(long comment, int line) implements Origin {}

    /**
     * A button of one of our check runs. Its identifier names what it showed and counts the presses before it, so that
     * a press that is delivered twice is one, and two presses are two.
     *
     * @param check the check run's id
     * @param head the commit that the check run is on
     * @param identifier as we gave it, {@code [a-z0-9:]{1,20}}
     * @param by the account's id
     */
    record Button(long check, String head, String identifier, long by) implements Origin {
        private static final Pattern APPLY = Pattern.compile("apply:([0-9a-f]{8}):[0-9]+");

        /** The beginning of the fingerprint that the button showed; empty for buttons that show no plan. */
        public Optional<String> fingerprint() {
            Matcher matcher = APPLY.matcher(identifier);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }
}
