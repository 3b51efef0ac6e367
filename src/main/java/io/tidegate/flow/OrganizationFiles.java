package io.tidegate.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which accounts have a configuration of their own, by the numeric id of the App's installation there. */
public interface OrganizationFiles {
    /** @param sound its text when it was last without errors; null when it never was */
    record Seen(String commit, @Nullable String sound) {}

    Optional<Seen> find(long installation);

    /** @param sound null to keep what was sound before */
    void seen(long installation, String commit, @Nullable String sound);
}
