package io.tidegate.flow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/** Counts what arrives at a door. Labels are bounded whatever is sent: the names of events come from outside. */
public final class Arrivals {
    /** Those that mean something here, or that every App gets. */
    private static final Set<String> EVENTS = Set.of(
            "notification",
            "ping",
            "pull_request",
            "pull_request_review",
            "issue_comment",
            "check_run",
            "check_suite",
            "push",
            "merge_group",
            "repository",
            "installation",
            "installation_repositories",
            "installation_target");

    private final MeterRegistry meters;
    private final String source;
    private final Timer answered;

    /** @param source {@code github} or {@code terraform} */
    public Arrivals(MeterRegistry meters, String source) {
        this.meters = meters;
        this.source = source;
        this.answered = Timer.builder("tidegate.acknowledgement")
                .tag("source", source)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(meters);
        refusals(401);
        refusals(503);
    }

    /** @param newly it was not known yet */
    public void stored(String event, boolean newly) {
        String bounded = EVENTS.contains(event) ? event : "other";
        meters.counter("tidegate.webhooks", "source", source, "event", bounded, "outcome", newly ? "stored" : "known")
                .increment();
    }

    /** @param since {@link System#nanoTime} when its head had arrived */
    public void answered(long since) {
        answered.record(Duration.ofNanos(System.nanoTime() - since));
    }

    public void refused(int status) {
        refusals(status).increment();
    }

    private Counter refusals(int status) {
        return meters.counter("tidegate.webhooks.refused", "source", source, "status", Integer.toString(status));
    }
}
