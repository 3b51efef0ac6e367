package io.tidegate.gate;

import io.tidegate.environment.EnvironmentName;
import java.util.List;

/**
 * All gates of one environment, each open or closed with its reason: the same text from the same code everywhere.
 *
 * @param configuration the commit of the default branch whose configuration was used
 */
public record GateReport(EnvironmentName environment, List<Judged> gates, String configuration) {
    public record Judged(String gate, Verdict verdict) {}

    public GateReport {
        gates = List.copyOf(gates);
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
}
