package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.EnvironmentName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/**
 * An environment as far as it is written, before the rules and the defaults.
 *
 * @param place of its name in the file; 0:0 for one that was discovered
 */
record Draft(
        EnvironmentName name,
        Place place,
        Optional<Placed<String>> directory,
        Optional<String> organization,
        Optional<String> workspace,
        Terms terms) {
    static final SequencedSet<String> KEYS = keys();
    static final String NAMES = "use a-z, 0-9, `_`, `.` and `-`, at most 63, beginning with a letter or digit";

    private static SequencedSet<String> keys() {
        SequencedSet<String> keys = new LinkedHashSet<>(List.of("directory", "workspace", "organization"));
        keys.addAll(Terms.KEYS);
        return keys;
    }

    static Draft discovered(EnvironmentName name) {
        return new Draft(name, new Place(0, 0), Optional.empty(), Optional.empty(), Optional.empty(), Terms.NOTHING);
    }

    /** Reads one entry of {@code environments}; empty when anything in it is wrong. */
    static Optional<Draft> read(Yaml.Pair pair, Problems problems) {
        int before = problems.count();
        Yaml.Scalar key = pair.key();
        if (!EnvironmentName.isValid(key.text())) {
            problems.add(key.place(), Words.quoted(key.text()) + " is not an environment name: " + NAMES);
            return Optional.empty();
        }
        Yaml value = pair.value() instanceof Yaml.Scalar scalar && scalar.isEmpty()
                ? new Yaml.Mapping(key.place(), List.of())
                : pair.value();
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.add(value.place(), "an environment has keys: write `" + key.text() + ": { directory: … }`");
            return Optional.empty();
        }
        Section section = new Section(mapping, KEYS, Set.of(), problems);
        Draft draft = new Draft(
                new EnvironmentName(key.text()),
                key.place(),
                section.text("directory")
                        .flatMap(text -> PathText.directory(text, problems)
                                .map(directory -> new Placed<>(directory, text.place()))),
                section.text("organization").flatMap(text -> Defaults.organization(text, problems)),
                section.text("workspace").flatMap(text -> workspace(text, problems)),
                Terms.read(section, problems));
        return problems.count() == before ? Optional.of(draft) : Optional.empty();
    }

    Draft with(Terms other) {
        return new Draft(name, place, directory, organization, workspace, other);
    }

    List<Placed<EnvironmentName>> after() {
        return terms.after().orElse(List.of());
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
}
