package io.tidegate.configuration;

import io.tidegate.environment.Minimum;
import io.tidegate.environment.Minimums;
import io.tidegate.environment.OrganizationFile;
import io.tidegate.environment.PathPattern;
import io.tidegate.flow.ConfigurationReader.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Reads {@code tidegate-organization.yml}: {@code version}, and what is asked of all environments or of some. */
final class OrganizationText {
    private static final int MOST_RULES = 100;
    private static final SequencedSet<String> KEYS = Defaults.keys(
            "version",
            "approvals",
            "plan",
            "apply",
            "confirm-destroy",
            "plan-json",
            "show",
            "freeze",
            "ignore-differences",
            "break-glass",
            "rules");
    private static final SequencedSet<String> RULE_KEYS = Defaults.keys(
            "match",
            "approvals",
            "plan",
            "apply",
            "confirm-destroy",
            "plan-json",
            "show",
            "freeze",
            "ignore-differences",
            "break-glass");

    private OrganizationText() {}

    static Asked read(String text) {
        Problems problems = new Problems(OrganizationFile.PATH);
        List<Minimum> all = new ArrayList<>();
        try {
            if (YamlText.read(text) instanceof Yaml.Mapping mapping) {
                top(mapping, all, problems);
            } else {
                problems.add(Yaml.Place.START, "the file has keys: begin it with `version: 1`");
            }
        } catch (Yaml.Unreadable e) {
            problems.add(e.place(), String.valueOf(e.getMessage()));
        }
        return new Asked(new Minimums(all), problems.all());
    }

    private static void top(Yaml.Mapping mapping, List<Minimum> all, Problems problems) {
        Section top = new Section(mapping, KEYS, Set.of(), problems);
        if (!(top.value("version") instanceof Yaml.Scalar version
                && version.text().equals("1"))) {
            problems.add(Yaml.Place.START, "only version 1 is understood: begin the file with `version: 1`");
        }
        all.add(minimum(top, List.of(), problems));
        Yaml rules = top.value("rules");
        if (rules == null) {
            return;
        }
        if (!(rules instanceof Yaml.Sequence list) || list.items().size() > MOST_RULES) {
            problems.add(
                    rules.place(),
                    "`rules` is a list of at most " + MOST_RULES + ": write `rules: [{ match: \"prod-*\", … }]`");
            return;
        }
        for (Yaml item : list.items()) {
            if (item instanceof Yaml.Mapping rule) {
                Section section = new Section(rule, RULE_KEYS, Set.of(), problems);
                all.add(minimum(section, match(section, rule.place(), problems), problems));
            } else {
                problems.add(item.place(), "a rule has keys: write `{ match: \"prod-*\", approvals: 2 }`");
            }
        }
    }

    /** A rule that matched nothing by mistake would be one that does not hold. */
    private static List<PathPattern> match(Section section, Yaml.Place place, Problems problems) {
        List<PathPattern> globs = new ArrayList<>();
        for (Section.Placed<String> glob : section.texts("match")) {
            Optional<String> refusal = PathPattern.refusal(glob.value());
            refusal.ifPresentOrElse(
                    reason -> problems.add(glob.place(), Words.quoted(glob.value()) + " cannot be used: " + reason),
                    () -> globs.add(new PathPattern(glob.value())));
        }
        if (section.value("match") == null) {
            problems.add(place, "`match` is missing: write which environments are meant, such as `match: \"prod-*\"`");
        }
        return globs;
    }

    private static Minimum minimum(Section section, List<PathPattern> match, Problems problems) {
        return new Minimum(
                match,
                ApprovalText.read(section, problems).orElse(null),
                section.plan().orElse(null),
                section.apply().orElse(null),
                section.flag("confirm-destroy").orElse(false),
                section.planJson().orElse(null),
                section.show().orElse(null),
                FreezeText.read(section.texts("freeze"), problems),
                IgnoredText.read(section, problems).orElse(null),
                RightsText.grantees("break-glass", section.texts("break-glass"), problems));
    }
}
