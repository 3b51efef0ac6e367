package io.tidegate.change;

import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.Plan;
import io.tidegate.run.Crowd;
import io.tidegate.run.Queued;
import io.tidegate.run.RunId;
import io.tidegate.run.StateChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the plan of one environment is. {@code number} counts the plans of this environment in this pull request. */
public sealed interface Planning {
    int number();

    /**
     * Wanted: the archive is being uploaded and the run created.
     *
     * @param crowd what it waits for before that; null where there is room
     */
    record Starting(int number, @Nullable Crowd crowd) implements Planning {
        public Starting(int number) {
            this(number, null);
        }
    }

    /**
     * @param status as HCP Terraform names it
     * @param commit whose files were uploaded
     * @param queued why it has not begun; null for one that has
     */
    record Running(
            int number,
            RunId run,
            String url,
            String status,
            String commit,
            @Nullable Queued queued) implements Planning {
        public Running(int number, RunId run, String url, String status, String commit) {
            this(number, run, url, status, commit, null);
        }
    }

    /**
     * @param url the run's page in HCP Terraform
     * @param overtaken what changed the state since, outside Tidegate; null where nothing is known to have
     */
    record Planned(
            int number,
            RunId run,
            String url,
            Plan plan,
            Instant at,
            Diagnostics diagnostics,
            @Nullable StateChange overtaken)
            implements Planning {
        public Planned(int number, RunId run, String url, Plan plan, Instant at, Diagnostics diagnostics) {
            this(number, run, url, plan, at, diagnostics, null);
        }

        Planned with(StateChange change) {
            return new Planned(number, run, url, plan, at, diagnostics, change);
        }
    }

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
