package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long the calls to one other system last, those without an answer too. */
public final class CallTimes {
    private final Timer timer;

    /** @param name of the metric */
    public CallTimes(MeterRegistry meters, String name) {
        this.timer = Timer.builder(name)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .register(meters);
    }

    /** @param since {@link System#nanoTime} when it began */
    public void over(long since) {
        timer.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }
}
