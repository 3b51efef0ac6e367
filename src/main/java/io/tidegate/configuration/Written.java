package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.RepositoryRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What a file says.
 *
 * @param drafts its environments in which nothing is wrong, in its order
 * @param patterns entries that stand for many
 * @param named every name that it lists, also where the entry is wrong: such a one is not discovered in its place
 * @param rules later ones over earlier ones
 * @param readable false when the file may restrict planning in a way that is not understood: then nothing is planned
 */
record Written(
        Defaults defaults,
        RepositoryRules repository,
        List<Draft> drafts,
        List<PatternEntry> patterns,
        Set<EnvironmentName> named,
        List<Rule> rules,
        boolean readable) {
    static final int MOST_ENVIRONMENTS = 500;
    static final SequencedSet<String> KEYS = Defaults.keys(
            "version",
            "organization",
            "workspace",
            "branches",
            "plan",
            "apply",
            "merge-when",
            "merge",
            "after-freeze",
            "plan-json",
            "approvals",
            "show",
            "limits",
            "permissions",
            "environments",
            "rules");

    static Written nothing() {
        return empty(true);
    }

    private static Written empty(boolean readable) {
        return new Written(
                Defaults.ofTidegate(), RepositoryRules.USUAL, List.of(), List.of(), Set.of(), List.of(), readable);
    }

    static Written read(String text, Problems problems) {
        Yaml document;
        try {
            document = YamlText.read(text);
        } catch (Yaml.Unreadable e) {
            problems.add(e.place(), String.valueOf(e.getMessage()));
            return empty(false);
        }
        if (!(document instanceof Yaml.Mapping mapping)) {
            problems.add(document.place(), "the file has keys: begin it with `version: 1`");
            return empty(false);
        }
        Section top = new Section(mapping, KEYS, Set.of(), problems);
        boolean readable = version(top, mapping, problems) && Restricting.isUnderstood(mapping);
        List<Draft> drafts = new ArrayList<>();
        List<PatternEntry> patterns = new ArrayList<>();
        Set<EnvironmentName> named = new HashSet<>();
        for (Yaml.Pair pair : environments(top, problems)) {
            if (EnvironmentName.isValid(pair.key().text())) {
                named.add(new EnvironmentName(pair.key().text()));
            }
            if (PatternEntry.isOne(pair)) {
                PatternEntry.read(pair, problems).ifPresent(patterns::add);
            } else {
                Draft.read(pair, problems).ifPresent(drafts::add);
            }
        }
        return new Written(
                Defaults.read(top, problems),
                RepositoryText.read(top, problems),
                drafts,
                patterns,
                named,
                Rule.read(top, problems),
                readable);
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

    /** What is asked of an environment: by itself, by the rules for it, at the top. */
    Terms terms(Draft draft) {
        Terms terms = draft.terms();
        for (Rule rule : rules.reversed()) {
            if (rule.fits(draft.name())) {
                terms = terms.over(notAfterItself(rule.terms(), draft.name()));
            }
        }
        return terms.over(defaults.terms());
    }

    /** A rule for many may name one of them: that one comes before the others. */
    private static Terms notAfterItself(Terms terms, EnvironmentName name) {
        return terms.after()
                .map(after -> terms.after(after.stream()
                        .filter(other -> !other.value().equals(name))
                        .toList()))
                .orElse(terms);
    }
}
