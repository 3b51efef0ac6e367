package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** What operators see of a worker's work: it is timed, and its log lines say what they are about. */
final class Watch {
    private static final String TRACE = "trace";

    private final Tally tally;
    private final InstantSource clock;

    Watch(MeterRegistry meters, InstantSource clock) {
        this.tally = new Tally(meters);
        this.clock = clock;
    }

    Tally tally() {
        return tally;
    }

    /** @param work decides, and says how the delivery ended */
    void deciding(Delivery delivery, Supplier<String> work) {
        within(delivery.trace(), Map.of("delivery", delivery.source() + "/" + delivery.id()), () -> {
            String outcome = work.get();
            tally.decided(delivery, outcome, since(delivery.received()));
        });
    }

    /** @param work performs, and says how the try ended */
    void performing(Effects.Claimed claimed, Supplier<String> work) {
        within(claimed.origin().trace(), Subject.of(claimed), () -> {
            Instant began = clock.instant();
            String outcome = work.get();
            tally.performed(claimed.effect(), outcome, since(began));
        });
    }

    /** The database dates what arrives, and clocks differ; a timer takes no time below zero, and would not count it. */
    private Duration since(Instant began) {
        Duration took = Duration.between(began, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    private static void within(Trace trace, Map<String, String> subject, Runnable work) {
        MDC.put(TRACE, trace.toString());
        subject.forEach(MDC::put);
        try {
            ScopedValue.where(Trace.CURRENT, trace).run(work);
        } finally {
            // Threads of the workers do one thing each; a thread of a test or of the simulation does many.
            MDC.clear();
        }
    }
}
