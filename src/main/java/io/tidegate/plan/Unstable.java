package io.tidegate.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between two plans of the same files, in the same context: such a plan may never repeat. */
public final class Unstable {
    /** More than anybody would put right one by one. */
    private static final int MOST = 20;

    private Unstable() {}

    /** {@code address.attribute} of everything that was the same before, and is given another value by each of the two. */
    public static List<String> between(Plan one, Plan other) {
        if (!one.context().equals(other.context())) {
            return List.of();
        }
        Map<String, ResourceChange> known = new HashMap<>();
        one.changes().forEach(change -> known.put(change.subject(), change));
        TreeSet<String> found = new TreeSet<>();
        for (ResourceChange change : other.changes()) {
            ResourceChange earlier = known.get(change.subject());
            if (earlier != null && earlier.action() == change.action()) {
                change.values().forEach((name, value) -> {
                    AttributeDigest was = earlier.values().get(name);
                    if (was != null
                            && was.before().equals(value.before())
                            && !was.after().equals(value.after())) {
                        found.add(change.address() + "." + name);
                    }
                });
            }
        }
        return found.stream().limit(MOST).toList();
    }
}
