package io.tidegate.plan;

import java.util.List;

/**
 * How a plan differs from the reviewed ones.
 *
 * @param added changes that no reviewed plan has in exactly this form: new, or different
 * @param outputs the same for outputs
 * @param others the same for everything else
 * @param missing subjects of reviewed changes that the plan no longer has
 */
public record PlanDifference(
        List<ResourceChange> added,
        List<OutputChange> outputs,
        List<OtherChange> others,
        List<String> missing,
        List<ContextDifference> context) {
    public PlanDifference {
        added = List.copyOf(added);
        outputs = List.copyOf(outputs);
        others = List.copyOf(others);
        missing = List.copyOf(missing);
        context = List.copyOf(context);
    }

    public boolean isEmpty() {
        return addsNothing() && missing.isEmpty() && context.isEmpty();
    }

    /** Everything that the plan does was reviewed. */
    public boolean addsNothing() {
        return added.isEmpty() && outputs.isEmpty() && others.isEmpty();
    }
}
