package io.tidegate.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newest place of the chain, to be kept where who can write the database cannot: with it, rows that are cut off the
 * end are missed.
 *
 * @param position how many rows are sealed
 * @param number of the row at that place
 */
public record Head(long position, long number, String seal) {
    private static final Pattern TEXT =
            Pattern.compile("([1-9][0-9]{0,17})/([0-9]{1,18})/([a-z0-9]{1,8}:[0-9a-z-]{1,64}:[0-9a-f]{64})");

    public static Head of(Link link) {
        return new Head(link.position(), link.number(), link.seal());
    }

    /** @return empty when it is not the text of a head */
    public static Optional<Head> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(
                        new Head(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** {@code position/number/seal}: one word, to be repeated to {@code audit verify --head}. */
    public String text() {
        return position + "/" + number + "/" + seal;
    }
}
