package io.tidegate.report;

import io.tidegate.plan.Action;
import io.tidegate.plan.Plan;
import io.tidegate.plan.ResourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan in a few words; plain text without anything from the plan. */
public final class PlanWords {
    private PlanWords() {}

    /** For a table's cell: {@code -/+1 ~2}, {@code +1 ~2 -1}, {@code no changes}. */
    public static String counts(Plan plan) {
        if (plan.errored()) {
            return "failed";
        }
        List<String> words = new ArrayList<>();
        add(words, "-/+%d", count(plan, PlanWords::isReplaced));
        add(words, "+%d", count(plan, c -> c.action() == Action.CREATE));
        add(words, "+/.%d", count(plan, c -> c.action() == Action.CREATE_FORGET));
        add(words, "~%d", count(plan, c -> c.action() == Action.UPDATE));
        add(words, "-%d", count(plan, c -> c.action() == Action.DELETE));
        add(words, "%d forgotten", count(plan, c -> c.action() == Action.FORGET));
        add(words, "%d imported", plan.counts().imports());
        add(words, "%d moved", plan.counts().move());
        if (words.isEmpty()) {
            addRest(words, plan);
        }
        return words.isEmpty() ? (plan.changesNothing() ? "no changes" : "incomplete") : String.join(" ", words);
    }

    /** For a heading: {@code 1 replaced, 2 updated}. */
    public static String summary(Plan plan) {
        if (plan.errored()) {
            return "planning failed";
        }
        List<String> words = new ArrayList<>();
        add(words, "%d replaced", count(plan, PlanWords::isReplaced));
        add(words, "%d destroyed", count(plan, c -> c.action() == Action.DELETE));
        add(words, "%d updated", count(plan, c -> c.action() == Action.UPDATE));
        add(words, "%d created", count(plan, c -> c.action() == Action.CREATE || c.action() == Action.CREATE_FORGET));
        add(words, "%d forgotten", plan.counts().forget());
        add(words, "%d imported", plan.counts().imports());
        add(words, "%d moved", plan.counts().move());
        addRest(words, plan);
        return words.isEmpty() ? (plan.changesNothing() ? "no changes" : "incomplete") : String.join(", ", words);
    }

    private static void addRest(List<String> words, Plan plan) {
        int outputs = plan.outputs().size();
        add(words, outputs == 1 ? "%d output" : "%d outputs", outputs);
        add(words, "%d read", count(plan, ResourceChange::onlyReads));
        add(words, "%d other", plan.others().size());
    }

    /** A new object instead of the old one, in either order. */
    static boolean isReplaced(ResourceChange change) {
        return change.action().replaces();
    }

    private static int count(Plan plan, Predicate<ResourceChange> which) {
        return (int) plan.changes().stream().filter(which).count();
    }

    private static void add(List<String> words, String form, int count) {
        if (count > 0) {
            words.add(String.format(form, count));
        }
    }

    /** What nobody can know before the apply; empty where that is nothing. */
    static String unknown(Plan plan) {
        List<String> parts = new ArrayList<>();
        if (plan.unknownValues() > 0) {
            parts.add(plan.unknownValues() == 1 ? "1 value" : plan.unknownValues() + " values");
        }
        if (plan.unknownChecks() > 0) {
            parts.add(plan.unknownChecks() == 1 ? "1 check" : plan.unknownChecks() + " checks");
        }
        boolean one = plan.unknownValues() + plan.unknownChecks() == 1;
        return parts.isEmpty()
                ? ""
                : String.join(" and ", parts) + (one ? " is" : " are") + " known only after the apply";
    }
}
