package io.tidegate.environment;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A time in which nothing is applied, by the clocks of a time zone, whose changes of the hour it follows. */
public sealed interface Freeze {
    /** When it ends, if it holds at this moment. */
    Optional<Instant> endIfHolding(Instant moment);

    /** When it begins next after this moment; empty where it never will. */
    Optional<Instant> beginsAfter(Instant moment);

    /** As it is written in the configuration. */
    String written();

    /** By whose clocks. */
    ZoneId zone();

    /** When the last of those ends that hold at this moment. */
    static Optional<Instant> end(List<Freeze> freezes, Instant moment) {
        return freezes.stream()
                .flatMap(freeze -> freeze.endIfHolding(moment).stream())
                .max(Comparator.naturalOrder());
    }

    /** Every week, from one moment of it up to another, over its end where need be. */
    record Weekly(String written, DayOfWeek fromDay, LocalTime from, DayOfWeek toDay, LocalTime to, ZoneId zone)
            implements Freeze {
        @Override
        public Optional<Instant> endIfHolding(Instant moment) {
            ZonedDateTime now = moment.atZone(zone);
            ZonedDateTime began = now.with(TemporalAdjusters.previousOrSame(fromDay))
                    .toLocalDate()
                    .atTime(from)
                    .atZone(zone);
            if (began.toInstant().isAfter(moment)) {
                began = began.toLocalDate().minusWeeks(1).atTime(from).atZone(zone);
            }
            ZonedDateTime ends = began.toLocalDate()
                    .with(TemporalAdjusters.nextOrSame(toDay))
                    .atTime(to)
                    .atZone(zone);
            if (!ends.isAfter(began)) {
                ends = ends.toLocalDate().plusWeeks(1).atTime(to).atZone(zone);
            }
            return moment.isBefore(ends.toInstant()) ? Optional.of(ends.toInstant()) : Optional.empty();
        }

        @Override
        public Optional<Instant> beginsAfter(Instant moment) {
            LocalDate day = moment.atZone(zone).toLocalDate().with(TemporalAdjusters.nextOrSame(fromDay));
            Instant begins = day.atTime(from).atZone(zone).toInstant();
            return Optional.of(
                    begins.isAfter(moment)
                            ? begins
                            : day.plusWeeks(1).atTime(from).atZone(zone).toInstant());
        }
    }

    /** Once, from the beginning of the first day to the end of the last one. */
    record Days(String written, LocalDate first, LocalDate last, ZoneId zone) implements Freeze {
        @Override
        public Optional<Instant> endIfHolding(Instant moment) {
            Instant begins = first.atStartOfDay(zone).toInstant();
            Instant ends = last.plusDays(1).atStartOfDay(zone).toInstant();
            return !moment.isBefore(begins) && moment.isBefore(ends) ? Optional.of(ends) : Optional.empty();
        }

        @Override
        public Optional<Instant> beginsAfter(Instant moment) {
            Instant begins = first.atStartOfDay(zone).toInstant();
            return begins.isAfter(moment) ? Optional.of(begins) : Optional.empty();
        }
    }
}
