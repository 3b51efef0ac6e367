package io.tidegate.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Which database; the {@code run} verb sets it for the embedded one. */
@ConfigMapping(prefix = "tidegate.database")
public interface DatabaseSettings {
    Optional<String> url();

    Optional<String> username();

    Optional<String> password();

    /** Set by the {@code run} verb, not by people: the database is the product's own. */
    @WithDefault("false")
    boolean embedded();
}
