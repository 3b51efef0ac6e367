package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.change.ChangeEvent;
import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.plan.Diagnostics;
import io.tidegate.plan.StatedCounts;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import io.tidegate.run.RunSeen;
import io.tidegate.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final EnvironmentName DEV = new EnvironmentName("dev");
    private static final RunId RUN = new RunId("run-abc123");
    private static final Instant AT = Instant.EPOCH;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Tally tally = new Tally(meters);

    @Test
    void a_plan_and_an_apply_are_told_apart_by_the_run_that_was_followed() {
        Effect plan = new Effect.FollowRun(DEV, RUN, RunKind.SPECULATIVE);
        Effect apply = new Effect.FollowRun(DEV, RUN, RunKind.REAL);
        end(plan, new ChangeEvent.RunMoved(DEV, RUN, seen("errored"), AT));
        end(plan, new ChangeEvent.RunMoved(DEV, RUN, seen("planning"), AT));
        end(apply, new ChangeEvent.RunMoved(DEV, RUN, seen("applied"), AT));
        end(apply, new ChangeEvent.RunMoved(DEV, RUN, seen("discarded"), AT));
        end(apply, new ChangeEvent.PlanFailed(DEV, RUN, "it could not be read", AT));
        end(new Effect.StartApply(DEV, 1), new ChangeEvent.ApplyRefused(DEV, 1, "no", "say yes", AT));
        end(new Effect.StartPlan(DEV, 1), new ChangeEvent.GaveUp(new Effect.StartPlan(DEV, 1), "away", false, AT));

        assertThat(count("tidegate.plans", "errored")).isEqualTo(1);
        assertThat(count("tidegate.plans", "given-up")).isEqualTo(1);
        assertThat(count("tidegate.plans", "planned")).isZero();
        assertThat(count("tidegate.applies", "applied")).isEqualTo(1);
        assertThat(count("tidegate.applies", "canceled")).isEqualTo(1);
        assertThat(count("tidegate.applies", "failed")).isEqualTo(1);
        assertThat(count("tidegate.applies", "refused")).isEqualTo(1);
        assertThat(meters.get("tidegate.run").tag("kind", "apply").timer().count())
                .isEqualTo(3);
        assertThat(meters.get("tidegate.run").tag("kind", "apply").timer().max(TimeUnit.SECONDS))
                .as("as long as it was followed")
                .isEqualTo(90);
    }

    @Test
    void an_effect_that_tells_something_else_is_neither() {
        end(new Effect.RefreshSummary(), new ChangeEvent.CommentDeleted(5, AT));
        end(new Effect.Reply("a", null), new ChangeEvent.GaveUp(new Effect.Inspect(), "away", false, AT));
        assertThat(meters.getMeters())
                .hasSize(13)
                .allSatisfy(meter ->
                        assertThat(meter.measure().iterator().next().getValue()).isZero());
    }

    private void end(Effect effect, ChangeEvent event) {
        Repository repository = new Repository(7, "acme", "infra", 99);
        Effects.Origin origin = new Effects.Origin(Trace.of("github", "guid"), Duration.ofSeconds(90));
        tally.ended(new Effects.Claimed(1, new ChangeId(7, 1), repository, effect, 1, 1, 1, origin), List.of(event));
    }

    private double count(String name, String outcome) {
        return meters.get(name).tag("outcome", outcome).counter().count();
    }

    private static RunSeen seen(String status) {
        return new RunSeen(
                RUN,
                new RunStatus(status),
                false,
                true,
                true,
                true,
                false,
                true,
                null,
                "",
                StatedCounts.NONE,
                Diagnostics.NONE);
    }
}
