package io.tidegate.flow;

import io.tidegate.change.ChangeId;
import io.tidegate.change.Effect;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Repository;
import io.tidegate.run.RunId;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.MDC;

/** What a log line is about, in fields. */
final class Subject {
    private Subject() {}

    static Map<String, String> of(Effects.Claimed claimed) {
        Map<String, String> fields = new TreeMap<>(of(claimed.effect()));
        fields.put("pullRequest", named(claimed.repository(), claimed.change()));
        fields.put("effect", claimed.effect().getClass().getSimpleName());
        return fields;
    }

    /** From now on the lines of this thread are about this pull request too. */
    static void pullRequest(Repository repository, ChangeId change) {
        MDC.put("pullRequest", named(repository, change));
    }

    private static String named(Repository repository, ChangeId change) {
        return repository.fullName() + "#" + change.number();
    }

    private static Map<String, String> of(Effect effect) {
        return switch (effect) {
            case Effect.StartPlan e -> environment(e.environment());
            case Effect.FollowRun e -> run(e.environment(), e.run());
            case Effect.StopRun e -> run(e.environment(), e.run());
            case Effect.InterruptRun e -> run(e.environment(), e.run());
            case Effect.ReadEvidence e -> Map.of();
            case Effect.StartApply e -> environment(e.environment());
            case Effect.ConfirmRun e -> run(e.environment(), e.run());
            case Effect.RefreshCheck e -> environment(e.environment());
            case Effect.CloseCheck e -> environment(e.environment());
            case Effect.RecordDeployment e -> environment(e.environment());
            case Effect.StartTrial e -> environment(e.environment());
            case Effect.FollowTrial e -> run(e.environment(), e.run());
            case Effect.Inspect e -> Map.of();
            case Effect.RefreshSummary e -> Map.of();
            case Effect.RefreshVerdict e -> Map.of();
            case Effect.CloseVerdict e -> Map.of();
            case Effect.RefreshProposal e -> Map.of();
            case Effect.Reply e -> Map.of();
            case Effect.React e -> Map.of();
            case Effect.Redact e -> Map.of();
            case Effect.Wait e -> Map.of();
            case Effect.ReadGroup e -> Map.of();
            case Effect.RefreshGroup e -> Map.of();
            case Effect.Merge e -> Map.of();
            case Effect.CallOff e -> Map.of();
        };
    }

    private static Map<String, String> environment(EnvironmentName environment) {
        return Map.of("environment", environment.toString());
    }

    private static Map<String, String> run(EnvironmentName environment, RunId run) {
        return Map.of("environment", environment.toString(), "run", run.toString());
    }
}
