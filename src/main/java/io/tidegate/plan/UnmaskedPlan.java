package io.tidegate.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was read, secrets in clear: turned into a {@link Plan} at once, never kept.
 *
 * @param changes without plain no-ops
 * @param drift matters in a refresh-only plan alone
 * @param deferred each with its reason
 * @param masked every scalar that the plan marks as sensitive anywhere, {@link Masks#collect}
 * @param redacted sensitive values are digests of HCP Terraform's, which say nothing
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
        boolean errored,
        boolean redacted) {
    /** In a redacted plan nobody knows how the digests of sensitive values are made: each stands for any value. */
    public UnmaskedPlan {
        if (redacted) {
            changes = changes.stream().map(UnmaskedChange::withoutSensitive).toList();
            drift = drift.stream().map(UnmaskedChange::withoutSensitive).toList();
            deferred = deferred.stream()
                    .map(d -> new Deferred(d.reason(), d.change().withoutSensitive()))
                    .toList();
            actions = actions.stream().map(UnmaskedPlan::withoutSensitive).toList();
            SortedMap<String, Value> hidden = new TreeMap<>();
            outputs.forEach((name, change) -> hidden.put(name, withoutSensitiveSides(change)));
            outputs = hidden;
        }
    }

    private static Value withoutSensitive(Value invocation) {
        Value.Fields fields = Value.fields(invocation);
        return fields.with(
                "config_values",
                Marks.without(fields.get("config_values"), Marks.only(fields.get("config_sensitive"))));
    }

    private static Value withoutSensitiveSides(Value output) {
        Value.Fields fields = Value.fields(output);
        return fields.with("before", Marks.without(fields.get("before"), Marks.only(fields.get("before_sensitive"))))
                .with("after", Marks.without(fields.get("after"), Marks.only(fields.get("after_sensitive"))));
    }

    public record Deferred(String reason, UnmaskedChange change) {}

    @Override
    public String toString() {
        return "UnmaskedPlan[withheld]";
    }
}
