package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.RepositoryRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;

/** Reads what holds for a repository as a whole: branches, the check's condition, limits. */
final class RepositoryText {
    static final SequencedSet<String> LIMITS = Defaults.keys("plans-per-pull-request", "concurrent-runs");

    private static final int MOST_BRANCHES = 50;
    private static final int LONGEST_BRANCH = 255;
    private static final int MOST_PLANS = 100;
    private static final Map<String, MergeWhen> MERGE_WHEN = new LinkedHashMap<>();
    private static final Map<String, RepositoryRules.Merge> MERGE = new LinkedHashMap<>();

    static {
        MERGE_WHEN.put("planned", MergeWhen.PLANNED);
        MERGE_WHEN.put("applied", MergeWhen.APPLIED);
        MERGE.put("manual", RepositoryRules.Merge.MANUAL);
        MERGE.put("automatic", RepositoryRules.Merge.AUTOMATIC);
    }

    private RepositoryText() {}

    static RepositoryRules read(Section top, Problems problems) {
        RepositoryRules usual = RepositoryRules.USUAL;
        Optional<Section> limits = limits(top, problems);
        OptionalInt plans = limits.map(section -> plans(section, problems)).orElse(OptionalInt.empty());
        OptionalInt runs = limits.map(section -> runs(section, problems)).orElse(OptionalInt.empty());
        return new RepositoryRules(
                branches(top, problems),
                top.choice("merge-when", MERGE_WHEN).orElse(null),
                top.choice("merge", MERGE).orElse(usual.merge()),
                plans.orElse(usual.plansPerPullRequest()),
                runs.orElse(usual.concurrentRuns()));
    }

    private static List<String> branches(Section top, Problems problems) {
        Optional<List<Placed<String>>> written = top.list("branches");
        if (written.isPresent() && written.get().isEmpty() && top.value("branches") instanceof Yaml.Sequence none) {
            problems.add(
                    none.place(),
                    "`branches` names none: write `branches: [main]`, or remove the key for the default branch");
        }
        List<Placed<String>> branches = written.orElse(List.of());
        branches.stream()
                .filter(branch -> !isBranch(branch.value()))
                .forEach(branch -> problems.add(
                        branch.place(),
                        Words.quoted(branch.value())
                                + " is not a branch's name: write each in full, such as `main` or `release/1.x`,"
                                + " without `refs/heads/` and without `*`"));
        if (branches.size() > MOST_BRANCHES) {
            problems.add(branches.get(MOST_BRANCHES).place(), "more than " + MOST_BRANCHES + " branches: list fewer");
        }
        return branches.stream().map(Placed::value).distinct().toList();
    }

    /** As git allows them, as far as it matters: a name that cannot be matches no pull request without anybody's notice. */
    private static boolean isBranch(String name) {
        return name.length() <= LONGEST_BRANCH
                && !name.startsWith("refs/")
                && !name.startsWith("-")
                && !name.contains("..")
                && !name.contains("@{")
                && !name.endsWith(".")
                && List.of(name.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.startsWith(".") || part.endsWith(".lock"))
                && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0);
    }

    private static Optional<Section> limits(Section top, Problems problems) {
        Yaml value = top.value("limits");
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Yaml.Mapping mapping) {
            return Optional.of(new Section(mapping, LIMITS, Set.of(), problems));
        }
        problems.add(value.place(), "`limits` has keys: write `limits: { plans-per-pull-request: 25 }`");
        return Optional.empty();
    }

    private static OptionalInt runs(Section limits, Problems problems) {
        Yaml value = limits.value("concurrent-runs");
        if (value == null
                || value instanceof Yaml.Scalar scalar && scalar.text().equals("auto")) {
            return OptionalInt.empty();
        }
        OptionalInt number = number(value);
        if (number.isEmpty()) {
            problems.add(
                    value.place(),
                    "`concurrent-runs` is a number from 1 to " + MOST_PLANS
                            + " without quotes, or `auto`: as many as HCP Terraform lets run");
        }
        return number;
    }

    private static OptionalInt plans(Section limits, Problems problems) {
        Yaml value = limits.value("plans-per-pull-request");
        if (value == null) {
            return OptionalInt.empty();
        }
        OptionalInt number = number(value);
        if (number.isEmpty()) {
            problems.add(
                    value.place(), "`plans-per-pull-request` is a number from 1 to " + MOST_PLANS + ", without quotes");
        }
        return number;
    }

    private static OptionalInt number(Yaml value) {
        return value instanceof Yaml.Scalar scalar
                        && scalar.plain()
                        && scalar.text().matches("[1-9][0-9]{0,2}")
                        && Integer.parseInt(scalar.text()) <= MOST_PLANS
                ? OptionalInt.of(Integer.parseInt(scalar.text()))
                : OptionalInt.empty();
    }
}
