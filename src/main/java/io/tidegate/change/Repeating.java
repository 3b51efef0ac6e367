package io.tidegate.change;

import io.tidegate.environment.IgnoredDifferences;
import io.tidegate.plan.Plan;
import io.tidegate.plan.Unstable;
import java.util.List;
import java.util.TreeSet;

/**
 * Whether plans of the same files say the same each time.
 *
 * @param inputs digest of the files of which the last plan was made; empty where that is unknown
 * @param unstable {@code address.attribute} of what differed between two plans of these files
 */
public record Repeating(String inputs, List<String> unstable) {
    static final Repeating UNKNOWN = new Repeating("", List.of());

    public Repeating {
        unstable = List.copyOf(unstable);
    }

    /** What still keeps an approval from covering the next plan. */
    public List<String> unstable(IgnoredDifferences ignored) {
        return unstable.stream().filter(named -> !ignored(ignored, named)).toList();
    }

    private static boolean ignored(IgnoredDifferences ignored, String named) {
        int dot = named.lastIndexOf('.');
        return ignored.has(named.substring(0, dot), named.substring(dot + 1));
    }

    /** After a plan of these files. @param work as it was before that plan was kept */
    static Repeating after(Work work, String inputs, Plan plan) {
        Repeating known = work.notes().repeating();
        if (inputs.isEmpty() || !inputs.equals(known.inputs) || work.plans().isEmpty()) {
            return new Repeating(inputs, List.of());
        }
        TreeSet<String> all = new TreeSet<>(known.unstable);
        all.addAll(Unstable.between(work.plans().getLast(), plan));
        return new Repeating(inputs, List.copyOf(all));
    }
}
