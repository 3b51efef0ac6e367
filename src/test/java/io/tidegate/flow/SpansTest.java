package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tidegate.ops.TraceIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Trace TRACE = Trace.of("github", "guid");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final List<SpanData> told = new ArrayList<>();
    private final SpanExporter exporter = new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            told.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    };
    private final Spans spans = new Spans(SdkTracerProvider.builder()
            .setIdGenerator(new TraceIds())
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()
            .get("tidegate"));

    @Test
    void what_follows_is_below_the_webhook_whoever_does_it_and_whenever() {
        spans.below(TRACE, "Inspect", NOON.plusSeconds(1), NOON.plusSeconds(2), "done", Map.of("effect", "Inspect"));
        spans.root(TRACE, "github push", NOON, NOON.plusSeconds(1), "done", Map.of("delivery", "github/guid"));

        SpanData below = told.getFirst();
        SpanData root = told.getLast();
        assertThat(told).extracting(SpanData::getTraceId).containsOnly(TRACE.toString());
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(below.getParentSpanId()).isEqualTo(root.getSpanId()).isEqualTo(TRACE.root());
        assertThat(below.getSpanId()).isNotEqualTo(TRACE.root());
        assertThat(root.getStartEpochNanos()).isEqualTo(NOON.getEpochSecond() * 1_000_000_000);
        assertThat(root.getAttributes().asMap().values()).containsExactlyInAnyOrder("github/guid", "done");
        assertThat(root.getStatus()).isEqualTo(StatusData.unset());
    }

    @Test
    void what_failed_is_an_error_and_nothing_ends_before_it_began() {
        spans.below(TRACE, "StartPlan", NOON, NOON.minusSeconds(5), "failed", Map.of());
        assertThat(told.getFirst().getStatus()).isEqualTo(StatusData.error());
        assertThat(told.getFirst().getEndEpochNanos()).isEqualTo(told.getFirst().getStartEpochNanos());
    }
}
