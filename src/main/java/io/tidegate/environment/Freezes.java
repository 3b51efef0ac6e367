package io.tidegate.environment;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the freezes of one environment say at a moment, in the times of their own zones. */
public final class Freezes {
    private static final Duration PLAIN = Duration.ofDays(6);
    private static final DateTimeFormatter SOON = DateTimeFormatter.ofPattern("EEE HH:mm VV", Locale.ENGLISH);
    private static final DateTimeFormatter LATER = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm VV", Locale.ENGLISH);

    private Freezes() {}

    /**
     * The freeze that ends last of those that hold.
     *
     * @param until its end, for people
     */
    public record Holding(Freeze freeze, Instant end, String until) {}

    /** Empty where nothing is frozen at this moment. */
    public static Optional<Holding> holding(List<Freeze> freezes, Instant now) {
        return freezes.stream()
                .flatMap(freeze ->
                        freeze.endIfHolding(now).map(end -> new Holding(freeze, end, clock(freeze, end, now))).stream())
                .max(Comparator.comparing(Holding::end));
    }

    /** When the next one begins, for people; empty where none will. */
    public static Optional<String> next(List<Freeze> freezes, Instant now) {
        record Next(Freeze freeze, Instant begins) {}
        return freezes.stream()
                .flatMap(freeze -> freeze.beginsAfter(now).map(at -> new Next(freeze, at)).stream())
                .min(Comparator.comparing(Next::begins))
                .map(next -> clock(next.freeze(), next.begins(), now));
    }

    /** When it is next another answer than now. */
    public static Optional<Instant> turn(List<Freeze> freezes, Instant now) {
        return freezes.stream()
                .flatMap(freeze -> Stream.concat(freeze.endIfHolding(now).stream(), freeze.beginsAfter(now).stream()))
                .min(Comparator.naturalOrder());
    }

    /** Within a week the day's name says which day. */
    private static String clock(Freeze freeze, Instant moment, Instant now) {
        boolean plain = Duration.between(now, moment).compareTo(PLAIN) < 0;
        return (plain ? SOON : LATER).format(moment.atZone(freeze.zone()));
    }
}
