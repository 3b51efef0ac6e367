package io.tidegate.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One side of a difference as people may see it: on one line, shortened, masked.
 *
 * @param json reads a text that holds an object or array in JSON; empty for every other text
 */
record DisplayedValue(Masks masks, Function<String, Optional<Value>> json) {
    private static final int LONGEST = 200;
    private static final Pattern INSTANCE_KEY = Pattern.compile("\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");

    /**
     * @param suspect whether a key on the way here reads as one of a secret
     */
    Shown of(Value value, Value sensitive, Value unknown, boolean suspect) {
        if (Marks.all(unknown)) {
            return Shown.UNKNOWN;
        }
        if (value instanceof Value.Null) {
            return Shown.ABSENT;
        }
        if (Marks.all(sensitive)) {
            return Shown.SENSITIVE;
        }
        return switch (value) {
            case Value.Null n -> Shown.ABSENT;
            case Value.Bool(boolean b) -> new Shown.Text(Boolean.toString(b));
            case Value.Num(var number) -> scalar(number.toPlainString(), suspect, false);
            case Value.Text(String text) -> scalar(text, suspect, true);
            case Value.Token(String name) -> Shown.WITHHELD;
            case Value.Items(List<Value> items) -> list(items, sensitive, unknown, suspect);
            case Value.Fields(var fields) ->
                new Shown.Text(fields.isEmpty() ? "{}" : "{" + counted(fields.size(), "attribute", "attributes") + "}");
        };
    }

    private Shown list(List<Value> items, Value sensitive, Value unknown, boolean suspect) {
        if (!items.stream().allMatch(DisplayedValue::isScalar)) {
            return new Shown.Text(counted(items.size(), "entry", "entries"));
        }
        String inside = IntStream.range(0, items.size())
                .mapToObj(i -> words(of(items.get(i), Marks.under(sensitive, i), Marks.under(unknown, i), suspect)))
                .collect(Collectors.joining(", ", "[", "]"));
        return new Shown.Text(shortened(inside));
    }

    static boolean isScalar(Value value) {
        return !(value instanceof Value.Items) && !(value instanceof Value.Fields);
    }

    private static String words(Shown shown) {
        return switch (shown) {
            case Shown.Text(String text) -> text;
            case Shown.Sensitive s -> "(sensitive)";
            case Shown.Unknown u -> "(known after apply)";
            case Shown.Absent a -> "null";
            case Shown.Withheld w -> "(withheld)";
        };
    }

    private Shown scalar(String text, boolean suspect, boolean quoted) {
        if (masks.hide(text)) {
            return Shown.SENSITIVE;
        }
        if ((suspect && !text.isEmpty()) || SecretForm.isValue(text)) {
            return Shown.WITHHELD;
        }
        if (quoted && json.apply(text).filter(this::isSecret).isPresent()) {
            return Shown.WITHHELD;
        }
        return new Shown.Text(quoted ? "\"" + shortened(escaped(text)) + "\"" : shortened(text));
    }

    /** Whether JSON that a text holds must not be shown as that text: escapes could hide what the text's own form does not. */
    private boolean isSecret(Value held) {
        return switch (held) {
            case Value.Text(String text) -> masks.hide(text) || SecretForm.isValue(text);
            case Value.Num(var number) -> masks.hide(number.toPlainString());
            case Value.Items(List<Value> items) -> items.stream().anyMatch(this::isSecret);
            case Value.Fields(var fields) ->
                fields.entrySet().stream()
                        .anyMatch(field -> masks.hide(field.getKey())
                                || SecretForm.isKey(field.getKey())
                                        && !field.getValue().equals(Value.NULL)
                                || isSecret(field.getValue()));
            case Value.Null n -> false;
            case Value.Bool b -> false;
            case Value.Token t -> false;
        };
    }

    /** Nothing about a text itself keeps it from being shown, whatever JSON it may hold. */
    boolean isPlain(String text) {
        return !masks.hide(text) && !SecretForm.isValue(text);
    }

    /** The name of an attribute of a resource, of an output or of a check. */
    String name(String name) {
        if (masks.hideName(name)) {
            return "(sensitive)";
        }
        return SecretForm.isValue(name) ? "(withheld)" : name;
    }

    /** A key below the attributes that a provider names: data like any value. */
    String key(String key) {
        if (masks.hide(key)) {
            return "[(sensitive)]";
        }
        if (SecretForm.isValue(key)) {
            return "[(withheld)]";
        }
        boolean plain = !key.isEmpty()
                && key.length() <= LONGEST
                && key.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
        return plain ? "." + key : "[\"" + shortened(escaped(key)) + "\"]";
    }

    /**
     * An address whose instance keys hide what is masked.
     *
     * @param mark tells hidden keys apart without telling them
     */
    String address(String address, UnaryOperator<String> mark) {
        return INSTANCE_KEY
                .matcher(address)
                .replaceAll(found -> Matcher.quoteReplacement(
                        masks.hide(found.group(1)) || SecretForm.isValue(found.group(1))
                                ? "[\"(sensitive " + mark.apply(found.group(1)) + ")\"]"
                                : found.group()));
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
