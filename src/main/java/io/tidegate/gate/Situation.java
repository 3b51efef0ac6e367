package io.tidegate.gate;

import io.tidegate.environment.ApprovalRule;
import io.tidegate.environment.Configuration;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Pins;
import io.tidegate.plan.Plan;
import io.tidegate.run.StateChange;
import io.tidegate.run.WorkspaceSeen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about which the gates of one environment judge, at one moment. What was not read yet is null: such a gate
 * says that it is looked at when somebody applies.
 *
 * @param restoring the default branch is brought back, so that nothing is asked of the pull request as such
 * @param treeAppliable the planned tree is what a merge would give
 * @param headMoved GitHub's head, or the branch that it goes into, is another one than the planned revision's
 * @param pins what holds the code from elsewhere that would run
 * @param checks required checks other than our own; null when not read
 * @param movedOnBase the environment's inputs changed on the base since they were planned; null when not read
 * @param now when the evidence was read; null while nothing is to be applied
 * @param branch how the branch stands to it after the merge; null when not read
 * @param asOf when its freezes were looked at, where no evidence was read
 * @param asking who asks and what that person may do; null when nobody asks, or a merge does
 */
public record Situation(
        Environment environment,
        Configuration configuration,
        PullRequest pullRequest,
        @Nullable WorkspaceSeen workspace,
        PlanSeen plan,
        boolean restoring,
        boolean treeAppliable,
        boolean headMoved,
        ApprovalsSeen approvals,
        List<EnvironmentName> waitsFor,
        LockSeen lock,
        Pins pins,
        @Nullable List<RequiredCheck> checks,
        @Nullable Boolean movedOnBase,
        @Nullable Branch branch,
        @Nullable Asking asking,
        @Nullable Instant now,
        @Nullable Instant asOf) {
    /** The plan that would be applied. */
    public sealed interface PlanSeen {
        /**
         * @param shown the living comment was showing it when it was asked for, where no approval says what was reviewed
         * @param overtaken what changed the state since, outside Tidegate
         */
        record Current(Plan plan, boolean shown, @Nullable StateChange overtaken) implements PlanSeen {
            public Current(Plan plan, boolean shown) {
                this(plan, shown, null);
            }
        }

        /** The real run's plan, compared with what was reviewed. */
        record Compared(Plan plan, boolean covered) implements PlanSeen {}

        record Missing(String reason, String remedy) implements PlanSeen {}
    }

    /**
     * @param lacking what the rule still asks for; empty when it is met
     * @param people whether somebody's approval would help
     * @param owners who must be among those, one phrase each
     * @param remedies what must happen besides approvals
     * @param counted logins of those whose approval counts
     * @param discounted the others, each with the reason
     * @param unlinked co-authors that GitHub links to no account, so that nobody can tell whether one of them approved
     */
    public record ApprovalsSeen(
            ApprovalRule asked,
            List<String> lacking,
            boolean people,
            List<String> owners,
            List<String> remedies,
            List<String> counted,
            List<Discounted> discounted,
            List<String> unlinked) {
        public record Discounted(String login, String why) {}

        public ApprovalsSeen {
            lacking = List.copyOf(lacking);
            owners = List.copyOf(owners);
            remedies = List.copyOf(remedies);
            counted = List.copyOf(counted);
            discounted = List.copyOf(discounted);
            unlinked = List.copyOf(unlinked);
        }
    }

    public sealed interface LockSeen {
        record Free() implements LockSeen {}

        record Ours() implements LockSeen {}

        /** Another merged pull request holds it: one apply takes both. */
        record Together(int pullRequest) implements LockSeen {}

        /**
         * @param by the login of who took it
         * @param reason as {@code /lock} gave it
         * @param until when it ends by itself; null for never
         * @param place of this pull request in its queue, from 1; 0 where it does not wait
         */
        record Other(
                int pullRequest,
                String by,
                @Nullable String reason,
                @Nullable Instant until,
                int place) implements LockSeen {}

        /** Nobody holds it, and another pull request waits longer. @param place as above */
        record Queue(int pullRequest, String by, int place) implements LockSeen {}

        /** An apply of this environment is going on. */
        record Busy(String what) implements LockSeen {}
    }

    /**
     * @param destroys how many resources the asker says are destroyed or replaced; null where nothing was said
     * @param breaksGlass gates that may be opened in an emergency are to be
     */
    public record Asking(Person person, @Nullable Integer destroys, boolean breaksGlass) {}

    public Situation {
        waitsFor = List.copyOf(waitsFor);
    }

    /** What is applied is the pull request's own tree, and not the branch. */
    boolean ownTree() {
        return !merged() && !restoring;
    }

    boolean merged() {
        return pullRequest.life() == PullRequest.Life.MERGED;
    }
}
