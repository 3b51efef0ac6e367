package io.tidegate.gate;

import io.tidegate.environment.EnvironmentName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All gates of one environment, each open or closed with its reason: the same text from the same code everywhere.
 *
 * @param configuration the commit of the default branch whose configuration was used
 * @param organization the commit of the organisation's file that was used; null where there is none
 */
public record GateReport(
        EnvironmentName environment,
        List<Judged> gates,
        String configuration,
        @Nullable String organization) {
    public record Judged(String gate, Verdict verdict) {}

    public GateReport {
        gates = List.copyOf(gates);
    }

    /** One without an organisation's file. */
    public GateReport(EnvironmentName environment, List<Judged> gates, String configuration) {
        this(environment, gates, configuration, null);
    }

    public boolean allOpen() {
        return closed().isEmpty();
    }

    public List<Judged> closed() {
        return gates.stream().filter(g -> g.verdict() instanceof Verdict.Closed).toList();
    }

    public List<Judged> open() {
        return gates.stream().filter(g -> g.verdict() instanceof Verdict.Open).toList();
    }

    /** Those that break-glass opened. */
    public List<Judged> overridden() {
        return gates.stream()
                .filter(g -> g.verdict() instanceof Verdict.Overridden)
                .toList();
    }
}
