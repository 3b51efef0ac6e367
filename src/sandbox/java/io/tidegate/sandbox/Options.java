package io.tidegate.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of a verb: flags, and names that take a value ({@code --port N} or {@code --port=N}). */
final class Options {
    private final Map<String, String> values = new HashMap<>();

    /** A usage error; the message says what would be right. */
    static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message);
        }
    }

    /** @param known option names; one that takes a value ends with {@code =} */
    static Options parse(List<String> arguments, String... known) {
        Options options = new Options();
        List<String> names = List.of(known);
        for (int i = 0; i < arguments.size(); i++) {
            String[] parts = arguments.get(i).split("=", 2);
            if (names.contains(parts[0]) && parts.length == 1) {
                options.values.put(parts[0], "");
            } else if (names.contains(parts[0] + "=") && parts.length == 2) {
                options.values.put(parts[0], parts[1]);
            } else if (names.contains(parts[0] + "=") && i + 1 < arguments.size()) {
                options.values.put(parts[0], arguments.get(++i));
            } else {
                throw new Wrong("unknown or incomplete option «" + arguments.get(i) + "»: there is "
                        + String.join(", ", names));
            }
        }
        return options;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int number(String name, int otherwise) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Wrong(name + " takes a number, not «" + value + "»");
        }
    }
}
