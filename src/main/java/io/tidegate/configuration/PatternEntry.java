package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One entry of {@code environments} that stands for many: {@code "{stage}-{component}": { directory:
 * "live/{stage}/{component}" }}. For each place that fits it becomes an ordinary entry, read like any other, whose values
 * stand where the pattern's stand.
 *
 * @param source what is looked for in the tree: the directory, or a variable file that says more
 * @param files whether it is a variable file
 * @param loose where {@code after} names others by a placeholder: not every stage has every component
 */
record PatternEntry(Yaml.Pair entry, Template name, Template source, boolean files, Set<Place> loose) {
    private static final Set<String> TEMPLATES =
            Set.of("directory", "workspace", "paths", "ignore", "var-files", "after");

    static boolean isOne(Yaml.Pair pair) {
        return pair.key().text().contains("{");
    }

    static Optional<PatternEntry> read(Yaml.Pair pair, Problems problems) {
        Yaml.Scalar key = pair.key();
        if (!(pair.value() instanceof Yaml.Mapping mapping)) {
            problems.add(
                    key.place(),
                    Words.quoted(key.text()) + " stands for many environments: it needs a `directory` with the same"
                            + " placeholders");
            return Optional.empty();
        }
        int before = problems.count();
        Optional<Template> name = template(key, problems);
        Optional<Template> directory = first(mapping, "directory").flatMap(text -> template(text, problems));
        Optional<Template> file = first(mapping, "var-files").flatMap(text -> template(text, problems));
        if (problems.count() > before || name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Template> source = source(name.get(), directory, file);
        if (source.isEmpty()) {
            problems.add(
                    key.place(),
                    Words.quoted(key.text()) + " stands for many environments: its `directory`, or else its first"
                            + " variable file, must have every placeholder of its name, with something between them");
            return Optional.empty();
        }
        Set<Place> loose = new HashSet<>();
        known(mapping, source.get().placeholders(), loose, problems);
        return problems.count() == before
                ? Optional.of(new PatternEntry(pair, name.get(), source.get(), file.equals(source), Set.copyOf(loose)))
                : Optional.empty();
    }

    /** What has every placeholder, of the name and of the other. */
    private static Optional<Template> source(Template name, Optional<Template> directory, Optional<Template> file) {
        Optional<Template> found = directory
                .filter(place -> place.names().containsAll(name.names()))
                .or(() -> file.filter(place -> place.names().containsAll(name.names())
                        && place.names()
                                .containsAll(directory.map(Template::names).orElse(List.of()))));
        return found.filter(Template::isClear);
    }

    private static Optional<Yaml.Scalar> first(Yaml.Mapping mapping, String key) {
        return mapping.pairs().stream()
                .filter(pair -> pair.key().text().equals(key))
                .map(Yaml.Pair::value)
                .map(value ->
                        value instanceof Yaml.Sequence list && !list.items().isEmpty()
                                ? list.items().getFirst()
                                : value)
                .filter(Yaml.Scalar.class::isInstance)
                .map(Yaml.Scalar.class::cast)
                .findFirst();
    }

    private static Optional<Template> template(Yaml.Scalar text, Problems problems) {
        try {
            return Optional.of(Template.of(text.text()));
        } catch (Template.Unfit unfit) {
            problems.add(text.place(), Words.quoted(text.text()) + " cannot be used: " + unfit.reason());
            return Optional.empty();
        }
    }

    /** Every placeholder of every value is one of the source's. */
    private static void known(
            Yaml.Mapping mapping, SequencedSet<String> placeholders, Set<Place> loose, Problems problems) {
        for (Yaml.Pair pair : mapping.pairs()) {
            String key = pair.key().text();
            if (!TEMPLATES.contains(key)) {
                continue;
            }
            for (Yaml value : pair.value() instanceof Yaml.Sequence list ? list.items() : List.of(pair.value())) {
                if (!(value instanceof Yaml.Scalar scalar) || !scalar.text().contains("{")) {
                    continue;
                }
                template(scalar, problems)
                        .ifPresent(template -> template.names().stream()
                                .filter(name -> !placeholders.contains(name))
                                .forEach(name -> problems.add(scalar.place(), unknown(name, placeholders))));
                if (key.equals("after")) {
                    loose.add(scalar.place());
                }
            }
        }
    }

    private static String unknown(String name, SequencedSet<String> placeholders) {
        return Words.quoted("{" + name + "}") + " stands for nothing here: "
                + Words.nearest(name, placeholders)
                        .map(near -> "did you mean `{" + near + "}`?")
                        .orElse("`{" + String.join("}`, `{", placeholders) + "}` do");
    }

    /**
     * The entries that it stands for, by the place in the tree that each is for.
     *
     * @param places directories with Terraform configuration, or variable files
     */
    SequencedMap<String, Yaml.Pair> entries(Iterable<String> places) {
        SequencedMap<String, Yaml.Pair> entries = new LinkedHashMap<>();
        for (String place : places) {
            // The root is written as a dot.
            source.match(place.isEmpty() ? "." : place).ifPresent(values -> entries.put(place, filled(values)));
        }
        return entries;
    }

    /** For what can be wrong in it where nothing in the tree fits. */
    Yaml.Pair example() {
        SortedMap<String, String> values = new TreeMap<>();
        source.placeholders().forEach(name -> values.put(name, "x"));
        return filled(values);
    }

    private Yaml.Pair filled(Map<String, String> values) {
        Yaml.Scalar key = new Yaml.Scalar(entry.key().place(), name.fill(values), false);
        Yaml.Mapping mapping = (Yaml.Mapping) entry.value();
        return new Yaml.Pair(
                key,
                new Yaml.Mapping(
                        mapping.place(),
                        mapping.pairs().stream()
                                .map(pair -> TEMPLATES.contains(pair.key().text())
                                        ? new Yaml.Pair(pair.key(), filled(pair.value(), values))
                                        : pair)
                                .toList()));
    }

    private static Yaml filled(Yaml value, Map<String, String> values) {
        return switch (value) {
            case Yaml.Scalar scalar -> {
                try {
                    yield new Yaml.Scalar(
                            scalar.place(), Template.of(scalar.text()).fill(values), scalar.plain());
                } catch (Template.Unfit unfit) {
                    throw new IllegalStateException("every value of a pattern was read before it is filled", unfit);
                }
            }
            case Yaml.Sequence list ->
                new Yaml.Sequence(
                        list.place(),
                        list.items().stream().map(item -> filled(item, values)).toList());
            case Yaml.Mapping mapping -> mapping;
        };
    }
}
