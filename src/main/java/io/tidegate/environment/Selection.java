package io.tidegate.environment;

import java.util.List;

/**
 * Which environments a pull request affects, in the configuration's order, why the others are not affected, and which
 * changed Terraform files belong to none (those are said, never silently ignored).
 */
public record Selection(List<Affected> affected, List<Unaffected> unaffected, List<String> unmapped) {
    /** @param reason why no changed file selects it, as a clause */
    public record Unaffected(EnvironmentName environment, String reason) {}

    public Selection {
        affected = List.copyOf(affected);
        unaffected = List.copyOf(unaffected);
        unmapped = List.copyOf(unmapped);
    }

    /** Of a pull request that is not looked at. */
    public static Selection none() {
        return new Selection(List.of(), List.of(), List.of());
    }
}
