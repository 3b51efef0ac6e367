package io.tidegate.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Virtual time: it passes only when the scheduler says so. */
final class Clock implements InstantSource {
    /** Later than any clock of a real server, whose defaults are then in the past. */
    private Instant now = Instant.parse("2040-01-02T08:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
