package io.tidegate.run;

import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.StatedCounts;
import org.jspecify.annotations.Nullable;

/**
 * A run as HCP Terraform showed it at one moment.
 *
 * @param confirmable {@code actions.is-confirmable}: the server's word that the run waits for a confirmation
 * @param permitted {@code permissions.can-apply}: our token may confirm it
 * @param planFinished its plan ended without an error, so that the plan's JSON can be read
 * @param autoApply it would confirm itself; never true for a run of ours unless somebody changed it
 * @param byUs created by the identity of our own token
 * @param person who confirmed, discarded or cancelled it in HCP Terraform, where the API tells
 * @param message what HCP Terraform says about an errored run, in one line; empty when it says nothing
 * @param diagnostics of a run that failed, or of a finished plan that cannot be applied; none of any other
 * @param counted what HCP Terraform counts in its plan
 * @param queued why it has not begun; null for one that has, or where nothing is told
 * @param progress how far its apply is; null where that is not told
 */
public record RunSeen(
        RunId id,
        RunStatus status,
        boolean confirmable,
        boolean permitted,
        boolean planFinished,
        boolean hasChanges,
        boolean autoApply,
        boolean byUs,
        @Nullable String person,
        String message,
        StatedCounts counted,
        Diagnostics diagnostics,
        @Nullable Queued queued,
        @Nullable Progress progress) {
    /** One that waits in no queue, and of whose apply nothing is told. */
    public RunSeen(
            RunId id,
            RunStatus status,
            boolean confirmable,
            boolean permitted,
            boolean planFinished,
            boolean hasChanges,
            boolean autoApply,
            boolean byUs,
            @Nullable String person,
            String message,
            StatedCounts counted,
            Diagnostics diagnostics) {
        this(
                id,
                status,
                confirmable,
                permitted,
                planFinished,
                hasChanges,
                autoApply,
                byUs,
                person,
                message,
                counted,
                diagnostics,
                null,
                null);
    }

    public RunSeen with(Queued other) {
        return new RunSeen(
                id,
                status,
                confirmable,
                permitted,
                planFinished,
                hasChanges,
                autoApply,
                byUs,
                person,
                message,
                counted,
                diagnostics,
                other,
                progress);
    }

    public RunSeen with(Progress other) {
        return new RunSeen(
                id,
                status,
                confirmable,
                permitted,
                planFinished,
                hasChanges,
                autoApply,
                byUs,
                person,
                message,
                counted,
                diagnostics,
                queued,
                other);
    }
}
