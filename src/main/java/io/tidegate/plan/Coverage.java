package io.tidegate.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The one rule for re-plans, retries after a half-done apply, and several merged pull requests at once: a real plan is
 * covered when every change in it has the same digest in a reviewed plan, and every part of its context the value that
 * it has in one of them.
 */
public final class Coverage {
    private Coverage() {}

    /**
     * @param approved the plans that hold their approvals, newest last; with none, nothing is covered
     * @param inputsAreReviewed whether the environment's inputs are the reviewed ones: only then may changes be missing
     */
    public static CoverageVerdict of(Plan real, List<Plan> approved, boolean inputsAreReviewed) {
        return together(real, approved.stream().map(Reviewed::of).toList(), inputsAreReviewed);
    }

    /** As {@link #of}, of plans that several pull requests hold. */
    public static CoverageVerdict together(Plan real, List<Reviewed> approved, boolean inputsAreReviewed) {
        PlanDifference difference = differenceTogether(real, approved);
        boolean acceptable = difference.addsNothing()
                && difference.context().isEmpty()
                && (difference.missing().isEmpty() || inputsAreReviewed);
        return acceptable && !real.errored() && !approved.isEmpty()
                ? new CoverageVerdict.Covered()
                : new CoverageVerdict.Uncovered(difference, real.errored());
    }

    /** How a plan differs from all of the reviewed ones together. */
    public static PlanDifference difference(Plan real, List<Plan> reviewed) {
        return differenceTogether(real, reviewed.stream().map(Reviewed::of).toList());
    }

    /** As {@link #difference}, of plans that several pull requests hold. */
    public static PlanDifference differenceTogether(Plan real, List<Reviewed> reviewed) {
        Set<ChangeDigest> known = new HashSet<>();
        reviewed.forEach(plan -> known.addAll(plan.digests()));
        Set<String> subjects = new HashSet<>(Reviewed.subjects(real));
        Set<String> missing = new LinkedHashSet<>();
        reviewed.forEach(plan -> plan.subjects().stream()
                .filter(subject -> !subjects.contains(subject))
                .forEach(missing::add));
        return new PlanDifference(
                real.changes().stream().filter(c -> !known.contains(c.digest())).toList(),
                real.outputs().stream().filter(c -> !known.contains(c.digest())).toList(),
                real.others().stream().filter(c -> !known.contains(c.digest())).toList(),
                List.copyOf(missing),
                contextDifferences(real, reviewed));
    }

    private static List<ContextDifference> contextDifferences(Plan real, List<Reviewed> reviewed) {
        if (reviewed.isEmpty()) {
            return List.of();
        }
        SortedSet<String> names = new TreeSet<>(real.context().parts().keySet());
        reviewed.forEach(plan -> names.addAll(plan.context().parts().keySet()));
        if (real.digests().isEmpty()) {
            // Reviewed changes that are all done already leave a plan that cannot be applied: that is no difference.
            names.remove(Context.APPLYABLE);
        }
        Reviewed newest = reviewed.getLast();
        List<ContextDifference> differences = new ArrayList<>();
        for (String name : names) {
            String now = real.context().parts().get(name);
            boolean known = reviewed.stream()
                    .anyMatch(plan -> Objects.equals(plan.context().parts().get(name), now));
            if (!known) {
                differences.add(
                        new ContextDifference(name, newest.context().parts().get(name), now));
            }
        }
        return differences;
    }
}
