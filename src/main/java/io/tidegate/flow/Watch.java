package io.tidegate.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.tidegate.change.Effect;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jboss.logging.MDC;

/** What operators see of a worker's work: it is timed, and its log lines say what they are about. */
final class Watch {
    private static final String TRACE = "trace";
    private static final Set<String> ENDED = Set.of("done", "ignored", "malformed");

    private final Tally tally;
    private final Spans spans;
    private final InstantSource clock;

    Watch(MeterRegistry meters, Tracer tracer, InstantSource clock) {
        this.spans = new Spans(tracer);
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
            told(delivery, outcome);
        });
    }

    /** @param work performs, and says how the try ended */
    void performing(Effects.Claimed claimed, Supplier<String> work) {
        within(claimed.origin().trace(), Subject.of(claimed), () -> {
            Instant began = clock.instant();
            String outcome = work.get();
            tally.performed(claimed.effect(), outcome, since(began));
            told(claimed, outcome, began);
        });
    }

    /** The database dates what arrives, and clocks differ; a timer takes no time below zero, and would not count it. */
    private Duration since(Instant began) {
        Duration took = Duration.between(began, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** A first span is told once: a delivery that is tried again, or that somebody else has, has no end here. */
    private void told(Delivery delivery, String outcome) {
        String name = delivery.source() + " " + delivery.kind();
        boolean first = delivery.trace().equals(Trace.of(delivery.source(), delivery.id()));
        if (first && ENDED.contains(outcome)) {
            spans.root(delivery.trace(), name, delivery.received(), clock.instant(), outcome, fields());
        } else {
            spans.below(delivery.trace(), name, delivery.received(), clock.instant(), outcome, fields());
        }
    }

    /** A run is looked at many times: it is one span, from when it began to be followed. */
    private void told(Effects.Claimed claimed, String outcome, Instant began) {
        if (outcome.equals("waiting")) {
            return;
        }
        boolean follows =
                claimed.effect() instanceof Effect.FollowRun || claimed.effect() instanceof Effect.FollowTrial;
        Instant since = follows ? began.minus(claimed.origin().age()) : began;
        String name = claimed.effect().getClass().getSimpleName();
        spans.below(claimed.origin().trace(), name, since, clock.instant(), outcome, fields());
    }

    /** What the log lines say, but the trace. */
    private static Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        MDC.getMap().forEach((name, value) -> fields.put(name, String.valueOf(value)));
        fields.remove(TRACE);
        return fields;
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
