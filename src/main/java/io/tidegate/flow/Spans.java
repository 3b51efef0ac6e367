package io.tidegate.flow;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Tells OpenTelemetry of each piece of work when it is over, so that nothing waits for it. What follows from a webhook is
 * below its span, which began when it was received: their order in time shows what led to what.
 */
public final class Spans {
    /** The trace whose first span is being made; {@code ops} makes its ids out of it. */
    public static final ScopedValue<Trace> ROOT = ScopedValue.newInstance();

    private static final Set<String> FAILED = Set.of("failed", "given-up", "late", "unstored", "malformed");

    private final Tracer tracer;

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** What arrived from outside, from when it was received until it was decided. */
    void root(Trace trace, String name, Instant began, Instant ended, String outcome, Map<String, String> facts) {
        SpanBuilder span = tracer.spanBuilder(name).setNoParent().setSpanKind(SpanKind.CONSUMER);
        ScopedValue.where(ROOT, trace).run(() -> tell(span, began, ended, outcome, facts));
    }

    void below(Trace trace, String name, Instant began, Instant ended, String outcome, Map<String, String> facts) {
        SpanContext root = SpanContext.createFromRemoteParent(
                trace.toString(), trace.root(), TraceFlags.getSampled(), TraceState.getDefault());
        tell(tracer.spanBuilder(name).setParent(Context.root().with(Span.wrap(root))), began, ended, outcome, facts);
    }

    private static void tell(
            SpanBuilder builder, Instant began, Instant ended, String outcome, Map<String, String> facts) {
        Span span = builder.setStartTimestamp(began).startSpan();
        facts.forEach((name, value) -> span.setAttribute("tidegate." + name, value));
        span.setAttribute("tidegate.outcome", outcome);
        if (FAILED.contains(outcome)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(ended.isBefore(began) ? began : ended);
    }
}
