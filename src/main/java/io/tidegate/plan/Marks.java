package io.tidegate.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Terraform's masks: a tree beside a value with {@code true} where everything beneath is unknown or sensitive. */
final class Marks {
    static final Value NONE = new Value.Bool(false);
    static final Value ALL = new Value.Bool(true);
    private static final Value SENSITIVE = new Value.Token("sensitive");

    private Marks() {}

    /** The mask with its {@code true} leaves alone; list positions become keys. */
    static Value only(Value mask) {
        SortedMap<String, Value> marked = new TreeMap<>();
        switch (mask) {
            case Value.Bool(boolean all) -> {
                return all ? ALL : NONE;
            }
            case Value.Fields(SortedMap<String, Value> fields) -> fields.forEach((k, v) -> put(marked, k, only(v)));
            case Value.Items(List<Value> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    put(marked, Integer.toString(i), only(items.get(i)));
                }
            }
            case Value.Null n -> {}
            // Nothing else is a mask; what cannot be understood hides everything beneath it.
            case Value.Num n -> {
                return ALL;
            }
            case Value.Text t -> {
                return ALL;
            }
            case Value.Token t -> {
                return ALL;
            }
        }
        return marked.isEmpty() ? NONE : new Value.Fields(marked);
    }

    private static void put(SortedMap<String, Value> marked, String key, Value mask) {
        if (!mask.equals(NONE)) {
            marked.put(key, mask);
        }
    }

    /** A value with one token in every marked place; null stays null, since there is nothing to hide. */
    static Value without(Value value, Value mask) {
        if (mask.equals(NONE) || value instanceof Value.Null) {
            return value;
        }
        if (all(mask)) {
            return SENSITIVE;
        }
        return switch (value) {
            case Value.Items(List<Value> items) ->
                new Value.Items(IntStream.range(0, items.size())
                        .mapToObj(i -> without(items.get(i), under(mask, i)))
                        .toList());
            case Value.Fields(SortedMap<String, Value> fields) -> {
                SortedMap<String, Value> hidden = new TreeMap<>();
                fields.forEach((name, field) -> hidden.put(name, without(field, under(mask, name))));
                yield new Value.Fields(hidden);
            }
            // The mask goes deeper than the value, which may be a digest of all that was there.
            case Value.Text t -> SENSITIVE;
            case Value.Num n -> SENSITIVE;
            case Value.Bool b -> SENSITIVE;
            case Value.Token t -> SENSITIVE;
            case Value.Null n -> n;
        };
    }

    static boolean all(Value mask) {
        return mask.equals(ALL);
    }

    static Value under(Value mask, String key) {
        return all(mask) ? ALL : Value.fields(mask).values().getOrDefault(key, NONE);
    }

    static Value under(Value mask, int position) {
        return under(mask, Integer.toString(position));
    }

    /** How many leaves are marked. */
    static int count(Value mask) {
        return all(mask)
                ? 1
                : Value.fields(mask).values().values().stream()
                        .mapToInt(Marks::count)
                        .sum();
    }
}
