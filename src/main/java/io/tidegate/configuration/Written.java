package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.EnvironmentName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What a file says.
 *
 * @param drafts its environments in which nothing is wrong, in its order
 * @param named every name that it lists, also where the entry is wrong: such a one is not discovered in its place
 * @param readable false when the file may restrict planning in a way that is not understood: then nothing is planned
 */
record Written(Defaults defaults, List<Draft> drafts, Set<EnvironmentName> named, boolean readable) {
    private static final int MOST_ENVIRONMENTS = 500;
    static final SequencedSet<String> KEYS = Defaults.keys(
            "version",
            "organization",
            "workspace",
            "show",
            "apply",
            "plan",
            "permissions",
            "approvals",
            "plan-json",
            "environments");
    private static final Set<String> RESTRICTING = Set.of("branches", "rules");
    private static final Set<String> LATER = Set.of(
            "branches", "rules", "merge-when", "merge", "after-freeze", "limits", "ignore-differences", "var-files");

    static Written nothing() {
        return new Written(Defaults.ofTidegate(), List.of(), Set.of(), true);
    }

    private static Written unreadable() {
        return new Written(Defaults.ofTidegate(), List.of(), Set.of(), false);
    }

    static Written read(String text, Problems problems) {
        Yaml document;
        try {
            document = YamlText.read(text);
        } catch (Yaml.Unreadable e) {
            problems.add(e.place(), String.valueOf(e.getMessage()));
            return unreadable();
        }
        if (!(document instanceof Yaml.Mapping mapping)) {
            problems.add(document.place(), "the file has keys: begin it with `version: 1`");
            return unreadable();
        }
        Section top = new Section(mapping, KEYS, LATER, problems);
        boolean readable = version(top, mapping, problems)
                && mapping.pairs().stream()
                        .noneMatch(pair -> RESTRICTING.contains(pair.key().text()));
        Defaults defaults = Defaults.read(top, problems);
        List<Draft> drafts = new ArrayList<>();
        Set<EnvironmentName> named = new HashSet<>();
        for (Yaml.Pair pair : environments(top, problems)) {
            if (EnvironmentName.isValid(pair.key().text())) {
                named.add(new EnvironmentName(pair.key().text()));
            }
            Draft.read(pair, problems).ifPresent(drafts::add);
        }
        return new Written(defaults, drafts, named, readable);
    }

    private static List<Yaml.Pair> environments(Section top, Problems problems) {
        Yaml value = top.value("environments");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.add(value.place(), "`environments` lists names with keys: write `environments: { dev: { … } }`");
            return List.of();
        }
        List<Yaml.Pair> pairs = mapping.pairs();
        if (pairs.size() <= MOST_ENVIRONMENTS) {
            return pairs;
        }
        problems.add(
                pairs.get(MOST_ENVIRONMENTS).key().place(),
                "more than " + MOST_ENVIRONMENTS + " environments: this one and those below it are left out");
        return pairs.subList(0, MOST_ENVIRONMENTS);
    }

    /** Another version means other keys, so nothing else in the file can be relied on. */
    private static boolean version(Section top, Yaml.Mapping mapping, Problems problems) {
        Yaml version = top.value("version");
        if (version == null) {
            if (mapping.pairs().stream().noneMatch(pair -> pair.key().text().equals("version"))) {
                problems.add(Place.START, "`version` is missing: begin the file with `version: 1`");
            }
            return true;
        }
        if (version instanceof Yaml.Scalar scalar && scalar.text().equals("1")) {
            return true;
        }
        problems.add(version.place(), "only version 1 is understood: write `version: 1`");
        return false;
    }
}
