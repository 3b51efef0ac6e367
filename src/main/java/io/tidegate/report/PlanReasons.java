package io.tidegate.report;

import io.tidegate.environment.ShowLevel;
import io.tidegate.plan.Action;
import io.tidegate.plan.AttentionRules;
import io.tidegate.plan.OwnRule;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Why a plan deserves a closer look, most severe first; raw text that must be escaped for its sink. */
public final class PlanReasons {
    private static final int MOST = 10;

    /** From so many on, what is destroyed or replaced at once is a reason by itself. */
    private static final int MANY = 10;

    private PlanReasons() {}

    /** Empty where nothing stands out. */
    public static List<String> of(Plan plan, ShowLevel show) {
        List<String> reasons = new ArrayList<>();
        if (plan.errored()) {
            reasons.add("planning failed");
        }
        reasons.addAll(plan.doubts());
        if (!plan.complete()) {
            reasons.add("the plan is incomplete");
        }
        long gone = plan.changes().stream()
                .filter(change -> change.action().destroys())
                .count();
        if (gone >= MANY) {
            reasons.add("destroys or replaces " + gone + " resources at once");
        }
        add(reasons, plan, show, "replaces", change -> change.action().replaces());
        add(reasons, plan, show, "destroys", change -> change.action() == Action.DELETE);
        add(reasons, plan, show, "forgets", change -> change.action().forgets());
        add(
                reasons,
                plan,
                show,
                "opens to anybody",
                change -> AttentionRules.opens(change).isPresent());
        add(reasons, plan, show, "changes who may do what:", AttentionRules::rights);
        add(reasons, plan.noted(), show);
        plan.failingChecks().stream().limit(MOST).forEach(check -> reasons.add("fails a check: " + check));
        return List.copyOf(reasons);
    }

    private static void add(
            List<String> reasons, Plan plan, ShowLevel show, String verb, Predicate<ResourceChange> which) {
        List<ResourceChange> found = plan.changes().stream()
                .filter(which)
                .sorted(Comparator.comparingInt(AttentionRules::rank))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        if (show == ShowLevel.COUNTS) {
            reasons.add(verb + " " + found.size() + (found.size() == 1 ? " resource" : " resources"));
            return;
        }
        found.stream().limit(MOST).forEach(change -> reasons.add(verb + " " + change.subject() + why(change)));
        if (found.size() > MOST) {
            reasons.add(verb + " " + (found.size() - MOST) + " more");
        }
    }

    private static void add(List<String> reasons, List<OwnRule.Noted> noted, ShowLevel show) {
        if (show == ShowLevel.COUNTS) {
            noted.stream().map(OwnRule.Noted::reason).distinct().limit(MOST).forEach(reasons::add);
            return;
        }
        noted.stream().limit(MOST).forEach(one -> reasons.add(one.subject() + ": " + one.reason()));
        if (noted.size() > MOST) {
            reasons.add((noted.size() - MOST) + " more by this organisation's own rules");
        }
    }

    private static String why(ResourceChange change) {
        return AttentionRules.loss(change).map(loss -> "; " + loss).orElse("")
                + AttentionRules.trap(change).map(trap -> "; " + trap).orElse("");
    }
}
