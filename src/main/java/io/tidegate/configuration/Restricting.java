package io.tidegate.configuration;

import java.util.List;
import java.util.Set;

/**
 * Whether all is understood that may keep plans from being made or shown. A plan runs the pull request's code with a
 * workspace's credentials, so where somebody wrote a restriction that cannot be read nothing is planned.
 */
final class Restricting {
    private static final Set<String> TOP = Set.of("branches", "plan", "permissions", "show", "limits", "rules");
    private static final Set<String> OF_A_RULE = Set.of("match", "plan", "permissions", "show");

    private Restricting() {}

    static boolean isUnderstood(Yaml.Mapping file) {
        Problems wrong = new Problems();
        Section section = new Section(only(file, TOP), Written.KEYS, Set.of(), wrong);
        Terms.read(section, wrong);
        RepositoryText.read(section, wrong);
        Rule.read(section, wrong);
        return wrong.count() == 0;
    }

    private static Yaml.Mapping only(Yaml.Mapping mapping, Set<String> keys) {
        List<Yaml.Pair> pairs = mapping.pairs().stream()
                .filter(pair -> keys.contains(pair.key().text()))
                .map(pair ->
                        pair.key().text().equals("rules") ? new Yaml.Pair(pair.key(), ofEachRule(pair.value())) : pair)
                .toList();
        return new Yaml.Mapping(mapping.place(), pairs);
    }

    private static Yaml ofEachRule(Yaml rules) {
        return rules instanceof Yaml.Sequence list
                ? new Yaml.Sequence(
                        list.place(),
                        list.items().stream()
                                .map(item -> item instanceof Yaml.Mapping rule ? only(rule, OF_A_RULE) : item)
                                .toList())
                : rules;
    }
}
