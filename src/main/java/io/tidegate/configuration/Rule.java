package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.PathPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** What holds for all environments whose names fit. */
record Rule(List<PathPattern> match, Terms terms) {
    static final SequencedSet<String> KEYS = keys();

    private static final int MOST = 100;
    private static final String EXAMPLE = "write `rules: [{ match: \"prod-*\", approvals: 2 }]`";

    private static SequencedSet<String> keys() {
        SequencedSet<String> keys = new LinkedHashSet<>(List.of("match"));
        keys.addAll(Terms.KEYS);
        return keys;
    }

    static List<Rule> read(Section top, Problems problems) {
        Yaml value = top.value("rules");
        List<Rule> rules = new ArrayList<>();
        if (value == null) {
            return rules;
        }
        if (!(value instanceof Yaml.Sequence sequence)) {
            problems.add(value.place(), "`rules` is a list: " + EXAMPLE);
            return rules;
        }
        for (Yaml item : sequence.items()) {
            if (rules.size() == MOST) {
                problems.add(item.place(), "more than " + MOST + " rules: let one `match` several names");
                return rules;
            }
            if (item instanceof Yaml.Mapping mapping) {
                rules.add(read(mapping, problems));
            } else {
                problems.add(item.place(), "a rule has keys: " + EXAMPLE);
            }
        }
        return rules;
    }

    private static Rule read(Yaml.Mapping mapping, Problems problems) {
        Section section = new Section(mapping, KEYS, Set.of(), problems);
        List<PathPattern> match = new ArrayList<>();
        if (mapping.pairs().stream().noneMatch(pair -> pair.key().text().equals("match"))) {
            problems.add(mapping.place(), "a rule says for which environments it is: write `match: \"prod-*\"`");
        }
        List<Placed<String>> written = section.texts("match");
        for (Placed<String> name : written) {
            Optional<String> refusal = name.value().contains("/")
                    ? Optional.of("names of environments have no slash")
                    : PathPattern.refusal(name.value());
            if (refusal.isPresent()) {
                problems.add(name.place(), Words.quoted(name.value()) + " cannot be used: " + refusal.get());
            } else {
                match.add(new PathPattern(name.value()));
            }
        }
        return new Rule(match, Terms.read(section, problems));
    }

    boolean fits(EnvironmentName name) {
        return match.stream().anyMatch(pattern -> pattern.matches(name.text()));
    }
}
