package io.tidegate.change;

import io.tidegate.change.MergeGroup.Step;
import io.tidegate.change.MergeGroup.Trial;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Plan;
import io.tidegate.plan.PlanDifference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the plan of what a merge queue would make of the branch stands to the pull request's own. */
final class Trying {
    /** Named in the check, which is all that they are kept for. */
    private static final int MOST_NAMED = 5;

    private Trying() {}

    static Step compared(Change change, Trial trial, Plan plan) {
        String url = ((Step.Running) trial.step()).url();
        if (plan.errored() || !plan.complete()) {
            return new Step.Failed(url, "its plan is not complete.");
        }
        if (plan.changesNothing()) {
            return new Step.Covered(url);
        }
        Optional<Work> work = change.work(trial.environment());
        List<Plan> own = work.flatMap(Work::plan).stream().toList();
        // What it has applied already is no longer there to be planned.
        boolean fewer = work.map(Work::applied).orElse(false);
        return switch (Coverage.of(plan, own, fewer)) {
            case CoverageVerdict.Covered covered -> new Step.Covered(url);
            case CoverageVerdict.Uncovered uncovered -> differs(url, uncovered.difference());
        };
    }

    private static Step differs(String url, PlanDifference difference) {
        List<String> subjects = Stream.of(
                        difference.added().stream().map(change -> change.address()),
                        difference.outputs().stream().map(output -> "output " + output.name()),
                        difference.others().stream().map(other -> other.address()),
                        difference.context().stream().map(part -> part.part()))
                .flatMap(each -> each)
                .toList();
        return new Step.Differs(
                url,
                subjects.size(),
                subjects.stream().limit(MOST_NAMED).toList(),
                difference.missing().stream().limit(MOST_NAMED).toList());
    }
}
