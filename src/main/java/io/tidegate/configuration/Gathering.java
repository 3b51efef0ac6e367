package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** All environments of a repository before the defaults: listed ones, those of patterns, discovered ones; in this order. */
final class Gathering {
    private static final int MOST = Written.MOST_ENVIRONMENTS;

    private final Written written;
    private final Tree tree;
    private final Problems problems;
    private final Set<EnvironmentName> named;
    private final SequencedMap<EnvironmentName, Draft> ofPatterns = new LinkedHashMap<>();
    private final Map<EnvironmentName, PatternEntry> origins = new HashMap<>();

    private Gathering(Written written, Tree tree, Problems problems) {
        this.written = written;
        this.tree = tree;
        this.problems = problems;
        this.named = new HashSet<>(written.named());
    }

    /** @return the drafts with the rules that fit them, those left out whose place in the order is unclear */
    static List<Draft> of(Written written, Tree tree, Problems problems) {
        Gathering gathering = new Gathering(written, tree, problems);
        written.patterns().forEach(gathering::expand);
        List<Draft> drafts = new ArrayList<>(written.drafts());
        drafts.addAll(gathering.ofPatterns.values());
        drafts.addAll(gathering.discovered());
        Set<EnvironmentName> known = new HashSet<>(gathering.named);
        drafts.forEach(draft -> known.add(draft.name()));
        drafts = gathering.withoutWhatIsNotThere(drafts, known).stream()
                .map(draft -> draft.with(written.terms(draft)))
                .toList();
        return Promotion.sound(drafts, known, problems);
    }

    private void expand(PatternEntry pattern) {
        SequencedMap<String, Yaml.Pair> entries =
                pattern.entries(pattern.files() ? tree.variableFiles() : tree.configurations());
        if (entries.isEmpty()) {
            Draft.read(pattern.example(), problems);
        }
        entries.forEach((where, entry) -> add(pattern, where, entry));
    }

    private void add(PatternEntry pattern, String where, Yaml.Pair entry) {
        Place place = pattern.entry().key().place();
        String text = entry.key().text();
        if (!EnvironmentName.isValid(text)) {
            problems.add(
                    place,
                    Words.quoted(where) + " fits, but " + Words.quoted(text) + " is not an environment name: "
                            + Draft.NAMES);
            return;
        }
        EnvironmentName name = new EnvironmentName(text);
        PatternEntry other = origins.get(name);
        if (other != null) {
            problems.add(
                    place,
                    "two directories give the name " + name + (other.equals(pattern) ? "" : " by two entries") + ", "
                            + Words.quoted(where) + " among them: make the names differ, or list " + name
                            + " by itself");
            ofPatterns.remove(name);
        } else if (named.contains(name)) {
            return; // Listed by itself: that entry is for it.
        } else if (origins.size() + written.named().size() >= MOST) {
            problems.add(place, "more than " + MOST + " environments: " + name + " and others are left out");
        } else {
            origins.put(name, pattern);
            Draft.read(entry, problems).ifPresent(draft -> ofPatterns.put(name, draft));
        }
    }

    private List<Draft> discovered() {
        named.addAll(origins.keySet());
        Layout layout = tree.layout();
        List<Draft> drafts = new ArrayList<>();
        layout.invalid()
                .forEach(place -> problems.add(Words.quoted(place)
                        + " is not taken for an environment: its name may hold a-z, 0-9, `_`, `.` and `-`; rename it or list it"
                        + " under `environments` with a `directory`"));
        layout.places().forEach((name, places) -> {
            if (named.contains(name)) {
                return;
            }
            if (places.size() > 1) {
                problems.add("several places are called " + name + " ("
                        + places.stream().map(Layout.Place::shown).collect(Collectors.joining(", ")) + "): list " + name
                        + " under `environments` with its `directory`");
            } else if (drafts.size() < MOST) {
                drafts.add(Draft.discovered(name));
            } else {
                problems.add(new Place(0, 0), "more than " + MOST + " environments were found: some are left out");
            }
        });
        return drafts;
    }

    /** Not every stage has every component, so what a pattern's {@code after} names need not exist for each of its places. */
    private List<Draft> withoutWhatIsNotThere(List<Draft> drafts, Set<EnvironmentName> known) {
        Map<Place, EnvironmentName> missing = new LinkedHashMap<>();
        Set<Place> found = new HashSet<>();
        List<Draft> kept = drafts.stream()
                .map(draft -> {
                    PatternEntry pattern = origins.get(draft.name());
                    if (pattern == null || pattern.loose().isEmpty()) {
                        return draft;
                    }
                    List<Placed<EnvironmentName>> after = new ArrayList<>();
                    for (Placed<EnvironmentName> one : draft.after()) {
                        boolean loose = pattern.loose().contains(one.place());
                        if (!loose
                                || known.contains(one.value()) && !one.value().equals(draft.name())) {
                            after.add(one);
                        }
                        if (loose && known.contains(one.value())) {
                            found.add(one.place());
                        } else if (loose) {
                            missing.put(one.place(), one.value());
                        }
                    }
                    return draft.with(draft.terms().after(after));
                })
                .toList();
        missing.forEach((place, name) -> {
            if (!found.contains(place)) {
                Optional<String> near = Words.nearest(
                        name.text(),
                        known.stream().map(EnvironmentName::text).sorted().toList());
                problems.add(
                        place,
                        "no environment has a name that this stands for, such as " + Words.quoted(name.text()) + ": "
                                + near.map(other -> "did you mean " + Words.quoted(other) + "?")
                                        .orElse("correct or remove it"));
            }
        });
        return kept;
    }
}
