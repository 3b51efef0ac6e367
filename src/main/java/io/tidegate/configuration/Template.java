package io.tidegate.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A text with placeholders: {@code live/{stage}/{component}}. A placeholder stands for at least one character and never for
 * a slash, each for as few as possible; that is found without trying anything twice.
 *
 * @param literals what stands before, between and after the placeholders, one more than these
 */
record Template(String text, List<String> literals, List<String> names) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final int MOST = 10;

    /** Reading ended here. The message says what to write instead. */
    static final class Unfit extends Exception {
        Unfit(String message) {
            super(message);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    Template {
        literals = List.copyOf(literals);
        names = List.copyOf(names);
    }

    static Template of(String text) throws Unfit {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            String name = close < 0 ? "" : text.substring(open + 1, close);
            if (!NAME.matcher(name).matches()) {
                throw new Unfit("a placeholder is a word of a-z, 0-9, `_` and `-` in braces: write `{stage}`");
            }
            if (names.size() == MOST) {
                throw new Unfit("more than " + MOST + " placeholders stand in it: write several entries");
            }
            literals.add(text.substring(at, open));
            names.add(name);
            at = close + 1;
        }
        literals.add(text.substring(at));
        if (literals.stream().anyMatch(literal -> literal.contains("}"))) {
            throw new Unfit("a `}` stands alone: write `{stage}`");
        }
        return new Template(text, literals, names);
    }

    SequencedSet<String> placeholders() {
        return new LinkedHashSet<>(names);
    }

    /** Where two placeholders touch, nobody can tell where one ends. */
    boolean isClear() {
        return literals.size() < 3
                || literals.subList(1, literals.size() - 1).stream().noneMatch(String::isEmpty);
    }

    /** What the placeholders stand for in a path; empty where it does not fit, or one would stand for two texts. */
    Optional<SortedMap<String, String>> match(String path) {
        String first = literals.getFirst();
        String last = literals.getLast();
        if (names.isEmpty()) {
            return path.equals(text) ? Optional.of(Collections.emptySortedMap()) : Optional.empty();
        }
        if (!path.startsWith(first) || !path.endsWith(last) || path.length() < first.length() + last.length()) {
            return Optional.empty();
        }
        SortedMap<String, String> values = new TreeMap<>();
        int from = first.length();
        for (int i = 0; i < names.size(); i++) {
            boolean ends = i == names.size() - 1;
            int to = ends ? path.length() - last.length() : path.indexOf(literals.get(i + 1), from + 1);
            if (to <= from || path.substring(from, to).contains("/")) {
                return Optional.empty();
            }
            String value = path.substring(from, to);
            String before = values.put(names.get(i), value);
            if (before != null && !before.equals(value)) {
                return Optional.empty();
            }
            from = to + literals.get(i + 1).length();
        }
        return Optional.of(values);
    }

    /** With each placeholder replaced; one without a value stays as it is. */
    String fill(Map<String, String> values) {
        StringBuilder filled = new StringBuilder(literals.getFirst());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            filled.append(values.getOrDefault(name, "{" + name + "}")).append(literals.get(i + 1));
        }
        return filled.toString();
    }
}
