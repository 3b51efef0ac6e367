package io.tidegate.plan;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of Terraform's errors or warnings about a run, in its summary's words. Its detail is not kept: it quotes the
 * configuration and what a provider answered, secrets with them, and no mask tells which.
 *
 * @param address of the resource that it is about, where there is one
 * @param file as Terraform names it: relative to the run's working directory
 * @param line from 1; 0 where there is no file
 */
public record Diagnostic(
        Severity severity,
        String summary,
        @Nullable String address,
        @Nullable String file,
        int line) {
    private static final DisplayedValue WITHOUT_MASKS =
            new DisplayedValue(Masks.of(Set.of()), text -> Optional.empty());

    public enum Severity {
        ERROR,
        WARNING
    }

    public Diagnostic {
        summary = SecretForm.isValue(summary) ? "(withheld: it looks like a secret)" : summary;
        address = address == null ? null : WITHOUT_MASKS.address(address, key -> "…");
    }
}
