package io.tidegate.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which cells of docs/failures.md are played: of the failures that end alike at a call, some, always those that were met
 * least so far, so that every row is played at every call that it names and every kind of failure is met. In every run it
 * is one of them, and what passes by itself strikes each call that writes and every third that reads, since all calls are
 * tried again by the same code. Of what must not happen twice, both ways of not learning that it was done are played.
 */
final class MatrixChoice {
    private static final int READS = 3;
    private final Map<MatrixSite, Set<MatrixFailure>> chosen = new EnumMap<>(MatrixSite.class);
    private final Map<MatrixFailure, Integer> met = new EnumMap<>(MatrixFailure.class);
    private int reads;

    private MatrixChoice(FailuresPage page, int each) {
        for (MatrixSite site : MatrixSite.values()) {
            chosen.put(site, EnumSet.noneOf(MatrixFailure.class));
            if (site.once()) {
                choose(site, List.of(MatrixFailure.ANSWER_LOST));
                choose(site, List.of(MatrixFailure.ERROR_THOUGH_DONE));
            }
            alike(page, site).forEach((row, failures) -> {
                boolean passes = failures.getFirst().passes();
                if (!passes || each > 1 || (site.writes() ? !site.once() : reads++ % READS == 0)) {
                    List<MatrixFailure> left = new ArrayList<>(failures);
                    for (int i = 0; i < each && !left.isEmpty(); i++) {
                        left.remove(choose(site, left));
                    }
                }
            });
        }
    }

    static MatrixChoice ofEveryRun(FailuresPage page) {
        return new MatrixChoice(page, 1);
    }

    /** Of the runs that may take long. */
    static MatrixChoice thorough(FailuresPage page) {
        return new MatrixChoice(page, 2);
    }

    boolean has(MatrixSite site, MatrixFailure failure) {
        return chosen.getOrDefault(site, Set.of()).contains(failure);
    }

    private MatrixFailure choose(MatrixSite site, List<MatrixFailure> failures) {
        MatrixFailure least = failures.stream()
                .min(Comparator.comparing(failure -> met.getOrDefault(failure, 0)))
                .orElseThrow();
        if (chosen.get(site).add(least)) {
            met.merge(least, 1, Integer::sum);
        }
        return least;
    }

    /** The failures of each row of the matrix that is about this call. */
    private static Map<FailuresPage.Row, List<MatrixFailure>> alike(FailuresPage page, MatrixSite site) {
        Map<FailuresPage.Row, List<MatrixFailure>> alike = new LinkedHashMap<>();
        for (MatrixFailure failure : MatrixFailure.values()) {
            if (failure.strikes(site)) {
                page.of(site, failure).stream()
                        .filter(row -> row.test().isEmpty())
                        .forEach(row -> alike.computeIfAbsent(row, one -> new ArrayList<>())
                                .add(failure));
            }
        }
        return alike;
    }
}
