package io.tidegate.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands behind a command's word: environments, options, and a reason in quotes. */
sealed interface Arguments {
    /** More than any repository's people type by hand; above it somebody plays with us. */
    int MOST = 50;

    int LONGEST_REASON = 300;

    Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{4,64}");
    Pattern REASON = Pattern.compile("[\"“„]([^\"“”„]{0,2000})[\"”“](?=\\s|$)");

    /**
     * @param options by their flag; an option that takes no value has an empty one
     * @param reason what stands in quotes; null without any
     */
    record Fit(
            List<Named> environments,
            Map<String, String> options,
            @Nullable String reason) implements Arguments {
        /** It names exactly one environment, and not by a pattern. */
        boolean one() {
            return environments.size() == 1 && !environments.getFirst().isPattern();
        }

        boolean has(String flag) {
            return options.containsKey(flag);
        }

        @Nullable
        String value(String flag) {
            return options.get(flag);
        }
    }

    /** @param instead what to write after the slash; null where nothing can be proposed */
    record Misfit(String reason, @Nullable String instead) implements Arguments {}

    /**
     * @param flags of this command, each with whether a value follows it
     * @param rest of the line
     */
    static Arguments read(String command, Map<String, Boolean> flags, String rest) {
        Matcher quoted = REASON.matcher(rest);
        boolean reasoned = quoted.find();
        String reason = reasoned ? quoted.group(1).strip() : null;
        if (reason != null && (reason.isEmpty() || reason.length() > LONGEST_REASON)) {
            return new Misfit("a reason has 1 to " + LONGEST_REASON + " characters", null);
        }
        List<String> words = Arrays.stream(
                        (reasoned ? rest.substring(0, quoted.start()) + " " + rest.substring(quoted.end()) : rest)
                                .split("[ \t]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        Map<String, String> options = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                names.add(word);
                continue;
            }
            String[] sides = word.split("=", 2);
            Boolean valued = flags.get(sides[0]);
            if (valued == null) {
                return unknown(command);
            }
            if (!valued && sides.length > 1) {
                return new Misfit("`" + sides[0] + "` takes no value", null);
            }
            boolean apart = valued && sides.length == 1;
            options.put(sides[0], sides.length > 1 ? sides[1] : apart && i + 1 < words.size() ? words.get(i + 1) : "");
            i += apart ? 1 : 0;
        }
        return named(command, names, options, reason);
    }

    private static Misfit unknown(String command) {
        return new Misfit("`/" + command + "` has no such option", command);
    }

    private static Arguments named(
            String command, List<String> words, Map<String, String> options, @Nullable String reason) {
        if (words.size() > MOST) {
            return new Misfit("it names more than " + MOST + " environments", command);
        }
        SequencedSet<Named> names = new LinkedHashSet<>();
        for (String word : words) {
            if (!Named.isValid(word)) {
                return new Misfit(
                        "environment names are lower-case letters, digits, `_`, `.` and `-`, with spaces between them",
                        command + repaired(words));
            }
            names.add(new Named(word));
        }
        return new Fit(List.copyOf(names), Map.copyOf(options), reason);
    }

    static boolean isFingerprint(String word) {
        return FINGERPRINT.matcher(word).matches();
    }

    /** Safe to repeat in a suggestion: nothing but what names are made of. */
    static boolean isPlain(String words) {
        return words.chars().allMatch(c -> c == ' ' || c == '-' || c == '_' || c == '.' || alphanumeric(c));
    }

    private static boolean alphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The words as names, where lower case and spaces instead of commas make them so; otherwise nothing. */
    private static String repaired(List<String> words) {
        String joined = String.join(" ", words)
                .toLowerCase(Locale.ROOT)
                .replace(',', ' ')
                .strip();
        List<String> names = List.of(joined.split(" +"));
        return joined.length() <= 200 && names.stream().allMatch(Named::isValid) ? " " + String.join(" ", names) : "";
    }
}
