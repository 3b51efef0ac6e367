package io.tidegate.report;

import io.tidegate.change.ChangeId;
import io.tidegate.environment.EnvironmentName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check run is about: our own {@code external_id} of it, {@code <repository id>#<number>/<environment>/<head>}
 * or, of the summary check, {@code <repository id>#<number>/<head>}.
 *
 * @param environment empty for the summary check
 */
public record CheckId(ChangeId change, Optional<EnvironmentName> environment, String head) {
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,18})#([0-9]{1,9})(?:/([a-z0-9][a-z0-9_.-]{0,62}))?/([0-9a-f]{40}|[0-9a-f]{64})");

    /** Empty for what {@link #text} did not write. */
    public static Optional<CheckId> read(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new CheckId(
                        new ChangeId(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))),
                        Optional.ofNullable(matcher.group(3)).map(EnvironmentName::new),
                        matcher.group(4)))
                : Optional.empty();
    }

    public String text() {
        return change + environment.map(name -> "/" + name).orElse("") + "/" + head;
    }
}
