package io.tidegate.environment;

import io.tidegate.environment.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one configuration would change about another, sentence by sentence. */
public final class Differences {
    private Differences() {}

    public static List<Difference> between(Configuration before, Configuration after) {
        List<Difference> found = new ArrayList<>();
        if (before.present() != after.present()) {
            found.add(new Difference(
                    after.present()
                            ? "the file begins to hold: from the merge on environments can be applied"
                            : "the file is gone: from the merge on Tidegate only plans",
                    Kind.CHANGES));
        }
        repository(before.rules(), after.rules(), found);
        for (Environment environment : before.environments()) {
            Optional<Environment> next = after.environment(environment.name());
            next.ifPresentOrElse(
                    other -> environment(environment, other, found),
                    () -> found.add(new Difference(environment.name() + " is removed", Kind.CHANGES)));
        }
        for (Environment environment : after.environments()) {
            if (before.environment(environment.name()).isEmpty()) {
                found.add(new Difference(
                        environment.name() + " is added: " + code(environment.directory()) + " with the workspace "
                                + code(environment.organization() + "/" + environment.workspace()),
                        Kind.CHANGES));
            }
        }
        return List.copyOf(found);
    }

    private static void repository(RepositoryRules before, RepositoryRules after, List<Difference> found) {
        if (!before.branches().equals(after.branches())) {
            found.add(new Difference(
                    "branches " + list(before.branches(), "the default branch") + " → "
                            + list(after.branches(), "the default branch"),
                    Kind.CHANGES));
        }
        if (before.merge() != after.merge()) {
            found.add(new Difference(
                    "merge " + before.merge().name().toLowerCase(Locale.ROOT) + " → "
                            + after.merge().name().toLowerCase(Locale.ROOT),
                    after.merge() == RepositoryRules.Merge.AUTOMATIC ? Kind.LOOSENS : Kind.CHANGES));
        }
        if (before.mergeWhen() != after.mergeWhen()) {
            found.add(new Difference(
                    "merge-when " + word(before.mergeWhen()) + " → " + word(after.mergeWhen()),
                    after.mergeWhen() == MergeWhen.PLANNED ? Kind.LOOSENS : Kind.CHANGES));
        }
        // The larger it is, the more is planned unasked.
        if (before.plansPerPullRequest() != after.plansPerPullRequest()) {
            found.add(Difference.of(
                    "plans-per-pull-request " + before.plansPerPullRequest() + " → " + after.plansPerPullRequest(),
                    -before.plansPerPullRequest(),
                    -after.plansPerPullRequest()));
        }
        if (before.concurrentRuns() != after.concurrentRuns()) {
            found.add(new Difference(
                    "concurrent-runs " + runs(before.concurrentRuns()) + " → " + runs(after.concurrentRuns()),
                    Kind.CHANGES));
        }
    }

    private static String runs(int most) {
        return most == RepositoryRules.AUTO ? "auto" : Integer.toString(most);
    }

    private static void environment(Environment before, Environment after, List<Difference> found) {
        String name = before.name() + ": ";
        if (!before.directory().equals(after.directory())) {
            found.add(changed(name + "directory ", before.directory(), after.directory()));
        }
        String place = before.organization() + "/" + before.workspace();
        String next = after.organization() + "/" + after.workspace();
        if (!place.equals(next)) {
            found.add(changed(name + "workspace ", place, next));
        }
        listed(name + "`paths`", before.paths(), after.paths(), Kind.LOOSENS, Kind.TIGHTENS, found);
        listed(name + "`ignore`", before.ignore(), after.ignore(), Kind.TIGHTENS, Kind.LOOSENS, found);
        listed(
                name + "`var-files`",
                before.varFiles().files(),
                after.varFiles().files(),
                Kind.CHANGES,
                Kind.CHANGES,
                found);
        listed(
                name + "`after`",
                before.after().stream().map(EnvironmentName::text).toList(),
                after.after().stream().map(EnvironmentName::text).toList(),
                Kind.LOOSENS,
                Kind.TIGHTENS,
                found);
        found.addAll(RuleDifferences.between(name, before.rules(), after.rules()));
    }

    /** @param gone what it means when something is no longer in the list @param more when something is new in it */
    static void listed(
            String what, List<String> before, List<String> after, Kind gone, Kind more, List<Difference> found) {
        before.stream()
                .filter(one -> !after.contains(one))
                .forEach(one -> found.add(new Difference(what + " no longer has " + code(one), gone)));
        after.stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> found.add(new Difference(what + " has " + code(one) + " besides", more)));
    }

    private static Difference changed(String what, String before, String after) {
        return new Difference(what + code(before) + " → " + code(after), Kind.CHANGES);
    }

    /** What comes from a file may hold a backtick, which would end the code. */
    static String code(String text) {
        return "`" + text.replace('`', '\'') + "`";
    }

    private static String list(List<String> texts, String none) {
        return texts.isEmpty() ? none : code(String.join(", ", texts));
    }

    private static String word(@Nullable MergeWhen when) {
        return when == null ? "by default" : RuleDifferences.word(when);
    }
}
