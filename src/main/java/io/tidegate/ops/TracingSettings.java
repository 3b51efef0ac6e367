package io.tidegate.ops;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where traces go; {@code application.properties} and the {@code run} verb hand it on to OpenTelemetry's exporter. */
@ConfigMapping(prefix = "tidegate.tracing")
public interface TracingSettings {
    /** The OTLP receiver's address, spoken to over HTTP; without it nothing is told and nothing runs. */
    Optional<String> endpoint();
}
