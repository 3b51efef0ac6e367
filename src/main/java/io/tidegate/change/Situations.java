package io.tidegate.change;

import io.tidegate.environment.Configuration;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Pins;
import io.tidegate.gate.Evidence;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Gates;
import io.tidegate.gate.PullRequest;
import io.tidegate.gate.Quorum;
import io.tidegate.gate.Situation;
import io.tidegate.gate.Situation.ApprovalsSeen;
import io.tidegate.gate.Situation.LockSeen;
import io.tidegate.gate.Situation.PlanSeen;
import io.tidegate.plan.Coverage;
import io.tidegate.plan.CoverageVerdict;
import io.tidegate.plan.Plan;
import io.tidegate.run.WorkspaceSeen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gates of one environment judge about, taken from the state, the shared environments and fresh evidence. */
public final class Situations {
    private Situations() {}

    /** The gate report as the comment shows it between commands: from what is known, nothing read anew. */
    public static Optional<GateReport> known(Change change, Work work, Map<String, EnvironmentState> shared) {
        if (change.pullRequest() == null || change.configuration() == null) {
            return Optional.empty();
        }
        return Optional.of(Gates.report(situation(
                change,
                work,
                Locks.seen(change, work, shared, true),
                change.pullRequest(),
                change.configuration(),
                null,
                null,
                work.workspace(),
                seen(work, null))));
    }

    /** The gate report for a command or a merge, on evidence read for it. */
    static GateReport asked(
            Change change, Work work, Map<String, EnvironmentState> shared, Evidence evidence, Attempt.Asked asked) {
        return Gates.report(
                onEvidence(change, work, Locks.seen(change, work, shared, false), evidence, asked, seen(work, asked)));
    }

    /** The gate report just before a confirmation: the real run's plan stands in the place of the reviewed one. */
    static GateReport confirming(
            Change change,
            Work work,
            Map<String, EnvironmentState> shared,
            Evidence evidence,
            Attempt attempt,
            Plan real) {
        boolean covered = covered(change, work, attempt, real) instanceof CoverageVerdict.Covered;
        PlanSeen plan = mergedSince(change, evidence, attempt)
                ? new PlanSeen.Missing(
                        "it was merged after this run was started, and since then the branch is what is applied",
                        "somebody comments `/apply " + work.name() + "`")
                : new PlanSeen.Compared(real, covered);
        return Gates.report(
                onEvidence(change, work, Locks.seen(change, work, shared, true), evidence, attempt.asked(), plan));
    }

    /** The run has the pull request's tree, which the branch may have left behind by now. */
    private static boolean mergedSince(Change change, Evidence evidence, Attempt attempt) {
        return evidence.pullRequest().life() == PullRequest.Life.MERGED
                && change.revision() != null
                && attempt.commit().equals(change.revision().commit());
    }

    /** Compares a real plan with what was reviewed: the approved plans, or the one shown when it was asked for. */
    static CoverageVerdict covered(Change change, Work work, Attempt attempt, Plan real) {
        if (attempt.asked().breaksGlass()) {
            List<Plan> named = Approvals.shownTo(work, attempt.asked()).stream().toList();
            return Coverage.of(real, named, attempt.inputsReviewed());
        }
        if (!work.environment().rules().approvals().asked()) {
            return Rollouts.shown(work, attempt, real);
        }
        ApprovalsSeen approvals = Rollouts.approvals(change, work, attempt, real);
        return approvals.lacking().isEmpty()
                ? new CoverageVerdict.Covered()
                : new CoverageVerdict.Uncovered(
                        Coverage.difference(real, Approvals.approved(change, work)), real.errored());
    }

    /** Whether a real plan that is not covered lacks reviews alone: none stands any more, or too few of this very plan. */
    static boolean reviewsAreGone(Change change, Work work, Attempt attempt, Plan real) {
        List<Plan> approved = Approvals.approved(change, work);
        return work.environment().rules().approvals().asked()
                && !attempt.asked().breaksGlass()
                && (approved.isEmpty()
                        || Coverage.of(real, approved, attempt.inputsReviewed()) instanceof CoverageVerdict.Covered);
    }

    private static Situation onEvidence(
            Change change, Work work, LockSeen lock, Evidence evidence, Attempt.Asked asked, PlanSeen plan) {
        Situation.@Nullable Asking asking = asked instanceof Attempt.Asked.ByCommand command
                ? new Situation.Asking(evidence.person(command.by()), command.destroys(), asked.breaksGlass())
                : null;
        return situation(
                change,
                work,
                lock,
                evidence.pullRequest(),
                evidence.configuration(),
                evidence,
                asking,
                evidence.workspace(work.name()).orElse(null),
                plan);
    }

    private static Situation situation(
            Change change,
            Work work,
            LockSeen lock,
            PullRequest pullRequest,
            Configuration configuration,
            @Nullable Evidence evidence,
            Situation.@Nullable Asking asking,
            @Nullable WorkspaceSeen workspace,
            PlanSeen plan) {
        Revision revision = Objects.requireNonNull(change.revision(), "works exist only with a revision");
        return new Situation(
                configuration.environment(work.name()).orElse(work.environment()),
                configuration,
                pullRequest,
                workspace,
                plan,
                work.restoring(),
                revision.appliable(),
                !revision.head().equals(pullRequest.head()) || Retargeting.done(change, pullRequest),
                approvals(change, work),
                waitsFor(change, work),
                lock,
                pins(work, evidence),
                evidence == null ? null : evidence.checks(),
                evidence == null ? null : evidence.movedOnBase().contains(work.name()),
                evidence == null ? null : evidence.branches().get(work.name()),
                asking,
                evidence == null ? null : evidence.readAt(),
                work.notes().asOf());
    }

    /** After the merge the branch is what is applied, with what others merged before. */
    private static Pins pins(Work work, @Nullable Evidence evidence) {
        Pins planned = work.affected().pins();
        return evidence == null ? planned : evidence.pins().getOrDefault(work.name(), planned);
    }

    private static ApprovalsSeen approvals(Change change, Work work) {
        Attempt attempt = work.attempt();
        Plan real = attempt != null && !attempt.over() ? attempt.plan() : null;
        if (real != null && attempt != null) {
            return Rollouts.approvals(change, work, attempt, real);
        }
        return work.plan()
                .map(plan -> Approvals.of(change, work, plan, true))
                .orElse(new ApprovalsSeen(
                        work.environment().rules().approvals(),
                        Quorum.lacking(
                                work.environment().rules().approvals(), change.ownership(work.name()), List.of()),
                        true,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        change.people().unlinked()));
    }

    /** Upstream environments that this pull request affects and that have not passed. */
    public static List<EnvironmentName> waitsFor(Change change, Work work) {
        return work.environment().after().stream()
                .filter(name ->
                        change.work(name).map(upstream -> !upstream.passed()).orElse(false))
                .toList();
    }

    private static PlanSeen seen(Work work, Attempt.@Nullable Asked asked) {
        String plan = "somebody comments `/plan " + work.name() + "`";
        return switch (work.planning()) {
            case Planning.Starting s -> new PlanSeen.Missing("it is being planned", "the plan is made");
            case Planning.Running r -> new PlanSeen.Missing("it is being planned", "the plan is made");
            case Planning.Failed f -> new PlanSeen.Missing("its plan failed", "the author corrects it, or " + plan);
            case Planning.Refused r -> new PlanSeen.Missing(r.reason(), r.remedy());
            case Planning.Held h -> new PlanSeen.Missing("it is not planned: " + h.reason(), h.remedy());
            case Planning.Cancelled c -> new PlanSeen.Missing("its plan was cancelled by " + c.by(), plan);
            case Planning.Planned planned -> current(work, planned, asked, plan);
        };
    }

    private static PlanSeen current(Work work, Planning.Planned planned, Attempt.@Nullable Asked asked, String remedy) {
        Plan plan = planned.plan();
        if (plan.errored() || !plan.complete()) {
            return new PlanSeen.Missing("its plan is not complete", remedy);
        }
        if (asked != null && asked.breaksGlass()) {
            boolean named = Approvals.shownTo(work, asked)
                    .filter(one -> one.fingerprint().equals(plan.fingerprint()))
                    .isPresent();
            return named
                    ? new PlanSeen.Current(plan, true)
                    : new PlanSeen.Missing(
                            "`--plan` does not name the current plan as the comment was showing it, which is now "
                                    + plan.fingerprint().shortForm(),
                            "somebody reads that plan and names it");
        }
        // With approvals these say what was reviewed; without any it is what the comment was showing.
        boolean shown = asked == null
                || work.environment().rules().approvals().asked()
                || Approvals.shownTo(work, asked).isPresent();
        return new PlanSeen.Current(plan, shown, planned.overtaken());
    }
}
