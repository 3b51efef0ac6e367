package io.tidegate.gate;

import io.tidegate.plan.Reviewed;
import java.util.List;

/**
 * Another pull request that is merged and not yet applied to an environment.
 *
 * @param repository numeric id
 * @param plans those of the environment that hold their approvals, as GitHub shows them now
 * @param approvers logins of those who gave these
 * @param inputs digest of the environment's files as they were reviewed
 */
public record Merged(long repository, int number, List<Reviewed> plans, List<String> approvers, String inputs) {
    public Merged {
        plans = List.copyOf(plans);
        approvers = List.copyOf(approvers);
    }
}
