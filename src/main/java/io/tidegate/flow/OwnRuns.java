package io.tidegate.flow;

import io.tidegate.run.RunId;
import java.util.List;

/** Runs that our account has created; throws {@link Outside}. */
public interface OwnRuns {
    /** @param message as HCP Terraform lists it, with the token that we gave it */
    record Own(RunId run, String message) {}

    /** Of a workspace: those that could be applied, and that nobody has confirmed and that are not over. */
    List<Own> waiting(String workspace);
}
