package io.tidegate.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Attributes of which any value is as good as the reviewed one, for plans that never repeat.
 *
 * @param asked globs over {@code address.attribute}, whose last part names the attribute
 * @param within what the server and the organisation let be ignored, each by such globs: an attribute is ignored only
 *     where each of them has it too
 */
public record IgnoredDifferences(List<String> asked, List<List<String>> within) {
    /** Every value counts. */
    public static final IgnoredDifferences NONE = new IgnoredDifferences(List.of(), List.of());

    private static final int LONGEST = 256;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_-]+");

    public IgnoredDifferences {
        asked = List.copyOf(asked);
        within = within.stream().map(List::copyOf).toList();
    }

    /** Those of one environment, where nobody restricts them. */
    public static IgnoredDifferences of(List<String> asked) {
        return new IgnoredDifferences(asked, List.of());
    }

    /** Why this is no such glob, as a clause with what to write instead; empty when it is one. */
    public static Optional<String> refusal(String glob) {
        if (glob.length() > LONGEST || glob.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("it is one line of at most " + LONGEST + " characters");
        }
        int dot = glob.lastIndexOf('.');
        // One star for all attributes would leave nothing to review of whatever it fits.
        return dot > 0 && ATTRIBUTE.matcher(glob.substring(dot + 1)).matches()
                ? Optional.empty()
                : Optional.of("write an address and the attribute in full, such as `module.app.*.user_data` or"
                        + " `**.user_data`");
    }

    /** Whether any value of this attribute is as good as the reviewed one. */
    public boolean has(String address, String attribute) {
        return matches(asked, address, attribute)
                && within.stream().allMatch(bound -> matches(bound, address, attribute));
    }

    private static boolean matches(List<String> globs, String address, String attribute) {
        return globs.stream().anyMatch(glob -> {
            int dot = glob.lastIndexOf('.');
            return glob.substring(dot + 1).equals(attribute) && Glob.matches(glob.substring(0, dot), address);
        });
    }

    /** The same, as far as these globs go too. */
    public IgnoredDifferences within(List<String> bound) {
        List<List<String>> bounds = new ArrayList<>(within);
        if (!bounds.contains(bound)) {
            bounds.add(bound);
        }
        return new IgnoredDifferences(asked, bounds);
    }

    /** Nothing can be ignored under it. */
    public boolean isNothing() {
        return asked.isEmpty() || within.stream().anyMatch(List::isEmpty);
    }

    /** For people, and the same only where the same is ignored; empty where nothing is. */
    public String text() {
        if (isNothing()) {
            return "";
        }
        StringBuilder text = new StringBuilder(String.join(", ", asked));
        within.forEach(bound -> text.append(" within ").append(String.join(", ", bound)));
        return text.toString();
    }
}
