package io.tidegate.sandbox.terraform;

import java.util.List;

/** What the creator of a run may choose, with HCP Terraform's defaults already put in. */
record RunOptions(
        String message,
        boolean planOnly,
        boolean savePlan,
        boolean autoApply,
        boolean destroy,
        boolean refresh,
        boolean refreshOnly,
        boolean allowEmptyApply,
        List<String> targets,
        List<String> replacements,
        List<Variable> variables,
        String source) {
    static final String DEFAULT_MESSAGE = "Queued manually via the Terraform Enterprise API";

    static RunOptions plain(String message, boolean planOnly, boolean autoApply, String source) {
        return new RunOptions(
                message, planOnly, false, autoApply, false, true, false, false, List.of(), List.of(), List.of(),
                source);
    }

    /** Plans at once, beside whatever else goes on. */
    boolean beside() {
        return planOnly || savePlan;
    }

    RunOptions with(List<Variable> replaced) {
        return new RunOptions(
                message,
                planOnly,
                savePlan,
                autoApply,
                destroy,
                refresh,
                refreshOnly,
                allowEmptyApply,
                targets,
                replacements,
                replaced,
                source);
    }
}
