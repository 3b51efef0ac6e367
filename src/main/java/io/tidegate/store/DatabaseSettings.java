package io.tidegate.store;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which database; the {@code run} verb sets it for the embedded one. */
@ConfigMapping(prefix = "tidegate.database")
public interface DatabaseSettings {
    Optional<String> url();

    Optional<String> username();

    Optional<String> password();
}
