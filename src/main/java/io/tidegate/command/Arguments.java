package io.tidegate.command;

import io.tidegate.environment.EnvironmentName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;

/** The words behind a command. */
sealed interface Arguments {
    /** More than any repository's people type by hand; above it somebody plays with us. */
    int MOST = 50;

    Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{4,64}");

    record Fit(List<EnvironmentName> environments) implements Arguments {}

    /** @param instead what to write after the slash */
    record Misfit(String reason, String instead) implements Arguments {}

    static Arguments read(String command, List<String> words) {
        for (String word : words) {
            if (word.startsWith("-")) {
                String flag = word.split("=", 2)[0];
                return new Misfit(
                        Words.isLaterFlag(flag)
                                ? "`" + flag + "` is not available yet"
                                : "`/" + command + "` has no such option",
                        command);
            }
        }
        if (words.size() > MOST) {
            return new Misfit("it names more than " + MOST + " environments", command);
        }
        SequencedSet<EnvironmentName> names = new LinkedHashSet<>();
        for (String word : words) {
            if (!EnvironmentName.isValid(word)) {
                return new Misfit(
                        "environment names are lower-case letters, digits, `_`, `.` and `-`, with spaces between them",
                        command + repaired(words));
            }
            names.add(new EnvironmentName(word));
        }
        return new Fit(List.copyOf(names));
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
        return joined.length() <= 200 && names.stream().allMatch(EnvironmentName::isValid)
                ? " " + String.join(" ", names)
                : "";
    }
}
