package io.tidegate.report;

import io.tidegate.change.Attempt;
import io.tidegate.change.Work;
import io.tidegate.run.Crowd;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.Queued;
import io.tidegate.run.StateChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a run waiting, and what others did in HCP Terraform. */
final class RunWords {
    private RunWords() {}

    /** Plain text of a few words, as a state: empty where nothing keeps it waiting. */
    static Optional<String> state(@Nullable Crowd crowd, @Nullable Queued queued) {
        if (crowd != null) {
            return Optional.of("waits for a free run (" + crowd.used() + " of " + crowd.most() + " in use)");
        }
        if (queued == null) {
            return Optional.empty();
        }
        String position = queued.position() > 0 ? ", position " + queued.position() : "";
        return Optional.of(
                queued.ahead() == null
                        ? "queued in HCP Terraform" + position
                        : "queued in HCP Terraform" + position + " behind "
                                + queued.ahead().id());
    }

    /** How far an apply is, followed by a comma; empty while that is not told. */
    static String progress(Work work) {
        Progress progress = work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Applying applying
                ? applying.progress()
                : null;
        return progress == null
                ? ""
                : progress.done() + " of " + progress.of() + (progress.of() == 1 ? " change" : " changes") + " done, ";
    }

    /** A sentence about the run that has the workspace, in Markdown. */
    static String ahead(OtherRun ahead) {
        String who = ahead.byUs()
                ? " is one of Tidegate's own"
                : " was started by " + (ahead.person() == null ? "somebody" : Markdown.text(ahead.person()))
                        + ", outside Tidegate";
        return Markdown.link(ahead.id().text(), ahead.url()) + " has the workspace: it" + who + " and is "
                + Markdown.code(ahead.status()) + ". Tidegate leaves it alone and waits"
                + (ahead.byUs() ? "." : "; whoever looks after it confirms or discards it in HCP Terraform.");
    }

    /** What changed the state, in Markdown: a clause about the environment. @param name escaped already */
    static String changed(String name, StateChange change) {
        String when = name + "'s state changed at " + SummaryComment.time(change.at());
        if (change.run() == null || change.url() == null) {
            return when + ", uploaded without a run"
                    + (change.person() == null ? "" : " by " + Markdown.text(change.person()));
        }
        String run = " by " + Markdown.link(change.run().text(), change.url());
        if (change.byUs()) {
            return when + run + ", one of Tidegate's own runs";
        }
        return when + run + ", which " + (change.person() == null ? "somebody" : Markdown.text(change.person()))
                + " started in HCP Terraform, outside Tidegate";
    }

    /** The same as plain text, for a gate's reason. */
    static String overtaken(StateChange change) {
        String run = change.run() == null
                ? "a state that was uploaded"
                : change.run().text();
        return "made before " + run + (change.person() == null ? "" : " of " + change.person())
                + " changed the state at " + SummaryComment.time(change.at());
    }
}
