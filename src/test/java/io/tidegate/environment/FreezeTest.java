package io.tidegate.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeTest {
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    private static final Freeze WEEKEND = new Freeze.Weekly(
            "weekend", DayOfWeek.FRIDAY, LocalTime.of(16, 0), DayOfWeek.MONDAY, LocalTime.of(8, 0), KYIV);

    private static Instant kyiv(String local) {
        return ZonedDateTime.parse(local + "+02:00[Europe/Kyiv]").toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T15:59:59, false",
        "2026-11-27T16:00:00, true",
        "2026-11-29T03:00:00, true",
        "2026-11-30T07:59:59, true",
        "2026-11-30T08:00:00, false",
        "2026-12-02T12:00:00, false",
    })
    void a_weekly_freeze_holds_over_the_end_of_the_week(String local, boolean holds) {
        assertThat(WEEKEND.endIfHolding(kyiv(local)).isPresent()).isEqualTo(holds);
    }

    @Test
    void it_ends_at_the_local_time_also_when_the_clocks_change_meanwhile() {
        // Clocks go back on Sunday, 25 October 2026: Monday 08:00 is an hour later by UTC than a week before.
        assertThat(WEEKEND.endIfHolding(Instant.parse("2026-10-24T12:00:00Z")))
                .hasValue(Instant.parse("2026-10-26T06:00:00Z"));
        assertThat(WEEKEND.endIfHolding(Instant.parse("2026-10-17T12:00:00Z")))
                .hasValue(Instant.parse("2026-10-19T05:00:00Z"));
    }

    @Test
    void within_one_day_and_around_it_nearly_a_week() {
        Freeze lunch = new Freeze.Weekly(
                "lunch", DayOfWeek.TUESDAY, LocalTime.of(12, 0), DayOfWeek.TUESDAY, LocalTime.of(13, 0), KYIV);
        Freeze butLunch = new Freeze.Weekly(
                "but lunch", DayOfWeek.TUESDAY, LocalTime.of(13, 0), DayOfWeek.TUESDAY, LocalTime.of(12, 0), KYIV);
        for (String local :
                new String[] {"2026-11-24T12:30:00", "2026-11-24T13:30:00", "2026-11-23T12:30:00", "2026-11-30T12:30:00"
                }) {
            boolean noon = local.startsWith("2026-11-24T12");
            assertThat(lunch.endIfHolding(kyiv(local)).isPresent()).as(local).isEqualTo(noon);
            assertThat(butLunch.endIfHolding(kyiv(local)).isPresent()).as(local).isNotEqualTo(noon);
        }
    }

    @Test
    void days_hold_from_the_first_midnight_to_the_last() {
        Freeze holidays = new Freeze.Days("holidays", LocalDate.of(2026, 12, 24), LocalDate.of(2027, 1, 2), KYIV);
        assertThat(holidays.endIfHolding(kyiv("2026-12-23T23:59:59"))).isEmpty();
        assertThat(holidays.endIfHolding(kyiv("2026-12-24T00:00:00"))).hasValue(kyiv("2027-01-03T00:00:00"));
        assertThat(holidays.endIfHolding(kyiv("2027-01-02T23:59:59"))).isPresent();
        assertThat(holidays.endIfHolding(kyiv("2027-01-03T00:00:00"))).isEmpty();
    }
}
