package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.Grantee;
import io.tidegate.environment.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/** Reads {@code permissions: { apply: [write], approve: [team:platform, user:ann] }}. */
final class RightsText {
    private static final int MOST = 20;
    private static final List<String> WORDS = List.of("read", "triage", "write", "maintain", "admin");
    private static final Map<String, Right> RIGHTS = new LinkedHashMap<>();
    /** Given by the server or the organisation: a repository that could say so would open its own gates. */
    private static final Set<Right> ELSEWHERE = Set.of(Right.BREAK_GLASS);

    private static final Set<String> LATER = Set.of(Right.OVERRIDE_POLICY.key());

    static {
        for (Right right : Right.values()) {
            if (!LATER.contains(right.key()) && !ELSEWHERE.contains(right)) {
                RIGHTS.put(right.key(), right);
            }
        }
    }

    private RightsText() {}

    /** @return the rights that are written; an empty list of grantees means that nobody has it */
    static Map<Right, List<Grantee>> read(Section section, Problems problems) {
        Map<Right, List<Grantee>> rights = new EnumMap<>(Right.class);
        Yaml value = section.value("permissions");
        if (value == null) {
            return rights;
        }
        if (!(value instanceof Yaml.Mapping mapping)) {
            problems.add(
                    value.place(),
                    "`permissions` says for each right who has it: write `permissions: { apply: [write] }`");
            return rights;
        }
        SequencedSet<String> keys = new LinkedHashSet<>(RIGHTS.keySet());
        Section permissions = new Section(mapping, keys, LATER, problems);
        RIGHTS.forEach((key, right) -> {
            if (permissions.value(key) != null) {
                rights.put(right, grantees(key, permissions.texts(key), problems));
            }
        });
        return rights;
    }

    static List<Grantee> grantees(String key, List<Placed<String>> written, Problems problems) {
        List<Grantee> grantees = new ArrayList<>();
        for (Placed<String> one : written) {
            Grantee.read(one.value())
                    .ifPresentOrElse(
                            grantees::add,
                            () -> problems.add(
                                    one.place(),
                                    Words.quoted(one.value()) + " is nobody to whom `" + key + "` can be given: "
                                            + Words.nearest(one.value(), WORDS)
                                                    .map(word -> "did you mean `" + word + "`?")
                                                    .orElse(
                                                            "write a permission (" + String.join(", ", WORDS)
                                                                    + "), `team:` with a team's slug, or `user:` with a login")));
        }
        if (written.size() > MOST) {
            problems.add(written.get(MOST).place(), "more than " + MOST + " in `" + key + "`: make a team of them");
        }
        return grantees;
    }
}
