package io.tidegate.plan;

/** Whether what was reviewed is what would be applied. */
public sealed interface CoverageVerdict {
    record Covered() implements CoverageVerdict {}

    /**
     * @param errored an errored plan is never covered, whatever was reviewed
     */
    record Uncovered(PlanDifference difference, boolean errored) implements CoverageVerdict {}
}
