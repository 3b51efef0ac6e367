package io.tidegate.flow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.Effect;
import io.tidegate.run.RunKind;
import java.time.Duration;
import java.util.List;

/**
 * Counts what was decided and done here, once it is committed. No label names a repository, a pull request, an environment or
 * a person: there is no bound to these, and the log and the audit tell them.
 */
final class Tally {
    private static final List<String> PLANS =
            List.of("planned", "errored", "canceled", "failed", "refused", "given-up");
    private static final List<String> APPLIES =
            List.of("applied", "unchanged", "errored", "canceled", "failed", "refused", "given-up");

    private final MeterRegistry meters;

    Tally(MeterRegistry meters) {
        this.meters = meters;
        PLANS.forEach(this::plans);
        APPLIES.forEach(this::applies);
    }

    /** @param took since it was received */
    void decided(Delivery delivery, String outcome, Duration took) {
        Timer.builder("tidegate.delivery")
                .tags("source", delivery.source(), "outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5))
                .register(meters)
                .record(took);
    }

    void performed(Effect effect, String outcome, Duration took) {
        meters.timer("tidegate.effect", "kind", effect.getClass().getSimpleName(), "outcome", outcome)
                .record(took);
    }

    /** What became of plans and applies, out of what an effect of theirs told when it ended. */
    void ended(Effects.Claimed claimed, List<ChangeEvent> events) {
        events.forEach(event -> ended(claimed, event));
    }

    private void ended(Effects.Claimed claimed, ChangeEvent event) {
        if (event instanceof ChangeEvent.PlanRefused) {
            plans("refused").increment();
        } else if (event instanceof ChangeEvent.ApplyRefused) {
            applies("refused").increment();
        } else if (event instanceof ChangeEvent.GaveUp) {
            givenUp(claimed.effect());
        } else if (claimed.effect() instanceof Effect.FollowRun run) {
            if (run.kind() == RunKind.SPECULATIVE) {
                planned(claimed, event);
            } else {
                applied(claimed, event);
            }
        }
    }

    private void givenUp(Effect effect) {
        if (effect instanceof Effect.StartPlan
                || effect instanceof Effect.FollowRun run && run.kind() == RunKind.SPECULATIVE) {
            plans("given-up").increment();
        } else if (effect instanceof Effect.StartApply || effect instanceof Effect.FollowRun) {
            applies("given-up").increment();
        }
    }

    private void planned(Effects.Claimed claimed, ChangeEvent event) {
        if (event instanceof ChangeEvent.PlanRead) {
            over(claimed, "plan", plans("planned"));
        } else if (event instanceof ChangeEvent.PlanFailed) {
            over(claimed, "plan", plans("failed"));
        } else if (event instanceof ChangeEvent.RunMoved moved
                && moved.seen().status().isFinal()) {
            over(claimed, "plan", plans(moved.seen().status().is("errored") ? "errored" : "canceled"));
        }
    }

    private void applied(Effects.Claimed claimed, ChangeEvent event) {
        if (event instanceof ChangeEvent.PlanFailed) {
            over(claimed, "apply", applies("failed"));
        } else if (event instanceof ChangeEvent.RealPlanRead read
                && read.seen().status().is("planned_and_finished")) {
            over(claimed, "apply", applies("unchanged"));
        } else if (event instanceof ChangeEvent.RunMoved moved
                && moved.seen().status().isFinal()) {
            boolean applied = moved.seen().status().is("applied");
            boolean errored = moved.seen().status().is("errored");
            over(claimed, "apply", applies(applied ? "applied" : errored ? "errored" : "canceled"));
        }
    }

    private void over(Effects.Claimed claimed, String kind, Counter outcomes) {
        outcomes.increment();
        Timer.builder("tidegate.run")
                .tag("kind", kind)
                .serviceLevelObjectives(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1))
                .register(meters)
                .record(claimed.origin().age());
    }

    private Counter plans(String outcome) {
        return meters.counter("tidegate.plans", "outcome", outcome);
    }

    private Counter applies(String outcome) {
        return meters.counter("tidegate.applies", "outcome", outcome);
    }
}
