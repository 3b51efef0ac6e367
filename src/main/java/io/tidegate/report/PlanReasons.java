package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Action;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Why a plan deserves a closer look, most severe first; raw text that must be escaped for its sink. */
public final class PlanReasons {
    private static final int MOST = 10;

    private PlanReasons() {}

    /** Empty where nothing stands out. */
    public static List<String> of(Plan plan, ShowLevel show) {
        List<String> reasons = new ArrayList<>();
        if (plan.errored()) {
            reasons.add("planning failed");
        }
        if (!plan.complete()) {
            reasons.add("the plan is incomplete");
        }
        add(reasons, plan, show, "replaces", change -> change.action().replaces());
        add(reasons, plan, show, "destroys", change -> change.action() == Action.DELETE);
        add(reasons, plan, show, "forgets", change -> change.action().forgets());
        plan.failingChecks().stream().limit(MOST).forEach(check -> reasons.add("fails a check: " + check));
        return List.copyOf(reasons);
    }

    private static void add(
            List<String> reasons, Plan plan, ShowLevel show, String verb, Predicate<ResourceChange> which) {
        List<ResourceChange> found = plan.changes().stream().filter(which).toList();
        if (found.isEmpty()) {
            return;
        }
        if (show == ShowLevel.COUNTS) {
            reasons.add(verb + " " + found.size() + (found.size() == 1 ? " resource" : " resources"));
            return;
        }
        found.stream().limit(MOST).forEach(change -> reasons.add(verb + " " + change.subject()));
        if (found.size() > MOST) {
            reasons.add(verb + " " + (found.size() - MOST) + " more");
        }
    }
}
