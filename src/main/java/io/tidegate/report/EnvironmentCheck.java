package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Change;
import io.tidegate.change.EnvironmentState;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check run {@code tidegate/<environment>}. */
public final class EnvironmentCheck {
    /** GitHub's limit for a check run's summary. */
    static final int SUMMARY = 65_535;

    private EnvironmentCheck() {}

    public static CheckReport of(Change change, Work work, Map<String, EnvironmentState> shared) {
        Standing standing = Standing.of(change, work, shared);
        String head = Objects.requireNonNull(change.revision()).head();
        return new CheckReport(
                "tidegate/" + work.name(),
                new CheckId(change.id(), Optional.of(work.name()), head).text(),
                conclusion(standing),
                title(work, standing),
                summary(work, standing),
                SummaryComment.url(work),
                Buttons.of(change, work, standing),
                annotations(work));
    }

    private static List<Annotation> annotations(Work work) {
        return switch (work.planning()) {
            case Planning.Failed failed -> DiagnosticWords.annotations(failed.diagnostics(), work.environment());
            case Planning.Planned planned -> DiagnosticWords.annotations(planned.diagnostics(), work.environment());
            case Planning.Starting s -> List.of();
            case Planning.Running r -> List.of();
            case Planning.Refused r -> List.of();
            case Planning.Held h -> List.of();
            case Planning.Cancelled c -> List.of();
        };
    }

    private static @Nullable String conclusion(Standing standing) {
        return switch (standing.kind()) {
            case PLANNING, APPLYING -> null;
            case PLAN_FAILED, APPLY_FAILED -> "failure";
            case UNPLANNED, UNRELEASED -> "action_required";
            case UNASKED -> "neutral";
            case NOTHING, READY, WAITING, APPLIED -> "success";
        };
    }

    private static String title(Work work, Standing standing) {
        String plan = work.plan().map(PlanWords::counts).orElse("");
        return switch (standing.kind()) {
            case PLANNING, PLAN_FAILED, UNPLANNED, UNRELEASED, UNASKED, APPLYING, APPLIED, APPLY_FAILED, NOTHING ->
                standing.state();
            case READY, WAITING ->
                standing.waits().equals("nothing")
                        ? plan + ", ready to be applied"
                        : plan + ", waits for " + standing.waits();
        };
    }

    private static String summary(Work work, Standing standing) {
        String outcome = outcome(work, standing);
        String gates = standing.gates().map(GateWords::list).orElse("");
        List<String> forms = work.plan()
                .map(plan -> PlanDiff.forms(plan, work.environment().rules().show()))
                .orElse(List.of(""));
        return Budget.fit(
                List.of(
                        Budget.Piece.whole(outcome + "\n\n"),
                        new Budget.Piece(1, forms),
                        Budget.Piece.whole("\n" + gates)),
                SUMMARY);
    }

    private static String outcome(Work work, Standing standing) {
        Attempt attempt = work.attempt();
        if (standing.kind() == Standing.Kind.APPLY_FAILED
                && attempt != null
                && attempt.step() instanceof Attempt.Step.Failed failed) {
            return "**Applying failed.** " + Sentence.text(failed.reason())
                    + " Part of it may be done; it is planned again.";
        }
        if (attempt != null
                && attempt.step() instanceof Attempt.Step.Planning comparing
                && comparing.queued() != null
                && comparing.queued().ahead() != null) {
            return RunWords.ahead(comparing.queued().ahead());
        }
        return switch (work.planning()) {
            case Planning.Failed failed -> Sentence.text(failed.reason());
            case Planning.Refused refused -> Sentence.text(refused.reason()) + ". " + Sentence.text(refused.remedy());
            case Planning.Held held ->
                "It was not planned: " + Sentence.text(held.reason()) + ".\n\nIt is when "
                        + Sentence.text(held.remedy()) + ".\n\n" + EnvironmentDetails.look(work, held);
            case Planning.Cancelled cancelled -> "The plan was cancelled by " + Markdown.text(cancelled.by()) + ".";
            case Planning.Planned planned ->
                PlanWords.summary(planned.plan()) + " · plan `"
                        + planned.plan().fingerprint().shortForm() + "`";
            case Planning.Starting s -> goingOn(standing);
            case Planning.Running r -> goingOn(standing);
        };
    }

    private static String goingOn(Standing standing) {
        return standing.state().equals("planning") ? "It is being planned." : "Its plan: " + standing.state() + ".";
    }
}
