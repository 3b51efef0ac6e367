package io.tidegate.gate;

import io.tidegate.environment.PlanJson;
import io.tidegate.gate.Situation.PlanSeen;
import io.tidegate.gate.Verdict.Closed;
import io.tidegate.gate.Verdict.Open;
import io.tidegate.plan.Context;
import io.tidegate.plan.Plan;
import io.tidegate.run.StateChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The gate about the plan: it is current, whole, and was seen. */
final class PlanGate {
    private PlanGate() {}

    static Verdict plan(Situation s) {
        String replan = "somebody comments `/plan " + s.environment().name() + "` and the new plan is reviewed";
        if (s.headMoved() && s.ownTree()) {
            return new Closed("the pull request was pushed to since this plan", "the new plan is made and reviewed");
        }
        if (!s.treeAppliable() && s.ownTree()) {
            return new Closed(
                    "the head is behind its base, so its tree is not what a merge would give",
                    "the author updates the branch");
        }
        return switch (s.plan()) {
            case PlanSeen.Missing missing -> new Closed(missing.reason(), missing.remedy());
            case PlanSeen.Compared compared ->
                untrusted(s, compared.plan())
                        .orElseGet(() -> compared.covered()
                                ? new Open("the real plan is the reviewed one" + uncompared(compared.plan()))
                                : new Closed(
                                        "plan " + shortForm(compared.plan()) + " has a change that nobody reviewed",
                                        replan));
            case PlanSeen.Current current ->
                untrusted(s, current.plan())
                        .orElseGet(() -> current.shown()
                                ? new Open(shortForm(current.plan()) + " is current" + uncompared(current.plan())
                                        + overtaken(current.overtaken()))
                                : new Closed(
                                        "the comment was not showing plan " + shortForm(current.plan())
                                                + " yet when this was asked for",
                                        "somebody reads the plan and asks again"));
        };
    }

    /** Why a plan is not applied, whoever approved it. */
    private static Optional<Verdict> untrusted(Situation s, Plan plan) {
        if (!plan.doubts().isEmpty()) {
            return Optional.of(new Closed(
                    String.join("; ", plan.doubts()),
                    "somebody compares the run in HCP Terraform with this plan, and comments `/plan "
                            + s.environment().name() + "`"));
        }
        if (plan.redacted() && s.environment().rules().planJson() == PlanJson.FULL) {
            return Optional.of(new Closed(
                    "`plan-json: full` is configured, and HCP Terraform showed only the redacted plan",
                    "the team of Tidegate's token gets the permission Admin on the workspace, then `/plan "
                            + s.environment().name() + "`"));
        }
        String ignored = plan.context().parts().getOrDefault(Context.IGNORED, "");
        String asked = s.environment().rules().ignored().text();
        return ignored.equals(asked)
                ? Optional.empty()
                : Optional.of(new Closed(
                        "it was made when other differences were ignored (" + nothing(ignored) + ", now "
                                + nothing(asked) + ")",
                        "somebody comments `/plan " + s.environment().name() + "` and the new plan is reviewed"));
    }

    private static String nothing(String ignored) {
        return ignored.isEmpty() ? "none" : "`" + ignored + "`";
    }

    /** What is not compared: said wherever the gate is. */
    private static String uncompared(Plan plan) {
        String ignored = plan.context().parts().get(Context.IGNORED);
        return (plan.redacted()
                        ? " (of the redacted JSON: sensitive values, providers, modules and provisioners are not compared)"
                        : "")
                + (ignored == null ? "" : " (differences are ignored in `" + ignored + "`)");
    }

    /** It closes nothing: what would be applied is compared with what was reviewed. */
    private static String overtaken(@Nullable StateChange change) {
        return change == null
                ? ""
                : ", planned before " + (change.run() == null ? "an uploaded state" : change.run())
                        + (change.person() == null ? "" : " of " + change.person()) + " changed the state at "
                        + Restrictions.time(change.at());
    }

    private static String shortForm(Plan plan) {
        return plan.fingerprint().shortForm();
    }
}
