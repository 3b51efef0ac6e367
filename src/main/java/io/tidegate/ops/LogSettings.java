package io.tidegate.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The form of the log; {@code application.properties} hands it on to the logging of Quarkus. */
@ConfigMapping(prefix = "tidegate.log")
public interface LogSettings {
    /** Each line is a JSON object, with what it is about as fields. */
    @WithDefault("false")
    boolean json();
}
