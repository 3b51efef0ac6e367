package io.tidegate.doctor;

import java.time.Duration;
import java.util.List;

/**
 * Doppler as the token shows it, and the copy of what it said last.
 *
 * @param used the keys that are taken from there
 * @param overruled keys that are there too and are taken from elsewhere, each with where
 */
public record DopplerSeen(String address, Answer answer, Copy copy, List<String> used, List<String> overruled) {
    public DopplerSeen {
        used = List.copyOf(used);
        overruled = List.copyOf(overruled);
    }

    /** What came of asking. */
    public sealed interface Answer {
        record Told() implements Answer {}

        record Refused(int status) implements Answer {}

        record Away(String why) implements Answer {}
    }

    /** What a start would have while Doppler is away. */
    public sealed interface Copy {
        /** @param place where it would be kept */
        record None(String place) implements Copy {}

        /** @param behind whether Doppler says something else by now; false where it was not asked */
        record Opens(String place, Duration age, boolean behind) implements Copy {}

        /** It is there and of no use. */
        record Unusable(String place, String why) implements Copy {}
    }
}
