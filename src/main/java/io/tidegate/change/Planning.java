package io.tidegate.change;

import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.run.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the plan of one environment is. {@code number} counts the plans of this environment in this pull request. */
public sealed interface Planning {
    int number();

    /** Wanted: the archive is being uploaded and the run created. */
    record Starting(int number) implements Planning {}

    /**
     * @param status as HCP Terraform names it
     * @param commit whose files were uploaded
     */
    record Running(int number, RunId run, String url, String status, String commit) implements Planning {}

    /** @param url the run's page in HCP Terraform */
    record Planned(int number, RunId run, String url, Plan plan, Instant at, Diagnostics diagnostics)
            implements Planning {}

    /** The plan failed: the run errored, or its plan could not be read. */
    record Failed(int number, @Nullable RunId run, @Nullable String url, String reason, Diagnostics diagnostics)
            implements Planning {}

    /** No run was started, for a reason that a person has to remove. */
    record Refused(int number, String reason, String remedy) implements Planning {}

    /**
     * Not planned until a person asks for it.
     *
     * @param release the code must be read first, by somebody who may approve the environment: a plan runs it
     */
    record Held(int number, String reason, String remedy, boolean release) implements Planning {}

    /** Cancelled by a person's command or by a newer revision. */
    record Cancelled(int number, String by) implements Planning {}
}
