package io.tidegate.secrets;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What an operator should know of asking Doppler. Where it is not used nothing is counted, and no age is told. */
@Singleton
final class DopplerMeters {
    private final Optional<Polls> polls;

    DopplerMeters(LiveSecrets secrets) {
        this.polls = secrets.sources().stream()
                .filter(DopplerSource.class::isInstance)
                .map(source -> ((DopplerSource) source).polls())
                .findFirst();
    }

    void register(@Observes StartupEvent start, MeterRegistry meters) {
        register(meters);
    }

    void register(MeterRegistry meters) {
        for (Polls.End end : Polls.End.values()) {
            FunctionCounter.builder("tidegate.doppler.polls", this, one -> one.times(end))
                    .tag("outcome", end.label())
                    .register(meters);
        }
        Gauge.builder("tidegate.doppler.age", this::age).baseUnit("seconds").register(meters);
    }

    private double times(Polls.End end) {
        return polls.map(known -> known.times(end)).orElse(0L);
    }

    private double age() {
        return polls.map(known -> known.age().toMillis() / 1000.0).orElse(Double.NaN);
    }
}
