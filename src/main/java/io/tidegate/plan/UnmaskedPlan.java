package io.tidegate.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was read, secrets in clear: turned into a {@link Plan} at once, never kept.
 *
 * @param changes without plain no-ops
 * @param drift matters in a refresh-only plan alone
 * @param deferred each with its reason
 * @param masked every scalar that the plan marks as sensitive anywhere, {@link Masks#collect}
 * @param planTime the plan's own {@code timestamp}
 */
public record UnmaskedPlan(
        String terraformVersion,
        List<UnmaskedChange> changes,
        List<UnmaskedChange> drift,
        List<Deferred> deferred,
        List<Value> actions,
        SortedMap<String, Value> outputs,
        Set<String> masked,
        Map<String, Value> variables,
        Value configuration,
        Value checks,
        @Nullable String planTime,
        @Nullable Boolean applyable,
        boolean complete,
        boolean errored) {

    public record Deferred(String reason, UnmaskedChange change) {}

    @Override
    public String toString() {
        return "UnmaskedPlan[withheld]";
    }
}
