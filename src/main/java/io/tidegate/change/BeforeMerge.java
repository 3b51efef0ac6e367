package io.tidegate.change;

import io.tidegate.environment.ApplyMode;
import io.tidegate.environment.MergeWhen;
import io.tidegate.environment.RepositoryRules;
import io.tidegate.plan.Plan;
import java.util.List;

/** What {@code merge-when} asks for before a pull request is merged. */
public final class BeforeMerge {
    private BeforeMerge() {}

    /** Whether plans are all that is asked for. */
    public static boolean plansSuffice(Change change) {
        return change.configuration() != null && change.configuration().rules().mergeWhen() == MergeWhen.PLANNED;
    }

    /** It has to be applied, and is not. */
    public static boolean mustBeApplied(Change change, Work work) {
        return work.environment().rules().apply() == ApplyMode.ON_COMMAND
                && !work.passed()
                && !followsTheMerge(change, work);
    }

    /** It comes after an environment that only the merge applies, so it cannot be applied before the merge. */
    private static boolean followsTheMerge(Change change, Work work) {
        return Situations.waitsFor(change, work).stream()
                .flatMap(name -> change.work(name).stream())
                .anyMatch(upstream -> upstream.environment().rules().apply() == ApplyMode.ON_MERGE
                        || followsTheMerge(change, upstream));
    }

    /** Everything that comes before the merge is done, and nothing that was tried has failed. */
    static boolean done(Change change) {
        List<Work> works = change.works().stream()
                .filter(work -> !change.silentAbout(work))
                .toList();
        return !works.isEmpty()
                && works.stream().allMatch(BeforeMerge::planned)
                && (plansSuffice(change) || works.stream().noneMatch(work -> mustBeApplied(change, work)));
    }

    private static boolean planned(Work work) {
        Attempt attempt = work.attempt();
        boolean failed = attempt != null
                && (attempt.step() instanceof Attempt.Step.Failed step && step.partly()
                        || attempt.step() instanceof Attempt.Step.AppliedWithoutTidegate);
        boolean complete = work.plan().filter(BeforeMerge::whole).isPresent();
        return !failed && !work.applyGoesOn() && (work.applied() || complete);
    }

    private static boolean whole(Plan plan) {
        return !plan.errored() && plan.complete();
    }

    /** Whether Tidegate merges for these people. */
    static boolean automatic(Change change) {
        return change.configuration() != null
                && change.configuration().problems().isEmpty()
                && change.configuration().rules().merge() == RepositoryRules.Merge.AUTOMATIC;
    }
}
