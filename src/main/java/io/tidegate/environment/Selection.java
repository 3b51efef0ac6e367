package io.tidegate.environment;

import java.util.List;

/**
 * Which environments a pull request affects, in the configuration's order, and which changed Terraform files belong to
 * none (those are said, never silently ignored).
 */
public record Selection(List<Affected> affected, List<String> unmapped) {
    public Selection {
        affected = List.copyOf(affected);
        unmapped = List.copyOf(unmapped);
    }
}
