package io.tidegate.plan;

import io.tidegate.plan.Diagnostic.Severity;
import java.util.List;

/**
 * What Terraform had to say about a run, as far as it was read.
 *
 * @param kept errors first
 * @param more how many there are besides
 * @param unread the log could not be read, so that nobody knows
 */
public record Diagnostics(List<Diagnostic> kept, int more, boolean unread) {
    public static final Diagnostics NONE = new Diagnostics(List.of(), 0, false);
    public static final Diagnostics UNREAD = new Diagnostics(List.of(), 0, true);

    public Diagnostics {
        kept = List.copyOf(kept);
    }

    public List<Diagnostic> of(Severity severity) {
        return kept.stream().filter(one -> one.severity() == severity).toList();
    }
}
