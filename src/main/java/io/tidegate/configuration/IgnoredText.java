package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.IgnoredDifferences;
import java.util.List;
import java.util.Optional;

/** Reads {@code ignore-differences: ["module.app.*.user_data"]}. */
final class IgnoredText {
    private static final int MOST = 50;

    private IgnoredText() {}

    static Optional<List<String>> read(Section section, Problems problems) {
        return section.list("ignore-differences").map(written -> read(written, problems));
    }

    static List<String> read(List<Placed<String>> written, Problems problems) {
        written.forEach(glob -> IgnoredDifferences.refusal(glob.value())
                .ifPresent(reason ->
                        problems.add(glob.place(), Words.quoted(glob.value()) + " names no attribute: " + reason)));
        if (written.size() > MOST) {
            problems.add(written.get(MOST).place(), "more than " + MOST + " globs: write wider ones");
        }
        return written.stream()
                .map(Placed::value)
                .filter(glob -> IgnoredDifferences.refusal(glob).isEmpty())
                .distinct()
                .toList();
    }
}
