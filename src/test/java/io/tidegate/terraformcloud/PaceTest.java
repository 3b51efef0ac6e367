package io.tidegate.terraformcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidegate.environment.Environment;
import io.tidegate.environment.EnvironmentName;
import io.tidegate.environment.Rules;
import io.tidegate.flow.RecordedBudgets;
import io.tidegate.plan.DigestKey;
import io.tidegate.run.WorkspaceSeen;
import io.tidegate.sandbox.Journal;
import io.tidegate.sandbox.http.Holds;
import io.tidegate.sandbox.terraform.TerraformStandIn;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
    @TempDir
    Path folder;

    @Test
    void more_calls_than_a_second_allows_are_all_answered_and_none_is_refused() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (TerraformStandIn hcp = new TerraformStandIn(0, new Journal(), new Holds());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            hcp.createWorkspace("my-org", "infra-dev", "environments/dev");
            Map<String, String> settings =
                    Map.of("tidegate.terraform.url", hcp.url(), "tidegate.terraform.token", hcp.token());
            HcpRuns runs = TerraformAdapter.runs(
                    Configurations.of(settings),
                    Configurations.secrets(settings),
                    name -> List.of(),
                    List.of(),
                    meters,
                    new RecordedBudgets(),
                    new DigestKey("test", new byte[32]),
                    folder);
            Environment dev =
                    new Environment(new EnvironmentName("dev"), "environments/dev", "my-org", "infra-dev", Rules.USUAL);
            List<Future<WorkspaceSeen>> all =
                    callers.invokeAll(Collections.nCopies(60, () -> runs.workspace(Repositories.INFRA, dev)));
            for (Future<WorkspaceSeen> one : all) {
                assertThat(one.get().name()).isEqualTo("infra-dev");
            }
        }
        assertThat(meters.find("tidegate.terraform.calls").tag("status", "200").counters())
                .isNotEmpty();
        assertThat(meters.find("tidegate.terraform.calls").tag("status", "429").counters())
                .isEmpty();
    }

    @Test
    void none_in_a_second_is_refused_when_the_product_is_configured() {
        assertThatThrownBy(() -> new HcpClient(
                        URI.create("http://127.0.0.1:1"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        0,
                        new SimpleMeterRegistry(),
                        new RecordedBudgets()))
                .hasMessageStartingWith("tidegate.terraform.calls-per-second is 0: it must be at least 1");
    }
}
