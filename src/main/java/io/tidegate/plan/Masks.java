package io.tidegate.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every scalar that a plan masks anywhere, plain and as base64. A value is hidden if it is one of them, holds one of four characters or
 * more, or is a word of one, since secrets travel inside of other texts.
 *
 * @param scalars as text; truth values and empty strings hide nothing
 */
public record Masks(Set<String> scalars, Set<String> words, Map<String, List<String>> byBeginning) {
    private static final int SHORTEST_INSIDE = 4;
    private static final int SHORTEST_WORD = 8;
    private static final int SHORTEST_ENCODED = 6;

    public static Masks of(Set<String> marked) {
        Set<String> scalars = new HashSet<>(marked);
        marked.forEach(scalar -> encoded(scalar, scalars));
        Set<String> words = new HashSet<>();
        Map<String, List<String>> byBeginning = new HashMap<>();
        for (String scalar : scalars) {
            for (String word : scalar.split("[^\\w.~+/=-]+", -1)) {
                if (word.length() >= SHORTEST_WORD) {
                    words.add(word);
                }
            }
            if (scalar.length() >= SHORTEST_INSIDE) {
                byBeginning.merge(scalar.substring(0, SHORTEST_INSIDE), List.of(scalar), Masks::joined);
            }
        }
        return new Masks(Set.copyOf(scalars), Set.copyOf(words), Map.copyOf(byBeginning));
    }

    /** As base64, alone and inside of something longer, where it begins at one of three places of a group of bytes. */
    private static void encoded(String scalar, Set<String> into) {
        byte[] bytes = scalar.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST_ENCODED) {
            return;
        }
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            // Each character holds six bits; those that share bits with what stands beside are not known.
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            into.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
            into.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
        }
    }

    private static List<String> joined(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Whether a mask marks anything at all. */
    public static boolean marks(Value mask) {
        return !Marks.only(mask).equals(Marks.NONE);
    }

    /** Adds every scalar of a value that lies under a mark. */
    public static void collect(Value value, Value mask, Set<String> into) {
        collectMarked(value, Marks.only(mask), into);
    }

    private static void collectMarked(Value value, Value mask, Set<String> into) {
        if (mask.equals(Marks.NONE)) {
            return;
        }
        switch (value) {
            case Value.Text(String text) -> add(text, into);
            case Value.Num(var number) -> add(number.toPlainString(), into);
            case Value.Items(List<Value> items) -> {
                for (int i = 0; i < items.size(); i++) {
                    collectMarked(items.get(i), Marks.under(mask, i), into);
                }
            }
            case Value.Fields(var fields) ->
                fields.forEach((name, field) -> collectMarked(field, Marks.under(mask, name), into));
            case Value.Null n -> {}
            case Value.Bool b -> {}
            case Value.Token t -> {}
        }
    }

    private static void add(String text, Set<String> into) {
        if (!text.isBlank()) {
            into.add(text);
        }
    }

    public boolean hide(String text) {
        if (scalars.contains(text) || words.contains(text)) {
            return true;
        }
        for (int i = 0; i + SHORTEST_INSIDE <= text.length(); i++) {
            for (String scalar : byBeginning.getOrDefault(text.substring(i, i + SHORTEST_INSIDE), List.of())) {
                if (text.startsWith(scalar, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether a name that a schema or the configuration gives holds a secret. Such a name is hardly ever data, so short
     * secrets do not count: one that reads {@code name} or {@code size} would hide half of every plan.
     */
    boolean hideName(String name) {
        return scalars.stream().anyMatch(scalar -> scalar.length() >= SHORTEST_WORD && name.contains(scalar));
    }

    @Override
    public String toString() {
        return "Masks[" + scalars.size() + "]";
    }
}
