package io.tidegate.flow;

import io.tidegate.change.Attempt;
import io.tidegate.change.Effect;
import io.tidegate.change.Planning;
import io.tidegate.change.Work;
import io.tidegate.run.OtherRun;
import io.tidegate.run.Progress;
import io.tidegate.run.Queued;
import io.tidegate.run.RunSeen;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of runs that have not begun, and how often they are looked at. */
final class WaitingRuns {
    private WaitingRuns() {}

    /**
     * The longer the queue, the longer until anything is new; a look at a run behind another costs two calls more. An apply
     * whose progress is shown is a long one, and each step of it edits the comment.
     */
    static Duration patience(Duration poll, RunSeen seen) {
        if (seen.progress() != null) {
            return poll.multipliedBy(6);
        }
        if (!seen.status().is("pending")) {
            return poll;
        }
        Queued queued = seen.queued();
        int more = queued == null ? 0 : Math.clamp(queued.position() + (queued.ahead() == null ? 0 : 2), 1, 6);
        return poll.multipliedBy(2 + more);
    }

    /** A queue, a lock by hand, a policy that waits for somebody, or a status that this version does not know. */
    static String tooLong(Duration longest, RunSeen seen) {
        OtherRun ahead = seen.queued() == null ? null : seen.queued().ahead();
        String behind = ahead == null
                ? ""
                : ", behind `" + ahead.id() + "`, which is " + ahead.status()
                        + (ahead.byUs() ? " and one of Tidegate's own" : "")
                        + (ahead.person() == null ? "" : " and was started by " + ahead.person());
        return "Its run has been waiting for " + longest.toMinutes() + " minutes and cannot be confirmed: HCP Terraform"
                + " shows it as " + seen.status() + behind + ". It is discarded, so that it is in nobody's way.";
    }

    /** The last that was told of its place. */
    static @Nullable Queued queued(Work work, Effect.FollowRun effect) {
        if (work.planning() instanceof Planning.Running running && running.run().equals(effect.run())) {
            return running.queued();
        }
        return work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Planning planning
                ? planning.queued()
                : null;
    }

    /** The last progress that was told. */
    static @Nullable Progress progress(Work work) {
        return work.attempt() != null && work.attempt().step() instanceof Attempt.Step.Applying applying
                ? applying.progress()
                : null;
    }

    /** The last status that was told; empty where none is waited for. */
    static String status(Work work, Effect.FollowRun effect) {
        if (work.planning() instanceof Planning.Running running && running.run().equals(effect.run())) {
            return running.status();
        }
        Attempt attempt = work.attempt();
        if (attempt == null) {
            return "";
        }
        return switch (attempt.step()) {
            case Attempt.Step.Planning p -> p.status();
            case Attempt.Step.Applying a -> a.status();
            case Attempt.Step.AppliedWithoutTidegate a -> a.status();
            case Attempt.Step.Starting s -> "";
            case Attempt.Step.Gathering s -> "";
            case Attempt.Step.ConfirmSent s -> "";
            case Attempt.Step.Applied s -> "";
            case Attempt.Step.Failed s -> "";
            case Attempt.Step.Stopped s -> "";
        };
    }
}
