package io.tidegate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import io.tidegate.run.RunKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void an_effect_about_a_run_names_pull_request_environment_and_run() {
        Effect effect = new Effect.FollowRun(new EnvironmentName("prod"), new RunId("run-abc123"), RunKind.REAL);
        Effects.Origin origin = new Effects.Origin(Trace.of("github", "guid"), Duration.ZERO);
        Repository repository = new Repository(7, "acme", "infra", 99);
        assertThat(Subject.of(new Effects.Claimed(1, new ChangeId(7, 12), repository, effect, 1, 1, 1, origin)))
                .containsOnly(
                        java.util.Map.entry("pullRequest", "acme/infra#12"),
                        java.util.Map.entry("effect", "FollowRun"),
                        java.util.Map.entry("environment", "prod"),
                        java.util.Map.entry("run", "run-abc123"));
    }

    @Test
    void a_trace_has_the_form_of_opentelemetry_and_is_told_by_the_webhook_s_guid() {
        Trace trace = Trace.of("github", "72d3162e-cc78-11e3-81ab-4c9367dc0958");
        assertThat(trace.toString()).matches("[0-9a-f]{32}");
        assertThat(Trace.of("github", "72d3162e-cc78-11e3-81ab-4c9367dc0958")).isEqualTo(trace);
        assertThat(Trace.of("terraform", "72d3162e-cc78-11e3-81ab-4c9367dc0958"))
                .isNotEqualTo(trace);
    }
}
