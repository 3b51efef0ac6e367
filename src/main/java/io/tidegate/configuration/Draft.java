package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Freeze;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.PathPattern;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.Right;
import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * An environment as far as it is written, before the defaults.
 *
 * @param place of its name in the file; 0:0 for one that was discovered
 */
record Draft(
        EnvironmentName name,
        Place place,
        Optional<String> directory,
        Optional<String> organization,
        Optional<String> workspace,
        List<String> paths,
        Optional<ApplyMode> apply,
        Optional<PlanMode> plan,
        Optional<ApprovalRule> approvals,
        Map<Right, List<Grantee>> rights,
        List<Placed<EnvironmentName>> after,
        Optional<ShowLevel> show,
        Optional<PlanJson> planJson,
        List<String> ignore,
        boolean confirmDestroy,
        List<Freeze> freezes) {
    static final SequencedSet<String> KEYS = Defaults.keys(
            "directory",
            "workspace",
            "organization",
            "paths",
            "apply",
            "plan",
            "permissions",
            "approvals",
            "after",
            "show",
            "plan-json",
            "ignore",
            "confirm-destroy",
            "freeze");
    private static final Set<String> LATER = Set.of("var-files", "ignore-differences");
    private static final String NAMES = "use a-z, 0-9, `_`, `.` and `-`, at most 63, beginning with a letter or digit";
    private static final int MOST_PATHS = 50;

    static Draft discovered(EnvironmentName name, String directory) {
        return new Draft(
                name,
                new Place(0, 0),
                Optional.of(directory),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                List.of());
    }

    /** Reads one entry of {@code environments}; empty when anything in it is wrong. */
    static Optional<Draft> read(Yaml.Pair pair, Problems problems) {
        int before = problems.count();
        Yaml.Scalar key = pair.key();
        if (!EnvironmentName.isValid(key.text())) {
            problems.add(
                    key.place(),
                    key.text().contains("{")
                            ? Words.quoted(key.text()) + " stands for many environments, which is not supported yet:"
                                    + " write an entry for each"
                            : Words.quoted(key.text()) + " is not an environment name: " + NAMES);
            return Optional.empty();
        }
        Yaml value = pair.value() instanceof Yaml.Scalar scalar && scalar.isEmpty()
                ? new Yaml.Mapping(key.place(), List.of())
                : pair.value();
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.add(value.place(), "an environment has keys: write `" + key.text() + ": { directory: … }`");
            return Optional.empty();
        }
        Section section = new Section(mapping, KEYS, LATER, problems);
        Draft draft = new Draft(
                new EnvironmentName(key.text()),
                key.place(),
                section.text("directory").flatMap(text -> directory(text, problems)),
                section.text("organization").flatMap(text -> Defaults.organization(text, problems)),
                section.text("workspace").flatMap(text -> workspace(text, problems)),
                paths("paths", section.texts("paths"), problems),
                section.apply(),
                section.plan(),
                ApprovalText.read(section, problems),
                RightsText.read(section, problems),
                after(section.texts("after"), problems),
                section.show(),
                section.planJson(),
                paths("ignored paths", section.texts("ignore"), problems),
                section.flag("confirm-destroy").orElse(false),
                FreezeText.read(section.texts("freeze"), problems));
        return problems.count() == before ? Optional.of(draft) : Optional.empty();
    }

    private static Optional<String> directory(Placed<String> written, Problems problems) {
        String text = written.value().endsWith("/")
                ? written.value().substring(0, written.value().length() - 1)
                : written.value();
        List<String> parts = List.of(text.split("/", -1));
        boolean outside = parts.contains("..") || parts.contains(".") || parts.contains("") || parts.contains(".git");
        boolean strange = text.length() > 512 || text.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c));
        if (outside || strange) {
            problems.add(
                    written.place(),
                    Words.quoted(written.value())
                            + " is not a directory in the repository: write its path from the root,"
                            + " such as `environments/prod`");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static Optional<String> workspace(Placed<String> written, Problems problems) {
        if (Defaults.isWorkspace(written.value())) {
            return Optional.of(written.value());
        }
        problems.add(
                written.place(),
                Words.quoted(written.value())
                        + " is not a workspace name: HCP Terraform allows letters, digits, `-` and"
                        + " `_`, at most 90");
        return Optional.empty();
    }

    private static List<String> paths(String what, List<Placed<String>> written, Problems problems) {
        List<String> paths = new ArrayList<>();
        for (Placed<String> path : written) {
            Optional<String> refusal = PathPattern.refusal(path.value());
            refusal.ifPresent(
                    reason -> problems.add(path.place(), Words.quoted(path.value()) + " cannot be used: " + reason));
            paths.add(path.value());
        }
        if (paths.size() > MOST_PATHS) {
            problems.add(
                    written.get(MOST_PATHS).place(), "more than " + MOST_PATHS + " " + what + ": write broader ones");
        }
        return paths;
    }

    private static List<Placed<EnvironmentName>> after(List<Placed<String>> written, Problems problems) {
        List<Placed<EnvironmentName>> after = new ArrayList<>();
        for (Placed<String> name : written) {
            if (EnvironmentName.isValid(name.value())) {
                after.add(new Placed<>(new EnvironmentName(name.value()), name.place()));
            } else {
                problems.add(name.place(), Words.quoted(name.value()) + " is not an environment name: " + NAMES);
            }
        }
        return after;
    }
}
