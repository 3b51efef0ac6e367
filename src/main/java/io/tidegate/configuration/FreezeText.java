package io.tidegate.configuration;

import io.tidegate.configuration.Section.Placed;
import io.tidegate.environment.Freeze;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Fri 16:00 - Mon 08:00 Europe/Kyiv} and {@code 2026-12-24 - 2027-01-02 Europe/Kyiv}. */
final class FreezeText {
    private static final int MOST = 50;
    private static final Pattern WEEKLY =
            Pattern.compile("([A-Za-z]+) (\\d{2}:\\d{2}) +- +([A-Za-z]+) (\\d{2}:\\d{2}) ([A-Za-z0-9/_+-]+)");
    private static final Pattern DAYS =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) +- +(\\d{4}-\\d{2}-\\d{2}) ([A-Za-z0-9/_+-]+)");
    private static final Map<String, DayOfWeek> WEEK = new LinkedHashMap<>();

    static {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name();
            WEEK.put(name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT), day);
        }
    }

    private FreezeText() {}

    static List<Freeze> read(List<Placed<String>> written, Problems problems) {
        List<Freeze> freezes = new ArrayList<>();
        for (Placed<String> one : written) {
            try {
                freezes.add(read(one.value()));
            } catch (Unfit unfit) {
                problems.add(one.place(), Words.quoted(one.value()) + " is no freeze: " + unfit.getMessage());
            }
        }
        if (written.size() > MOST) {
            problems.add(written.get(MOST).place(), "more than " + MOST + " freezes: write longer ones");
        }
        return freezes;
    }

    private static Freeze read(String text) throws Unfit {
        Matcher weekly = WEEKLY.matcher(text);
        if (weekly.matches()) {
            Freeze.Weekly freeze = new Freeze.Weekly(
                    text,
                    day(weekly.group(1)),
                    time(weekly.group(2)),
                    day(weekly.group(3)),
                    time(weekly.group(4)),
                    zone(weekly.group(5)));
            if (freeze.fromDay() == freeze.toDay() && freeze.from().equals(freeze.to())) {
                throw new Unfit("it begins when it ends; use `apply: never` to apply nothing at all");
            }
            return freeze;
        }
        Matcher days = DAYS.matcher(text);
        if (days.matches()) {
            Freeze.Days freeze = new Freeze.Days(text, date(days.group(1)), date(days.group(2)), zone(days.group(3)));
            if (freeze.last().isBefore(freeze.first())) {
                throw new Unfit("its last day is before its first");
            }
            return freeze;
        }
        throw new Unfit("write `Fri 16:00 - Mon 08:00 Europe/Kyiv` or `2026-12-24 - 2027-01-02 Europe/Kyiv`");
    }

    private static DayOfWeek day(String text) throws Unfit {
        DayOfWeek day = WEEK.get(text);
        if (day == null) {
            throw new Unfit("days are " + String.join(", ", WEEK.keySet()));
        }
        return day;
    }

    private static LocalTime time(String text) throws Unfit {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException impossible) {
            throw new Unfit(text + " is no time of day, from 00:00 to 23:59");
        }
    }

    private static LocalDate date(String text) throws Unfit {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException impossible) {
            throw new Unfit(text + " is no date");
        }
    }

    /** Only names of regions: an offset would be wrong for half of the year where clocks change. */
    private static ZoneId zone(String text) throws Unfit {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        Optional<String> near = Words.nearest(text, new TreeSet<>(ZoneId.getAvailableZoneIds()));
        throw new Unfit("there is no time zone " + Words.quoted(text) + ", "
                + near.map(zone -> "did you mean `" + zone + "`?").orElse("write one such as `Europe/Kyiv` or `UTC`"));
    }

    private static final class Unfit extends Exception {
        Unfit(String message) {
            super(message);
        }
    }
}
