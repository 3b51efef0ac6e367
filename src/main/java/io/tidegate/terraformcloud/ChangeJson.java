package io.tidegate.terraformcloud;

import io.tidegate.plan.Action;
import io.tidegate.plan.Masks;
import io.tidegate.plan.PlanAssembly;
import io.tidegate.plan.UnmaskedChange;
import io.tidegate.plan.Value;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry of {@code resource_changes} and of the sections that are built like it. */
final class ChangeJson {
    /** Said by the address already, or said for display alone. */
    private static final Set<String> REPEATED = Set.of("name", "index", "module_address", "action_reason");

    private ChangeJson() {}

    static UnmaskedChange read(Value entry, String section) throws UnreadablePlan {
        SortedMap<String, Value> fields = new TreeMap<>(Value.fields(entry).values());
        String address = required(fields, "address", section);
        SortedMap<String, Value> change = new TreeMap<>(
                Value.fields(fields.getOrDefault("change", Value.NULL)).values());
        fields.remove("change");
        Action action = Action.of(PlanAssembly.words(take(change, "actions")))
                .orElseThrow(() -> new UnreadablePlan("The plan does something unknown to " + printable(address)
                        + ". A newer Tidegate may know it."));
        String previous = optional(fields, "previous_address", section);
        String reason = fields.get("action_reason") instanceof Value.Text(String text) ? text : null;
        UnmaskedChange.Sides sides = new UnmaskedChange.Sides(
                take(change, "before"),
                take(change, "after"),
                take(change, "after_unknown"),
                take(change, "before_sensitive"),
                take(change, "after_sensitive"));
        return new UnmaskedChange(
                address,
                optional(fields, "deposed", section),
                required(fields, "mode", section),
                required(fields, "type", section),
                required(fields, "provider_name", section),
                address.equals(previous) ? null : previous,
                action,
                reason,
                sides,
                take(change, "importing"),
                take(change, "replace_paths"),
                more(fields, change));
    }

    /** Whatever a later Terraform adds becomes part of the digest. */
    private static Value.Fields more(SortedMap<String, Value> fields, SortedMap<String, Value> change) {
        fields.keySet().removeAll(REPEATED);
        return new Value.Fields(fields).with("change", new Value.Fields(change));
    }

    static void collectMasks(UnmaskedChange change, Set<String> masked) {
        UnmaskedChange.Sides sides = change.sides();
        Masks.collect(sides.before(), sides.sensitiveBefore(), masked);
        Masks.collect(sides.after(), sides.sensitiveAfter(), masked);
    }

    private static Value take(SortedMap<String, Value> fields, String key) {
        Value value = fields.remove(key);
        return value == null ? Value.NULL : value;
    }

    private static String required(SortedMap<String, Value> fields, String key, String section) throws UnreadablePlan {
        String text = optional(fields, key, section);
        if (text == null) {
            throw new UnreadablePlan("An entry of the plan's " + section + " has no " + key + ".");
        }
        return text;
    }

    private static @Nullable String optional(SortedMap<String, Value> fields, String key, String section)
            throws UnreadablePlan {
        return switch (take(fields, key)) {
            case Value.Text(String text) -> text;
            case Value.Null n -> null;
            default ->
                throw new UnreadablePlan("An entry of the plan's " + section + " has a " + key + " that is no text.");
        };
    }

    /** A name out of the plan for an error message: short, and of plain characters. */
    static String printable(String name) {
        String plain = name.replaceAll("\\[\"(?:[^\"\\\\]|\\\\.)*\"]", "[…]").replaceAll("[^\\w.\\[\\]…-]", "?");
        return plain.length() <= 100 ? plain : plain.substring(0, 100) + "…";
    }
}
