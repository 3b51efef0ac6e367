package io.tidegate.ops;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.quarkus.arc.Unremovable;
import io.tidegate.flow.Spans;
import jakarta.inject.Singleton;

/** The first span of a trace has ids that everything that follows from it can tell without asking; others have any. */
@Singleton
@Unremovable
public final class TraceIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();

    @Override
    public String generateTraceId() {
        return Spans.ROOT.isBound() ? Spans.ROOT.get().toString() : random.generateTraceId();
    }

    @Override
    public String generateSpanId() {
        return Spans.ROOT.isBound() ? Spans.ROOT.get().root() : random.generateSpanId();
    }
}
