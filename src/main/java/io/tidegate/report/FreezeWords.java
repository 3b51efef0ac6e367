package io.tidegate.report;

import io.tidegate.change.Change;
import io.tidegate.change.Work;
import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.Freezes;
import io.tidegate.environment.Rules;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Said before a merge: that it would wait, until when, and what happens then. */
final class FreezeWords {
    private FreezeWords() {}

    /** Empty where a merge now would not wait for the end of a freeze. */
    static String announcement(Change change) {
        return !change.open()
                ? ""
                : change.works().stream()
                        .flatMap(work -> announcement(work).stream())
                        .collect(Collectors.joining());
    }

    private static Optional<String> announcement(Work work) {
        Rules rules = work.environment().rules();
        Instant asOf = work.notes().asOf();
        if (rules.apply() != ApplyMode.ON_MERGE || work.passed() || asOf == null) {
            return Optional.empty();
        }
        String name = Markdown.text(work.name().text());
        String then = rules.afterFreeze() == AfterFreeze.RESUME
                ? "Then the merge goes on by itself, if its gates are open.\n\n"
                : "Then it is planned again and waits for `/apply " + work.name()
                        + "`: nothing is started by the clock.\n\n";
        return Freezes.holding(rules.freezes(), asOf)
                .map(holding -> "❄️ **A merge now does not apply " + name + ":** it is frozen until "
                        + Markdown.text(holding.until()) + ". " + then);
    }
}
