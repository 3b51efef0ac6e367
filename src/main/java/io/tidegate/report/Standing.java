package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Planning;
import io.tidegate.change.Situations;
import io.tidegate.change.Work;
import io.tidegate.environment.ApplyMode;
import io.tidegate.gate.GateReport;
import io.tidegate.gate.Verdict;
import io.tidegate.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where one environment of a pull request stands, in the words that the comment, the checks and the answers share.
 *
 * @param icon one emoji
 * @param state a few words, plain text: {@code applied}, {@code planning}, {@code queued in HCP Terraform, position 3}
 * @param waits what it waits for, plain text; {@code nothing} when it is ready
 * @param gates the gate report, where there is one to show
 */
record Standing(Kind kind, String icon, String state, String waits, Optional<GateReport> gates) {
    enum Kind {
        PLANNING,
        PLAN_FAILED,
        UNPLANNED,
        /** Somebody must read the code before it is planned. */
        UNRELEASED,
        /** It is planned when somebody asks. */
        UNASKED,
        NOTHING,
        READY,
        WAITING,
        APPLYING,
        APPLIED,
        APPLY_FAILED
    }

    static Standing of(Change change, Work work, Map<String, EnvironmentState> shared) {
        Attempt attempt = work.attempt();
        if (attempt != null) {
            Optional<Standing> applying = applying(attempt);
            if (applying.isPresent()) {
                return applying.get();
            }
        }
        if (work.restoration() == Work.Restoration.DONE) {
            return new Standing(Kind.APPLIED, "✅", "restored", "nothing", Optional.empty());
        }
        if (work.applied()) {
            boolean unsigned = work.unsigned().isPresent();
            return new Standing(
                    Kind.APPLIED,
                    unsigned ? "🚨" : "✅",
                    byGlass(work) ? "applied by break-glass" : "applied",
                    unsigned ? "a second person's sign-off" : "nothing",
                    Optional.empty());
        }
        return switch (work.planning()) {
            case Planning.Starting p -> planning(RunWords.state(p.crowd(), null));
            case Planning.Running p -> planning(RunWords.state(null, p.queued()));
            case Planning.Failed p -> new Standing(Kind.PLAN_FAILED, "❌", "plan failed", "a plan", Optional.empty());
            case Planning.Refused p -> new Standing(Kind.UNPLANNED, "🛑", "not planned", p.remedy(), Optional.empty());
            case Planning.Held p ->
                p.release()
                        ? new Standing(Kind.UNRELEASED, "🛑", "waits for release", "a reader", Optional.empty())
                        : new Standing(Kind.UNASKED, "⏸", "not planned", "/plan " + work.name(), Optional.empty());
            case Planning.Cancelled p ->
                new Standing(Kind.UNPLANNED, "🛑", "plan cancelled", "/plan " + work.name(), Optional.empty());
            case Planning.Planned p -> planned(change, work, p.plan(), shared);
        };
    }

    private static boolean byGlass(Work work) {
        return work.attempt() != null && work.attempt().asked().breaksGlass();
    }

    private static Optional<Standing> applying(Attempt attempt) {
        return switch (attempt.step()) {
            case Attempt.Step.Starting s ->
                going(RunWords.state(s.crowd(), null).orElse("being compared"));
            case Attempt.Step.Planning s ->
                going(RunWords.state(null, s.queued()).orElse("being compared"));
            case Attempt.Step.Gathering s -> going("being compared");
            case Attempt.Step.ConfirmSent s -> going("being confirmed");
            case Attempt.Step.Applying s -> going("applying");
            case Attempt.Step.Failed f ->
                f.partly()
                        ? Optional.of(new Standing(Kind.APPLY_FAILED, "❌", "apply failed", "a retry", Optional.empty()))
                        : Optional.empty();
            case Attempt.Step.AppliedWithoutTidegate s ->
                Optional.of(new Standing(
                        Kind.APPLY_FAILED,
                        "❌",
                        "applied without Tidegate",
                        "somebody to look at it",
                        Optional.empty()));
            case Attempt.Step.Applied s -> Optional.empty();
            case Attempt.Step.Stopped s -> Optional.empty();
        };
    }

    private static Standing planning(Optional<String> kept) {
        return new Standing(Kind.PLANNING, "⏳", kept.orElse("planning"), "its plan", Optional.empty());
    }

    private static Optional<Standing> going(String state) {
        return Optional.of(new Standing(Kind.APPLYING, "⏳", state, "its run", Optional.empty()));
    }

    private static Standing planned(Change change, Work work, Plan plan, Map<String, EnvironmentState> shared) {
        if (plan.changesNothing()) {
            return new Standing(Kind.NOTHING, "✅", "no changes", "nothing", Optional.empty());
        }
        Optional<GateReport> gates = Situations.known(change, work, shared);
        if (work.environment().rules().apply() == ApplyMode.NEVER) {
            return new Standing(Kind.NOTHING, "✅", "planned", "never applied by Tidegate", gates);
        }
        List<GateReport.Judged> closed = gates.map(GateReport::closed).orElse(List.of());
        if (closed.isEmpty()) {
            return new Standing(Kind.READY, "✅", "ready", waitsForNothing(change, work), gates);
        }
        boolean order = closed.stream().allMatch(g -> g.gate().equals("promotion"));
        return new Standing(Kind.WAITING, order ? "⏳" : "🛑", "waits", waits(change, work, closed), gates);
    }

    private static String waitsForNothing(Change change, Work work) {
        boolean byMerge = work.environment().rules().apply() == ApplyMode.ON_MERGE && !change.merged();
        return byMerge ? "the merge" : "nothing";
    }

    private static String waits(Change change, Work work, List<GateReport.Judged> closed) {
        return closed.stream().map(gate -> shortly(change, work, gate)).collect(Collectors.joining(", "));
    }

    private static String shortly(Change change, Work work, GateReport.Judged gate) {
        return switch (gate.gate()) {
            case "promotion" ->
                Situations.waitsFor(change, work).stream().map(Object::toString).collect(Collectors.joining(", "));
            case "approvals" -> {
                int count = work.environment().rules().approvals().count();
                String owners = work.environment().rules().approvals().codeowners() ? " with code owners" : "";
                yield (count > 1 ? count + " approvals" : "1 approval") + owners;
            }
            default -> gate.gate();
        };
    }

    /** The first closed gate that is not about the order, with its remedy: what somebody could do now. */
    Optional<Verdict.Closed> obstacle() {
        return gates.stream()
                .flatMap(report -> report.closed().stream())
                .filter(gate -> !gate.gate().equals("promotion"))
                .map(gate -> (Verdict.Closed) Objects.requireNonNull(gate.verdict()))
                .findFirst();
    }
}
