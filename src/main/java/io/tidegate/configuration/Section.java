package io.tidegate.configuration;

import io.tidegate.configuration.Yaml.Place;
import io.tidegate.environment.AfterFreeze;
import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.PlanJson;
import io.tidegate.environment.PlanMode;
import io.tidegate.environment.ShowLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one mapping. What does not fit becomes a problem, and its value counts as absent. */
final class Section {
    /** A value with its place, for what can only be judged later. */
    record Placed<T>(T value, Place place) {}

    private static final Map<String, ApplyMode> APPLY = new LinkedHashMap<>();
    private static final Map<String, ShowLevel> SHOW = new LinkedHashMap<>();
    private static final Map<String, PlanJson> PLAN_JSON = new LinkedHashMap<>();
    private static final Map<String, PlanMode> PLAN = new LinkedHashMap<>();
    private static final Map<String, AfterFreeze> AFTER_FREEZE = new LinkedHashMap<>();
    private static final Map<String, Boolean> FLAGS = new LinkedHashMap<>();

    static {
        APPLY.put("on-command", ApplyMode.ON_COMMAND);
        APPLY.put("on-merge", ApplyMode.ON_MERGE);
        APPLY.put("never", ApplyMode.NEVER);
        SHOW.put("counts", ShowLevel.COUNTS);
        SHOW.put("names", ShowLevel.NAMES);
        SHOW.put("values", ShowLevel.VALUES);
        PLAN_JSON.put("any", PlanJson.ANY);
        PLAN_JSON.put("full", PlanJson.FULL);
        PLAN.put("auto", PlanMode.AUTO);
        PLAN.put("trusted", PlanMode.TRUSTED);
        PLAN.put("on-command", PlanMode.ON_COMMAND);
        AFTER_FREEZE.put("wait", AfterFreeze.WAIT);
        AFTER_FREEZE.put("resume", AfterFreeze.RESUME);
        FLAGS.put("true", true);
        FLAGS.put("false", false);
    }

    static final String STOPS = " (nothing is applied while something is not understood)";

    private final Map<String, Yaml> values = new LinkedHashMap<>();
    private final Problems problems;

    /**
     * @param known keys of this version
     * @param later keys that are described but not yet understood
     */
    Section(Yaml.Mapping mapping, Set<String> known, Set<String> later, Problems problems) {
        this.problems = problems;
        for (Yaml.Pair pair : mapping.pairs()) {
            String key = pair.key().text();
            if (!known.contains(key)) {
                problems.add(pair.key().place(), unknown(key, known, later));
            } else if (pair.value() instanceof Yaml.Scalar scalar && scalar.isEmpty()) {
                problems.add(pair.key().place(), "`" + key + "` has no value: write one or remove the key");
            } else {
                values.put(key, pair.value());
            }
        }
    }

    private static String unknown(String key, Set<String> known, Set<String> later) {
        if (later.contains(key)) {
            return "`" + key + "` is not supported yet: remove it" + STOPS;
        }
        if (Draft.KEYS.contains(key)) {
            return "`" + key + "` is a key of one environment: write it under its name in `environments`";
        }
        return Words.quoted(key) + " is not a key here: "
                + Words.nearest(key, known)
                        .map(near -> "did you mean `" + near + "`?")
                        .orElse("the keys are " + String.join(", ", known));
    }

    @Nullable
    Yaml value(String key) {
        return values.get(key);
    }

    Optional<Placed<String>> text(String key) {
        Yaml value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Yaml.Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(new Placed<>(scalar.text(), scalar.place()));
        }
        problems.add(value.place(), "`" + key + "` is one word or path: write `" + key + ": …`");
        return Optional.empty();
    }

    /** As {@link #texts}; empty where the key is not written. */
    Optional<List<Placed<String>>> list(String key) {
        return values.containsKey(key) ? Optional.of(texts(key)) : Optional.empty();
    }

    /** A key of which only the usual value is kept so far: a promise that is not kept must not look kept. */
    void usual(String key, String usual, String later) {
        if (values.get(key) instanceof Yaml.Scalar scalar && scalar.text().equals(later)) {
            problems.add(
                    scalar.place(),
                    "`" + key + ": " + later + "` is not supported yet: write `" + key + ": " + usual
                            + "` or remove the key" + STOPS);
        } else {
            choice(key, Map.of(usual, true));
        }
    }

    /** A list of words; a single word stands for a list of one. */
    List<Placed<String>> texts(String key) {
        Yaml value = values.get(key);
        List<Placed<String>> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        for (Yaml item : value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value)) {
            if (item instanceof Yaml.Scalar scalar && !scalar.isEmpty()) {
                texts.add(new Placed<>(scalar.text(), scalar.place()));
            } else {
                problems.add(item.place(), "`" + key + "` is a list of words: write `" + key + ": [one, two]`");
            }
        }
        return texts;
    }

    Optional<ApplyMode> apply() {
        return choice("apply", APPLY);
    }

    Optional<AfterFreeze> afterFreeze() {
        return choice("after-freeze", AFTER_FREEZE);
    }

    Optional<ShowLevel> show() {
        return choice("show", SHOW);
    }

    Optional<PlanJson> planJson() {
        return choice("plan-json", PLAN_JSON);
    }

    Optional<Boolean> flag(String key) {
        return choice(key, FLAGS);
    }

    Optional<PlanMode> plan() {
        return choice("plan", PLAN);
    }

    <T> Optional<T> choice(String key, Map<String, T> choices) {
        Yaml value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Yaml.Scalar scalar) {
            T chosen = choices.get(scalar.text());
            if (chosen != null) {
                return Optional.of(chosen);
            }
            String near = Words.nearest(scalar.text(), choices.keySet())
                    .map(word -> "did you mean `" + word + "`?")
                    .orElse(one(choices.keySet()));
            problems.add(scalar.place(), Words.quoted(scalar.text()) + " is not a value of `" + key + "`: " + near);
        } else {
            problems.add(value.place(), "`" + key + "` is one word: " + one(choices.keySet()));
        }
        return Optional.empty();
    }

    private static String one(Set<String> words) {
        return (words.size() == 1 ? "write " : "write one of ") + String.join(", ", words);
    }
}
