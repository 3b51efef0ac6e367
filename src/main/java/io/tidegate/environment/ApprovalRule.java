package io.tidegate.environment;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What approvals an environment asks for.
 *
 * @param count how many people at least
 * @param teams of these teams (by slug) how many members at least; they count in {@code count} too
 * @param codeowners an owner of each changed path that affects it, and of its directory; what nobody owns stays closed
 * @param bind what an approval is bound to
 */
public record ApprovalRule(int count, SortedMap<String, Integer> teams, boolean codeowners, Bind bind) {
    /** Until when an approval counts. */
    public enum Bind {
        /** While the plan is covered by the one that was approved. */
        PLAN,
        /** While it is that, and the head is still the commit that was approved. */
        COMMIT
    }

    public ApprovalRule {
        teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
    }

    /** Plain numbers of people, as most environments have. */
    public static ApprovalRule of(int count) {
        return new ApprovalRule(count, Collections.emptySortedMap(), false, Bind.PLAN);
    }

    /** Whether anybody has to approve at all. */
    public boolean asked() {
        return count > 0 || !teams.isEmpty() || codeowners;
    }
}
