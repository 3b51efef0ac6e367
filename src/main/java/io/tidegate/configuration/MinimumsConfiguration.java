package io.tidegate.configuration;

import io.smallrye.config.ConfigMapping;
import java.util.List;

/** What the server asks of every environment, and more of those whose names match. */
@ConfigMapping(prefix = "tidegate.minimums")
public interface MinimumsConfiguration extends MinimumKeys {
    List<Rule> rules();

    /** The same for some environments. */
    interface Rule extends MinimumKeys {
        /** Globs over names of environments. */
        List<String> match();
    }
}
